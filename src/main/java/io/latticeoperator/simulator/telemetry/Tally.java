package io.latticeoperator.simulator.telemetry;

import io.latticeoperator.simulator.cloudwatch.Samples;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Counts measurements until they become samples. */
final class Tally {
  private final NavigableMap<Double, Double> weights = new TreeMap<>();
  private final String unit;
  private double count;
  private double sum;

  Tally(String unit) {
    this.unit = unit;
  }

  String unit() {
    return unit;
  }

  void add(double value) {
    count++;
    sum += value;
    weights.merge(value, 1.0, Double::sum);
  }

  /** Only when something was added. */
  Samples samples() {
    return new Samples(count, sum, weights.firstKey(), weights.lastKey(), new TreeMap<>(weights));
  }
}
