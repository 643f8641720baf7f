package io.latticeoperator.dashboard;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;

/** A widget of metrics under construction (API reference: Dashboard Body Structure and Syntax). */
final class Metrics {
  private static final int MINUTE = 60;

  private final ObjectNode properties = JsonNodeFactory.instance.objectNode();

  private Metrics() {}

  /**
   * One that draws lines over time.
   *
   * @param stat of all its metrics that do not say another
   */
  static Metrics of(String title, String region, String stat) {
    var widget = new Metrics();
    widget.properties.put("title", title);
    widget.properties.put("region", region);
    widget.properties.put("view", "timeSeries");
    widget.properties.put("stacked", false);
    widget.properties.put("stat", stat);
    widget.properties.put("period", MINUTE);
    widget.properties.putArray("metrics");
    return widget;
  }

  /** Lines become areas, one on the other. */
  Metrics stacked() {
    properties.put("stacked", true);
    return this;
  }

  /** Names the left axis, which begins at 0. */
  Metrics axis(String label) {
    properties
        .putObject("yAxis")
        .putObject("left")
        .put("label", label)
        .put("min", 0)
        .put("showUnits", false);
    return this;
  }

  /**
   * Adds a metric.
   *
   * @param rendering label, color, stat, id or visible
   */
  Metrics add(
      String namespace, String name, Map<String, String> dimensions, Map<String, ?> rendering) {
    var metric = properties.withArray("metrics").addArray();
    metric.add(namespace).add(name);
    new TreeMap<>(dimensions).forEach((key, value) -> metric.add(key).add(value));
    metric.add(node(rendering));
    return this;
  }

  /** Adds metric math, or a search. */
  Metrics compute(String expression, Map<String, ?> rendering) {
    var computed = node(rendering);
    computed.put("expression", expression);
    properties.withArray("metrics").addArray().add(computed);
    return this;
  }

  int size() {
    return properties.withArray("metrics").size();
  }

  ObjectNode widget() {
    return Layout.widget("metric", properties);
  }

  private static ObjectNode node(Map<String, ?> members) {
    var node = JsonNodeFactory.instance.objectNode();
    new TreeMap<>(members)
        .forEach(
            (key, value) -> {
              if (value instanceof Boolean flag) {
                node.put(key, flag);
              } else {
                node.put(key, value.toString());
              }
            });
    return node;
  }
}
