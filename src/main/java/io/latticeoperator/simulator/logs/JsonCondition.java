package io.latticeoperator.simulator.logs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.latticeoperator.simulator.aws.ServiceRefusal;
import java.util.List;
import java.util.regex.Pattern;

/** What stands between the braces of a filter pattern, such as {@code $.status = 5*}. */
sealed interface JsonCondition {
  /** For reading messages. */
  ObjectMapper MAPPER = new ObjectMapper();

  boolean holds(JsonNode event);

  /** False for a message that is not JSON. */
  default boolean holdsFor(String message) {
    try {
      return holds(MAPPER.readTree(message));
    } catch (JsonProcessingException notJson) {
      return false;
    }
  }

  /** Both hold. */
  record Both(JsonCondition left, JsonCondition right) implements JsonCondition {
    @Override
    public boolean holds(JsonNode event) {
      return left.holds(event) && right.holds(event);
    }
  }

  /** One of them holds. */
  record Either(JsonCondition left, JsonCondition right) implements JsonCondition {
    @Override
    public boolean holds(JsonNode event) {
      return left.holds(event) || right.holds(event);
    }
  }

  /**
   * A member is as it should be.
   *
   * @param path names of members and indexes of lists, from the outside in
   * @param operator {@code =}, {@code !=}, {@code <}, {@code <=}, {@code >}, {@code >=}, or a word
   *     such as {@code IS NULL}
   * @param wanted may have asterisks; empty with a word
   */
  record Compared(List<String> path, String operator, String wanted) implements JsonCondition {
    public Compared {
      path = List.copyOf(path);
    }

    @Override
    public boolean holds(JsonNode event) {
      var value = find(event);
      return switch (operator) {
        case "NOT EXISTS" -> value.isMissingNode();
        case "EXISTS" -> !value.isMissingNode();
        case "IS NULL" -> value.isNull();
        case "IS TRUE" -> value.isBoolean() && value.asBoolean();
        case "IS FALSE" -> value.isBoolean() && !value.asBoolean();
        case "=" -> value.isValueNode() && equal(value);
        case "!=" -> value.isValueNode() && !equal(value);
        default -> value.isNumber() && compared(value.asDouble());
      };
    }

    private JsonNode find(JsonNode event) {
      JsonNode found = event;
      for (var step : path) {
        boolean isIndex = found.isArray() && Character.isDigit(step.charAt(0));
        var next = isIndex ? found.get(Integer.parseInt(step)) : found.get(step);
        if (next == null) {
          return MissingNode.getInstance();
        }
        found = next;
      }
      return found;
    }

    private boolean equal(JsonNode value) {
      if (value.isNumber() && JsonConditionReader.isNumber(wanted)) {
        return value.asDouble() == Double.parseDouble(wanted);
      }
      var parts = List.of(wanted.split("\\*", -1));
      var regex = String.join(".*", parts.stream().map(Pattern::quote).toList());
      return Pattern.compile(regex, Pattern.DOTALL).matcher(value.asText()).matches();
    }

    private boolean compared(double value) {
      double limit = Double.parseDouble(wanted);
      return switch (operator) {
        case "<" -> value < limit;
        case "<=" -> value <= limit;
        case ">" -> value > limit;
        default -> value >= limit;
      };
    }
  }

  /**
   * Reads {@code $.a.b = "c" && ($.d > 5 || $.e[0] IS NULL)}.
   *
   * @throws ServiceRefusal for what is malformed
   */
  static JsonCondition parse(String text) {
    return new JsonConditionReader(text).whole();
  }
}
