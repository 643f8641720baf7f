package io.latticeoperator.metrics;

import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Durations, kept so that CloudWatch can tell percentiles of them. Each counts as the nearest of
 * 146 values from 1 ms to an hour, 11 % apart, for CloudWatch takes no more than 150 distinct ones.
 */
final class Spread {
  private static final double SHORTEST = 0.001;
  private static final double LONGEST = 3600;
  private static final double STEP = 1.11;

  private final TreeMap<Double, Long> values = new TreeMap<>();

  void add(Duration duration) {
    double seconds = Math.clamp(duration.toNanos() / 1e9, SHORTEST, LONGEST);
    double steps = Math.rint(Math.log(seconds / SHORTEST) / Math.log(STEP));
    double value = Math.rint(SHORTEST * Math.pow(STEP, steps) * 1e4) / 1e4;
    values.merge(value, 1L, Long::sum);
  }

  boolean isEmpty() {
    return values.isEmpty();
  }

  /** Each distinct value, in seconds, with how often it occurred. */
  SortedMap<Double, Long> values() {
    return new TreeMap<>(values);
  }

  void add(Spread other) {
    other.values.forEach((value, count) -> values.merge(value, count, Long::sum));
  }
}
