package io.latticeoperator.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Bodies that show the same become the same: CloudWatch's console writes a body anew whenever
 * somebody saves it, with its own order, shorthands and defaults (API reference: Dashboard Body
 * Structure and Syntax).
 *
 * <p>Digests that are written into dashboards rest on it. To change it makes every dashboard of an
 * earlier version look as if somebody had edited it.
 */
final class NormalForm {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String REPEATED = ".";
  private static final String ALL_REPEATED = "...";

  /** Members that mean nothing when they have this value, by type of widget; the body is "". */
  private static final Map<String, Map<String, JsonNode>> DEFAULTS =
      Map.of(
          "",
          Map.of("periodOverride", JSON.textNode("auto")),
          "metric",
          Map.of(
              "view", JSON.textNode("timeSeries"),
              "stacked", JSON.booleanNode(false),
              "stat", JSON.textNode("Average"),
              "period", JSON.numberNode(300),
              "title", JSON.textNode(""),
              "liveData", JSON.booleanNode(false),
              "setPeriodToTimeRange", JSON.booleanNode(false)),
          "text",
          Map.of("background", JSON.textNode("solid")),
          "log",
          Map.of(
              "view", JSON.textNode("table"),
              "stacked", JSON.booleanNode(false),
              "title", JSON.textNode(""),
              "queryLanguage", JSON.textNode("CWLI")));

  private static final Map<String, JsonNode> PLACE =
      Map.of("width", JSON.numberNode(6), "height", JSON.numberNode(6));
  private static final Map<String, JsonNode> RENDERING =
      Map.of("visible", JSON.booleanNode(true), "yAxis", JSON.textNode("left"));

  private NormalForm() {}

  /** The whole body as a text: members in order, no blanks, no defaults. */
  static String of(JsonNode body) {
    if (!body.isObject()) {
      return plain(body).toString();
    }
    var normal = without((ObjectNode) plain(body), DEFAULTS.getOrDefault("", Map.of()));
    if (normal.path("widgets").isArray()) {
      var widgets = new ArrayList<JsonNode>();
      body.get("widgets").forEach(widget -> widgets.add(widget(widget)));
      widgets.sort(
          Comparator.comparingInt((JsonNode w) -> w.path("y").asInt())
              .thenComparingInt(w -> w.path("x").asInt())
              .thenComparing(JsonNode::toString));
      normal.putArray("widgets").addAll(widgets);
    }
    return normal.toString();
  }

  private static JsonNode widget(JsonNode widget) {
    if (!widget.isObject()) {
      return plain(widget);
    }
    var normal = without((ObjectNode) plain(widget), PLACE);
    var type = widget.path("type").asText();
    if (normal.path("properties").isObject()) {
      var properties =
          without((ObjectNode) normal.get("properties"), DEFAULTS.getOrDefault(type, Map.of()));
      if (properties.path("metrics").isArray()) {
        properties.set("metrics", metrics(widget.path("properties")));
      }
      if (properties.path("legend").toString().equals("{\"position\":\"bottom\"}")) {
        properties.remove("legend");
      }
      if (properties.path("markdown").isTextual()) {
        var markdown = properties.get("markdown").asText();
        properties.put("markdown", markdown.replace("\r\n", "\n").strip());
      }
      normal.set("properties", properties);
    }
    return normal;
  }

  /** Shorthands written out, and what a metric only repeats of its widget left out. */
  private static ArrayNode metrics(JsonNode properties) {
    var metrics = JSON.arrayNode();
    var repeated = new TreeMap<>(RENDERING);
    properties
        .properties()
        .forEach(
            member -> {
              if (List.of("region", "stat", "period").contains(member.getKey())) {
                repeated.put(member.getKey(), plain(member.getValue()));
              }
            });
    repeated.putIfAbsent("stat", JSON.textNode("Average"));
    repeated.putIfAbsent("period", JSON.numberNode(300));
    List<String> before = List.of();
    for (var metric : properties.get("metrics")) {
      var normal = JSON.arrayNode();
      var names = new ArrayList<String>();
      ObjectNode rendering = JSON.objectNode();
      for (var part : metric) {
        if (part.isObject()) {
          rendering = without((ObjectNode) plain(part), repeated);
        } else {
          names.add(part.asText());
        }
      }
      before = names.isEmpty() ? before : expanded(names, before);
      (names.isEmpty() ? List.<String>of() : before).forEach(normal::add);
      if (!rendering.isEmpty()) {
        normal.add(rendering);
      }
      metrics.add(normal);
    }
    return metrics;
  }

  /** "..." stands for all that the metric before has and that is not said; "." for one of it. */
  private static List<String> expanded(List<String> names, List<String> before) {
    var all = new ArrayList<>(names);
    int gap = all.indexOf(ALL_REPEATED);
    if (gap >= 0) {
      int missing = Math.max(0, before.size() - (all.size() - 1));
      all.remove(gap);
      all.addAll(gap, before.subList(gap, Math.min(before.size(), gap + missing)));
    }
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).equals(REPEATED) && i < before.size()) {
        all.set(i, before.get(i));
      }
    }
    return all;
  }

  private static ObjectNode without(ObjectNode from, Map<String, JsonNode> defaults) {
    defaults.forEach(
        (member, value) -> {
          if (value.equals(from.get(member))) {
            from.remove(member);
          }
        });
    return from;
  }

  /** A copy with members in order, without nulls and empty structures, and with plain numbers. */
  private static JsonNode plain(JsonNode node) {
    if (node.isObject()) {
      var sorted = new TreeMap<String, JsonNode>();
      node.properties()
          .forEach(
              member -> {
                var value = plain(member.getValue());
                if (!value.isNull() && !(value.isContainerNode() && value.isEmpty())) {
                  sorted.put(member.getKey(), value);
                }
              });
      return JSON.objectNode().setAll(sorted);
    }
    if (node.isArray()) {
      var array = JSON.arrayNode();
      node.forEach(element -> array.add(plain(element)));
      return array;
    }
    return node.isNumber() ? number(node) : node;
  }

  private static JsonNode number(JsonNode node) {
    var value = node.decimalValue().stripTrailingZeros();
    return value.scale() <= 0 && value.precision() - value.scale() <= 9
        ? JSON.numberNode(value.intValue())
        : JSON.numberNode(value);
  }
}
