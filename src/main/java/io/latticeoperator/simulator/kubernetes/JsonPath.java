package io.latticeoperator.simulator.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The JSONPath of printer columns: fields, indexes, {@code [*]} and filters for equality such as
 * {@code .status.conditions[?(@.type=="Ready")].status}.
 */
final class JsonPath {
  private static final Pattern STEP =
      Pattern.compile(
          "\\.(?<field>(?:[^.\\[\\]\\\\]|\\\\.)+)"
              + "|\\[\\s*'(?<quoted>[^']+)'\\s*]"
              + "|\\[\\s*(?<index>-?\\d+)\\s*]"
              + "|\\[\\?\\(\\s*@(?<inner>\\.[^=!\\s]+)\\s*(?<op>==|!=)\\s*"
              + "(?<literal>\"[^\"]*\"|'[^']*'|[^)\\s]+)\\s*\\)]"
              + "|(?<all>\\.?\\[\\*]|\\.\\*)");

  private final List<Step> steps;

  private JsonPath(List<Step> steps) {
    this.steps = steps;
  }

  @FunctionalInterface
  private interface Step {
    Stream<JsonNode> from(JsonNode node);
  }

  /** The path; one that cannot be read finds nothing. */
  static JsonPath of(String text) {
    var stripped = text.strip();
    var path = stripped.startsWith("{") ? stripped.substring(1, stripped.length() - 1) : stripped;
    var steps = new ArrayList<Step>();
    Matcher matcher = STEP.matcher(path);
    int end = path.startsWith("$") ? 1 : 0;
    while (end < path.length()) {
      if (!matcher.find(end) || matcher.start() != end) {
        return new JsonPath(List.of(node -> Stream.empty()));
      }
      steps.add(step(matcher));
      end = matcher.end();
    }
    return new JsonPath(steps);
  }

  List<JsonNode> find(JsonNode root) {
    var found = Stream.of(root);
    for (var step : steps) {
      found = found.flatMap(step::from);
    }
    return found.toList();
  }

  private static Step step(Matcher matcher) {
    var field = matcher.group("field") != null ? matcher.group("field") : matcher.group("quoted");
    if (field != null && !field.equals("*")) {
      var name = field.replace("\\.", ".");
      return node -> Stream.ofNullable(node.get(name));
    }
    var index = matcher.group("index");
    if (index != null) {
      int at = Integer.parseInt(index);
      return node -> Stream.ofNullable(node.get(at < 0 ? node.size() + at : at));
    }
    var inner = matcher.group("inner");
    if (inner != null) {
      var path = of(inner);
      var literal = matcher.group("literal").replaceAll("^[\"']|[\"']$", "");
      boolean equal = matcher.group("op").equals("==");
      return node ->
          Json.items(node)
              .filter(
                  each ->
                      path.find(each).stream().anyMatch(value -> value.asText().equals(literal))
                          == equal);
    }
    return node ->
        node.isObject() ? node.properties().stream().map(Map.Entry::getValue) : Json.items(node);
  }
}
