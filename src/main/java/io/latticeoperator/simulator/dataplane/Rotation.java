package io.latticeoperator.simulator.dataplane;

import java.util.List;

/** Round robin by turn number: the same turn of the same choice always falls to the same one. */
final class Rotation {
  private static final double GOLDEN = 0.6180339887498949;

  private Rotation() {}

  /** Which of {@code size} equals has the turn; {@code size} is at least 1. */
  static int even(int size, long turn) {
    return (int) (turn % size);
  }

  /**
   * Which of the weights has the turn, or -1 when all are 0. In each cycle of as many turns as the
   * reduced weights add up to, everyone gets exactly its share; a stride near the golden section of
   * the cycle spreads them evenly within it.
   */
  static int weighted(List<Integer> weights, long turn) {
    long divisor = weights.stream().mapToLong(Integer::longValue).reduce(0, Rotation::gcd);
    if (divisor == 0) {
      return -1;
    }
    long cycle = weights.stream().mapToLong(Integer::longValue).sum() / divisor;
    long position = turn % cycle * stride(cycle) % cycle;
    int index = 0;
    while (position >= weights.get(index) / divisor) {
      position -= weights.get(index) / divisor;
      index++;
    }
    return index;
  }

  /** Prime to the cycle, so that every position comes up once. */
  private static long stride(long cycle) {
    long stride = Math.max(1, Math.round(cycle * GOLDEN));
    while (gcd(stride, cycle) != 1) {
      stride++;
    }
    return stride;
  }

  private static long gcd(long a, long b) {
    return b == 0 ? a : gcd(b, a % b);
  }
}
