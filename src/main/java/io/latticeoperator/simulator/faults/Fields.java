package io.latticeoperator.simulator.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The members of a JSON object, each read once by its name. What is wrong is noted with its path,
 * and reading goes on with a stand-in, so that all problems are told at once.
 */
final class Fields {
  private final String path;
  private final JsonNode node;
  private final List<String> problems;
  private final TreeSet<String> known = new TreeSet<>();

  Fields(String path, JsonNode node, List<String> problems) {
    this.path = path;
    this.node = node.isObject() ? node : JsonNodeFactory.instance.objectNode();
    this.problems = problems;
    if (!node.isObject()) {
      problems.add(path + " must be an object, but is " + node);
    }
  }

  boolean has(String name) {
    known.add(name);
    return node.hasNonNull(name);
  }

  /** A problem with a member. */
  void problem(String name, String text) {
    problems.add(at(name) + " " + text);
  }

  /** A problem with the object itself. */
  void problem(String text) {
    problems.add(path + " " + text);
  }

  /** Notes every member that nobody has asked for. */
  void end() {
    node.fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                problem(name, "is not known; known are " + String.join(", ", known));
              }
            });
  }

  String text(String name, String absent) {
    return value(name, absent, JsonNode::isTextual, JsonNode::textValue, "a string");
  }

  boolean flag(String name, boolean absent) {
    return value(name, absent, JsonNode::isBoolean, JsonNode::booleanValue, "true or false");
  }

  long whole(String name, long absent, long least, long most) {
    var range = most == Long.MAX_VALUE ? " from " + least : " from %d to %d".formatted(least, most);
    return value(
        name,
        absent,
        json -> json.canConvertToLong() && json.longValue() >= least && json.longValue() <= most,
        JsonNode::longValue,
        "an integer" + range);
  }

  double number(String name, double absent, double least, double most) {
    var range =
        most == Double.MAX_VALUE
            ? "from %s".formatted(least)
            : "from %s to %s".formatted(least, most);
    return value(
        name,
        absent,
        json -> json.isNumber() && json.doubleValue() >= least && json.doubleValue() <= most,
        JsonNode::doubleValue,
        "a number " + range);
  }

  /** One of a few values. */
  String choice(String name, String absent, Collection<String> allowed) {
    return value(
        name,
        absent,
        json -> json.isTextual() && allowed.contains(json.textValue()),
        JsonNode::textValue,
        "one of " + String.join(", ", allowed));
  }

  /** Strings; one alone may stand without a list around it. */
  List<String> texts(String name, @Nullable Collection<String> allowed) {
    if (!has(name)) {
      return List.of();
    }
    var member = node.get(name);
    var values = new ArrayList<String>();
    for (var item : member.isArray() ? member : JsonNodeFactory.instance.arrayNode().add(member)) {
      if (!item.isTextual()) {
        problem(name, "must be a list of strings, but has " + item);
      } else if (allowed != null && !allowed.contains(item.textValue())) {
        problem(name, "must be of %s, but has %s".formatted(String.join(", ", allowed), item));
      } else {
        values.add(item.textValue());
      }
    }
    return values;
  }

  /** An object in the object; null when there is none. */
  @Nullable Fields object(String name) {
    return has(name) ? new Fields(at(name), node.get(name), problems) : null;
  }

  /** The items of a list of objects. */
  List<Fields> objects(String name) {
    if (!has(name)) {
      return List.of();
    }
    var member = node.get(name);
    if (!member.isArray()) {
      problem(name, "must be a list, but is " + member);
      return List.of();
    }
    var items = new ArrayList<Fields>();
    for (var item : member) {
      items.add(new Fields("%s[%d]".formatted(at(name), items.size()), item, problems));
    }
    return items;
  }

  /** A string that {@code parse} understands; it throws DateTimeException for others. */
  <T> T parsed(String name, T absent, Function<String, T> parse, String what) {
    if (!has(name)) {
      return absent;
    }
    try {
      return parse.apply(node.get(name).isTextual() ? node.get(name).textValue() : "");
    } catch (DateTimeException unparseable) {
      problem(name, "must be %s, but is %s".formatted(what, node.get(name)));
      return absent;
    }
  }

  private <T> T value(
      String name, T absent, Predicate<JsonNode> valid, Function<JsonNode, T> read, String what) {
    if (!has(name)) {
      return absent;
    }
    if (!valid.test(node.get(name))) {
      problem(name, "must be %s, but is %s".formatted(what, node.get(name)));
      return absent;
    }
    return read.apply(node.get(name));
  }

  private String at(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
