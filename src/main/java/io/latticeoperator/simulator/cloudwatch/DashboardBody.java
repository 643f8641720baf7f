package io.latticeoperator.simulator.cloudwatch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Looks for mistakes in the body of a dashboard. Source: CloudWatch API reference, "Dashboard body
 * structure and syntax".
 */
final class DashboardBody {
  private static final int MOST_WIDGETS = 500;
  private static final int MOST_METRICS = 500;
  private static final int COLUMNS = 24;
  private static final Set<String> TYPES =
      Set.of("metric", "text", "log", "alarm", "explorer", "custom");
  private static final Set<String> VIEWS =
      Set.of("timeSeries", "singleValue", "gauge", "bar", "pie", "table");
  private static final Set<String> WIDGET =
      Set.of("type", "x", "y", "width", "height", "properties");
  private static final ObjectReader READER =
      new ObjectMapper().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final List<Message> errors = new ArrayList<>();
  private final List<Message> warnings = new ArrayList<>();

  private DashboardBody() {}

  /**
   * A mistake.
   *
   * @param dataPath JSON pointer to it
   */
  record Message(String dataPath, String message) {}

  /**
   * What is wrong with a body.
   *
   * @param errors because of which the dashboard is refused
   * @param warnings despite which it is saved
   */
  record Findings(List<Message> errors, List<Message> warnings) {
    Findings {
      errors = List.copyOf(errors);
      warnings = List.copyOf(warnings);
    }
  }

  static Findings check(String text) {
    var body = new DashboardBody();
    try {
      body.dashboard(READER.readTree(text));
    } catch (JsonProcessingException malformed) {
      body.error("", "The field DashboardBody must be a valid JSON object");
    }
    return new Findings(body.errors, body.warnings);
  }

  static boolean isJson(String text) {
    try {
      READER.readTree(text);
      return true;
    } catch (JsonProcessingException malformed) {
      return false;
    }
  }

  private void dashboard(JsonNode body) {
    if (!body.isObject()) {
      error("", "The field DashboardBody must be a valid JSON object");
      return;
    }
    var widgets = body.get("widgets");
    if (widgets == null) {
      error("", "Should have required property 'widgets'");
    } else if (!widgets.isArray()) {
      error("/widgets", "Should be array");
    } else if (widgets.size() > MOST_WIDGETS) {
      error("/widgets", "Should NOT have more than %d items".formatted(MOST_WIDGETS));
    } else {
      for (int index = 0; index < widgets.size(); index++) {
        widget("/widgets/" + index, widgets.get(index));
      }
    }
  }

  private void widget(String path, JsonNode widget) {
    if (!widget.isObject()) {
      error(path, "Should be object");
      return;
    }
    whole(path, widget, "x", 0, COLUMNS - 1);
    whole(path, widget, "y", 0, Integer.MAX_VALUE);
    whole(path, widget, "width", 1, COLUMNS);
    whole(path, widget, "height", 1, 1000);
    for (var member : widget.properties()) {
      if (!WIDGET.contains(member.getKey())) {
        warn(path + "/" + member.getKey(), "Should NOT have additional properties");
      }
    }
    var properties = widget.path("properties");
    if (!TYPES.contains(widget.path("type").asText())) {
      error(path + "/type", "Should be equal to one of the allowed values " + sorted(TYPES));
    } else if (!properties.isObject()) {
      error(path, "Should have required property 'properties'");
    } else {
      properties(widget.path("type").asText(), path + "/properties", properties);
    }
  }

  private void properties(String type, String path, JsonNode properties) {
    switch (type) {
      case "metric" -> metricWidget(path, properties);
      case "text" ->
          required(path, properties, "markdown", properties.path("markdown").isTextual());
      case "alarm" -> required(path, properties, "alarms", properties.path("alarms").isArray());
      case "log" -> {
        required(path, properties, "query", properties.path("query").isTextual());
        required(path, properties, "region", properties.path("region").isTextual());
      }
      case "custom" ->
          required(path, properties, "endpoint", properties.path("endpoint").isTextual());
      default -> required(path, properties, "metrics", properties.path("metrics").isArray());
    }
  }

  private void metricWidget(String path, JsonNode properties) {
    var metrics = properties.path("metrics");
    boolean showsAlarm = properties.at("/annotations/alarms").isArray();
    if (!showsAlarm) {
      required(path, properties, "metrics", metrics.isArray());
      required(path, properties, "region", properties.path("region").isTextual());
    }
    if (properties.has("view") && !VIEWS.contains(properties.path("view").asText())) {
      error(path + "/view", "Should be equal to one of the allowed values " + sorted(VIEWS));
    }
    var stat = properties.get("stat");
    if (stat != null && Statistic.named(stat.asText()).isEmpty()) {
      error(path + "/stat", "Should be a statistic");
    }
    var period = properties.get("period");
    if (period != null && !(period.isInt() && MetricInputs.isPeriod(period.asInt()))) {
      error(path + "/period", "Should be 1, 5, 10, 20, 30 or a multiple of 60");
    }
    if (metrics.isArray()
        && ((metrics.isEmpty() && !showsAlarm) || metrics.size() > MOST_METRICS)) {
      error(path + "/metrics", "Should have 1 to %d items".formatted(MOST_METRICS));
    }
    for (int index = 0; metrics.isArray() && index < metrics.size(); index++) {
      metric("%s/metrics/%d".formatted(path, index), metrics.get(index), index == 0);
    }
  }

  /** A list of namespace, name, pairs of dimensions, and at the end maybe how to draw it. */
  private void metric(String path, JsonNode metric, boolean isFirst) {
    if (!metric.isArray() || metric.isEmpty()) {
      error(path, "Should be a non-empty array");
      return;
    }
    int texts = metric.size();
    if (metric.get(texts - 1).isObject()) {
      texts--;
      if (texts == 0) {
        if (!metric.get(0).path("expression").isTextual()) {
          error(path + "/0", "Should have required property 'expression'");
        }
        return;
      }
    }
    boolean isShort = false;
    for (int index = 0; index < texts; index++) {
      var part = metric.get(index);
      if (!part.isTextual() || part.asText().isEmpty()) {
        error("%s/%d".formatted(path, index), "Should be a non-empty string");
      }
      boolean repeats = part.asText().equals(".") || part.asText().equals("...");
      isShort |= part.asText().equals("...");
      if (repeats && isFirst) {
        error("%s/%d".formatted(path, index), "Should NOT refer to a metric before the first one");
      }
    }
    if (!isShort && (texts < 2 || texts % 2 != 0)) {
      error(path, "Should be a namespace, a metric name, and pairs of dimension name and value");
    }
  }

  private void whole(String path, JsonNode widget, String member, int least, int most) {
    var value = widget.get(member);
    if (value == null) {
      return;
    }
    if (!value.isIntegralNumber() || value.asLong() < least || value.asLong() > most) {
      error(path + "/" + member, "Should be an integer from %d to %d".formatted(least, most));
    }
  }

  private void required(String path, JsonNode properties, String member, boolean isOfItsType) {
    if (!properties.has(member)) {
      error(path, "Should have required property '%s'".formatted(member));
    } else if (!isOfItsType) {
      error(path + "/" + member, "Should be of another type");
    }
  }

  private static List<String> sorted(Set<String> values) {
    return values.stream().sorted().toList();
  }

  private void error(String path, String message) {
    errors.add(new Message(path, message));
  }

  private void warn(String path, String message) {
    warnings.add(new Message(path, message));
  }
}
