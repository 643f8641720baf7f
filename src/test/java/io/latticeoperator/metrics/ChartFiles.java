package io.latticeoperator.metrics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The dashboard and the alert rules that the chart has. */
final class ChartFiles {
  static final Path DASHBOARD = Path.of("charts/lattice-operator/dashboards/lattice-operator.json");
  static final Path RULES = Path.of("charts/lattice-operator/rules/lattice-operator.yaml");

  private static final Pattern MINUTES = Pattern.compile("(\\d+)m");

  private ChartFiles() {}

  /**
   * One query.
   *
   * @param place for messages: title of the panel, or name of the alert
   */
  record Query(String place, String expression) {}

  /** One rule. */
  record Alert(String name, String expression, Duration patience, JsonNode rule) {}

  static JsonNode dashboard() {
    return read(new ObjectMapper(), DASHBOARD);
  }

  static List<Query> panels() {
    var queries = new ArrayList<Query>();
    for (var panel : dashboard().path("panels")) {
      for (var target : panel.path("targets")) {
        queries.add(new Query(panel.path("title").asText(), target.path("expr").asText()));
      }
    }
    return queries;
  }

  static List<Alert> alerts() {
    var rules = read(new ObjectMapper(new YAMLFactory()), RULES);
    return elements(rules.path("groups"))
        .flatMap(group -> elements(group.path("rules")))
        .map(
            rule ->
                new Alert(
                    rule.path("alert").asText(),
                    rule.path("expr").asText(),
                    minutes(rule.path("for").asText()),
                    rule))
        .toList();
  }

  static List<Query> queries() {
    return Stream.concat(
            panels().stream(), alerts().stream().map(a -> new Query(a.name(), a.expression())))
        .toList();
  }

  private static Duration minutes(String text) {
    var matcher = MINUTES.matcher(text);
    if (!matcher.matches()) {
      throw new AssertionError("not a number of minutes: " + text);
    }
    return Duration.ofMinutes(Long.parseLong(matcher.group(1)));
  }

  private static Stream<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  private static JsonNode read(ObjectMapper mapper, Path file) {
    try {
      return mapper.readTree(file.toFile());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
