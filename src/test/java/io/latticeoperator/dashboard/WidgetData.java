package io.latticeoperator.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.simulator.contract.JsonClient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a metric widget shows, asked for as the console asks: GetMetricData and ListMetrics. */
final class WidgetData {
  private static final Pattern SEARCH =
      Pattern.compile(
          "SEARCH\\('\\{(?<schema>[^}]*)} MetricName=\"(?<name>\\w+)\" (?<any>[^']*)', "
              + "'(?<stat>\\w+)', (?<period>\\d+)\\)");
  private static final Pattern TOP = Pattern.compile("SORT\\(METRICS\\(\\), MAX, DESC, (\\d+)\\)");

  private final JsonClient cloudWatch;
  private final Instant from;
  private final Instant until;

  WidgetData(JsonClient cloudWatch, Instant from, Instant until) {
    this.cloudWatch = cloudWatch;
    this.from = from;
    this.until = until;
  }

  /**
   * A line.
   *
   * @param color null for the next one
   */
  record Line(String label, @Nullable String color, TreeMap<Long, Double> points) {
    double highest() {
      return points.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
    }
  }

  /** The lines of a metric widget in the order of its metrics. */
  List<Line> lines(JsonNode properties) {
    var queries = JsonNodeFactory.instance.arrayNode();
    var labels = new LinkedHashMap<String, JsonNode>();
    int top = 0;
    for (var metric : properties.get("metrics")) {
      var rendering = metric.get(metric.size() - 1);
      var expression = rendering.path("expression").asText();
      var search = SEARCH.matcher(expression);
      var sorted = TOP.matcher(expression);
      if (search.find()) {
        searched(search, rendering.get("label").asText(), labels, queries);
      } else if (sorted.matches()) {
        top = Integer.parseInt(sorted.group(1));
      } else {
        var id = rendering.path("id").asText("q" + queries.size());
        labels.put(id, rendering);
        var query = queries.addObject().put("Id", id);
        if (expression.isEmpty()) {
          var dimensions = new TreeMap<String, String>();
          for (int i = 2; i < metric.size() - 1; i += 2) {
            dimensions.put(metric.get(i).asText(), metric.get(i + 1).asText());
          }
          stat(
              query,
              metric.get(0).asText(),
              metric.get(1).asText(),
              dimensions,
              rendering.path("stat").asText(properties.get("stat").asText()),
              properties.get("period").asInt());
        } else {
          query.put("Expression", expression);
        }
      }
    }
    var lines = answers(queries, labels, top > 0);
    return top == 0
        ? lines
        : lines.stream()
            .sorted(Comparator.comparingDouble(Line::highest).reversed())
            .limit(top)
            .toList();
  }

  private List<Line> answers(JsonNode queries, Map<String, JsonNode> labels, boolean hidden) {
    var request = JsonNodeFactory.instance.objectNode();
    request.put("StartTime", from.getEpochSecond()).put("EndTime", until.getEpochSecond());
    request.set("MetricDataQueries", queries);
    var lines = new ArrayList<Line>();
    for (var result : cloudWatch.ok("GetMetricData", "%s", request).get("MetricDataResults")) {
      var rendering = labels.get(result.get("Id").asText());
      if (rendering.path("visible").asBoolean(true) || hidden) {
        var points = new TreeMap<Long, Double>();
        for (int i = 0; i < result.get("Timestamps").size(); i++) {
          points.put(
              result.get("Timestamps").get(i).asLong(), result.get("Values").get(i).asDouble());
        }
        lines.add(
            new Line(
                rendering.get("label").asText(), rendering.path("color").asText(null), points));
      }
    }
    return lines;
  }

  private void searched(
      Matcher search, String label, Map<String, JsonNode> labels, ArrayNode queries) {
    var schema = List.of(search.group("schema").split(","));
    var found =
        cloudWatch
            .ok(
                "ListMetrics",
                "{'Namespace':'%s','MetricName':'%s'}",
                schema.getFirst(),
                search.group("name"))
            .get("Metrics");
    for (var metric : found) {
      var dimensions = new TreeMap<String, String>();
      metric
          .get("Dimensions")
          .forEach(d -> dimensions.put(d.get("Name").asText(), d.get("Value").asText()));
      if (List.copyOf(dimensions.keySet()).equals(schema.subList(1, schema.size()))
          && dimensions.entrySet().stream()
              .anyMatch(
                  d -> search.group("any").contains(d.getKey() + "=\"" + d.getValue() + "\""))) {
        var id = "s" + queries.size();
        labels.put(
            id, JsonNodeFactory.instance.objectNode().put("label", labelled(label, dimensions)));
        stat(
            queries.addObject().put("Id", id),
            schema.getFirst(),
            search.group("name"),
            dimensions,
            search.group("stat"),
            Integer.parseInt(search.group("period")));
      }
    }
  }

  private static String labelled(String label, Map<String, String> dimensions) {
    var filled = label;
    for (var dimension : dimensions.entrySet()) {
      filled = filled.replace("${PROP('Dim." + dimension.getKey() + "')}", dimension.getValue());
    }
    return filled;
  }

  private static void stat(
      ObjectNode query,
      String namespace,
      String name,
      Map<String, String> dimensions,
      String stat,
      int period) {
    var of = query.putObject("MetricStat").put("Stat", stat).put("Period", period);
    var metric = of.putObject("Metric").put("Namespace", namespace).put("MetricName", name);
    var list = metric.putArray("Dimensions");
    dimensions.forEach((key, value) -> list.addObject().put("Name", key).put("Value", value));
  }
}
