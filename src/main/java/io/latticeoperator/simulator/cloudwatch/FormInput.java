package io.latticeoperator.simulator.cloudwatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.latticeoperator.simulator.aws.ErrorShape;
import io.latticeoperator.simulator.aws.ServiceRefusal;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes a JSON object of the flat parameters of the query protocol: {@code
 * MetricData.member.2.Value=1} is the member {@code Value} of the second structure in the list
 * {@code MetricData}. An empty list is a parameter without a value: {@code OKActions=}.
 */
final class FormInput {
  private static final ErrorShape MALFORMED = ErrorShape.of("MalformedInput", 400);
  private static final String LIST = "member";

  private FormInput() {}

  /** Structures as maps, and lists as maps with one entry {@code member} of numbered entries. */
  private static final class Branch {
    final Map<String, Branch> children = new TreeMap<>();
    String text = "";
  }

  /**
   * @throws ServiceRefusal for a value that is not of its member's type
   */
  static ObjectNode read(Map<String, String> parameters) {
    var root = new Branch();
    parameters.forEach(
        (name, value) -> {
          if (!name.equals("Action") && !name.equals("Version")) {
            var branch = root;
            for (var step : name.split("\\.", 32)) {
              branch = branch.children.computeIfAbsent(step, _ -> new Branch());
            }
            branch.text = value;
          }
        });
    return structure("", root);
  }

  private static ObjectNode structure(String member, Branch branch) {
    var structure = Shapes.object();
    branch.children.forEach((name, child) -> structure.set(name, value(member, name, child)));
    return structure;
  }

  private static JsonNode value(String parent, String member, Branch branch) {
    if (branch.children.isEmpty()) {
      if (branch.text.isEmpty() && Shapes.isList(member)) {
        return JsonNodeFactory.instance.arrayNode();
      }
      return scalar(parent, member, branch.text);
    }
    var list = branch.children.get(LIST);
    if (list == null || branch.children.size() > 1) {
      return structure(member, branch);
    }
    var items = JsonNodeFactory.instance.arrayNode();
    list.children.entrySet().stream()
        .sorted(Comparator.comparingInt(entry -> index(entry.getKey())))
        .forEach(entry -> items.add(value(parent, member, entry.getValue())));
    return items;
  }

  private static int index(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException notNumeric) {
      throw malformed(LIST, text);
    }
  }

  private static JsonNode scalar(String parent, String member, String text) {
    try {
      if (Shapes.isTimestamp(member)) {
        return Shapes.seconds(OffsetDateTime.parse(text).toInstant());
      }
      if (Shapes.isNumber(parent, member)) {
        return number(Double.parseDouble(text));
      }
    } catch (DateTimeException | NumberFormatException unreadable) {
      throw malformed(member, text);
    }
    return Shapes.isFlag(member)
        ? BooleanNode.valueOf(Boolean.parseBoolean(text))
        : TextNode.valueOf(text);
  }

  private static JsonNode number(double value) {
    return value == Math.rint(value) && Math.abs(value) <= Integer.MAX_VALUE
        ? LongNode.valueOf((long) value)
        : DoubleNode.valueOf(value);
  }

  private static ServiceRefusal malformed(String member, String text) {
    return new ServiceRefusal(MALFORMED, "The value %s of %s is malformed".formatted(text, member));
  }
}
