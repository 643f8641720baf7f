package io.latticeoperator.translate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Ports as few ranges.
 *
 * @param ranges in order, apart from each other
 * @param extra ports that are in a range although nobody asked for them
 */
record PortRanges(List<Range> ranges, List<Range> extra) {
  /** From and to are both in it. */
  record Range(int from, int to) {
    @Override
    public String toString() {
      return from == to ? Integer.toString(from) : from + "-" + to;
    }
  }

  /**
   * The ranges that hold all ports and the fewest others.
   *
   * @param most how many ranges there may be, at least 1
   */
  static PortRanges of(SortedSet<Integer> ports, int most) {
    var exact = new ArrayList<Range>();
    for (int port : ports) {
      if (!exact.isEmpty() && exact.getLast().to() == port - 1) {
        exact.add(new Range(exact.removeLast().from(), port));
      } else {
        exact.add(new Range(port, port));
      }
    }
    var kept =
        IntStream.range(1, exact.size())
            .boxed()
            .sorted(
                Comparator.<Integer>comparingInt(i -> exact.get(i - 1).to() - exact.get(i).from())
                    .thenComparing(Comparator.naturalOrder()))
            .limit(most - 1L)
            .toList();
    var cuts = new TreeSet<>(kept);
    var merged = new ArrayList<Range>();
    var extra = new ArrayList<Range>();
    for (int i = 0; i < exact.size(); i++) {
      if (i == 0 || cuts.contains(i)) {
        merged.add(exact.get(i));
      } else {
        extra.add(new Range(exact.get(i - 1).to() + 1, exact.get(i).from() - 1));
        merged.add(new Range(merged.removeLast().from(), exact.get(i).to()));
      }
    }
    return new PortRanges(merged, extra);
  }
}
