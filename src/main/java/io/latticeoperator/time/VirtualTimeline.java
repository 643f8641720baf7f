package io.latticeoperator.time;

import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;

/**
 * A timeline whose time passes only when it is told to: hours of simulated time take milliseconds.
 * For one thread.
 */
public final class VirtualTimeline implements Timeline {
  private final PriorityQueue<Entry> queue = new PriorityQueue<>();
  private Instant now;
  private long sequence;

  public VirtualTimeline(Instant start) {
    this.now = start;
  }

  @Override
  public Instant now() {
    return now;
  }

  @Override
  public Scheduled after(Duration delay, Runnable action) {
    var due = delay.isPositive() ? now.plus(delay) : now;
    var entry = new Entry(due, sequence++, action);
    queue.add(entry);
    return () -> queue.remove(entry);
  }

  /** Runs the next action, moving time to its due instant; false when nothing is scheduled. */
  public boolean step() {
    var entry = queue.poll();
    if (entry == null) {
      return false;
    }
    now = entry.due;
    entry.action.run();
    return true;
  }

  /** Lets {@code duration} pass, running everything that falls due on the way. */
  public void advance(Duration duration) {
    var end = now.plus(duration);
    for (var next = queue.peek(); next != null && !next.due.isAfter(end); next = queue.peek()) {
      step();
    }
    now = end;
  }

  private record Entry(Instant due, long sequence, Runnable action) implements Comparable<Entry> {
    @Override
    public int compareTo(Entry other) {
      int byTime = due.compareTo(other.due);
      return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
    }
  }
}
