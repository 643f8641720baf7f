package io.latticeoperator.cloud;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One figure for CloudWatch.
 *
 * @param metric its name
 * @param unit as PutMetricData spells it, such as {@code Count}
 * @param dimensions at most 30
 * @param values each distinct value with how often it occurred: 1 to 150 of them, the limit of
 *     PutMetricData
 */
public record Datum(
    String metric, String unit, Map<String, String> dimensions, SortedMap<Double, Long> values) {
  public static final int MOST_VALUES = 150;

  public Datum {
    dimensions = Map.copyOf(dimensions);
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    if (values.isEmpty() || values.size() > MOST_VALUES) {
      throw new IllegalArgumentException(metric + " has " + values.size() + " distinct values");
    }
  }

  /** A figure that is one value. */
  public static Datum of(String metric, String unit, Map<String, String> dimensions, double value) {
    return new Datum(metric, unit, dimensions, new TreeMap<>(Map.of(value, 1L)));
  }
}
