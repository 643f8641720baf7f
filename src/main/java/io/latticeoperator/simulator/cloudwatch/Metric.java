package io.latticeoperator.simulator.cloudwatch;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What tells series of values apart.
 *
 * @param dimensions values by name; the order in which callers name them does not matter
 */
public record Metric(String namespace, String name, SortedMap<String, String> dimensions) {
  private static final char SEPARATOR = '\u0001';

  public Metric {
    dimensions = Collections.unmodifiableSortedMap(new TreeMap<>(dimensions));
  }

  /** A text that is equal for equal metrics, and by which lists are sorted. */
  String key() {
    var pairs =
        dimensions.entrySet().stream()
            .map(entry -> entry.getKey() + SEPARATOR + entry.getValue())
            .collect(Collectors.joining(String.valueOf(SEPARATOR)));
    return namespace + SEPARATOR + name + SEPARATOR + pairs;
  }
}
