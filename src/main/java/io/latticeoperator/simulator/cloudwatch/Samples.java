package io.latticeoperator.simulator.cloudwatch;

import java.util.Collections;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Measurements of one metric, put together.
 *
 * @param count how many there are; need not be whole
 * @param weights how often each value occurs; empty when only the other members are known, and then
 *     percentiles are not. More than {@value #MOST_VALUES} values are counted under their
 *     neighbours
 */
public record Samples(
    double count,
    double sum,
    double minimum,
    double maximum,
    NavigableMap<Double, Double> weights) {
  private static final int MOST_VALUES = 1000;

  public Samples {
    weights = Collections.unmodifiableNavigableMap(weights);
  }

  /** A value that was measured {@code times} times. */
  public static Samples of(double value, double times) {
    return new Samples(
        times, value * times, value, value, new TreeMap<>(Collections.singletonMap(value, times)));
  }

  /** A set whose single values are not known. */
  static Samples set(double count, double sum, double minimum, double maximum) {
    return minimum == maximum
        ? of(minimum, count)
        : new Samples(count, sum, minimum, maximum, new TreeMap<>());
  }

  /** These and the others. */
  public Samples plus(Samples other) {
    return new Samples(
        count + other.count,
        sum + other.sum,
        Math.min(minimum, other.minimum),
        Math.max(maximum, other.maximum),
        merged(other));
  }

  private NavigableMap<Double, Double> merged(Samples other) {
    if (weights.isEmpty() || other.weights.isEmpty()) {
      return new TreeMap<>();
    }
    boolean isSmaller = weights.size() < other.weights.size();
    var merged = new TreeMap<>(isSmaller ? other.weights : weights);
    (isSmaller ? weights : other.weights)
        .forEach(
            (value, times) -> {
              boolean isFull = merged.size() >= MOST_VALUES && !merged.containsKey(value);
              merged.merge(isFull ? neighbour(merged, value) : value, times, Double::sum);
            });
    return merged;
  }

  private static double neighbour(NavigableMap<Double, Double> values, double value) {
    var below = values.floorKey(value);
    return below == null ? values.firstKey() : below;
  }
}
