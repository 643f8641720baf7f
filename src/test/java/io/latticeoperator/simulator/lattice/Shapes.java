package io.latticeoperator.simulator.lattice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Holds answers against the service model: only members that it knows, all that it requires, each
 * of its type, length, pattern, range and values.
 */
final class Shapes {
  private static final Pattern TIMESTAMP =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");

  /** The model lets resource configurations have subscriptions, but forgets their IDs here. */
  private static final Predicate<String> MODEL_IS_WRONG =
      name -> name.endsWith("resourceId") && name.contains("AccessLogSubscription");

  private final Model model;
  private final List<String> faults = new ArrayList<>();

  private Shapes(Model model) {
    this.model = model;
  }

  /** What is wrong with the output of an operation; empty when nothing is. */
  static List<String> faults(Model model, String operation, ObjectNode output) {
    var shapes = new Shapes(model);
    shapes.members(operation, model.operations().get(operation).output(), output);
    return List.copyOf(shapes.faults);
  }

  /**
   * What is wrong with the refusal of an operation; empty when nothing is. An operation that the
   * model does not have declares nothing, and is not asked.
   */
  static List<String> faults(Model model, String operation, Answer.Refusal refusal) {
    var shapes = new Shapes(model);
    var name = refusal.code().wireName();
    var asked = model.operations().get(operation);
    shapes.expect(
        asked == null || asked.errors().contains(name), operation, "does not declare " + name);
    var members = refusal.extra().deepCopy().put("message", refusal.message());
    shapes.members(name, model.errors().get(name).members(), members);
    return List.copyOf(shapes.faults);
  }

  private void members(String path, List<Model.Member> members, JsonNode node) {
    var known = members.stream().collect(Collectors.toMap(Model.Member::name, Function.identity()));
    for (var property : node.properties()) {
      var name = path + "." + property.getKey();
      var member = known.get(property.getKey());
      if (member == null) {
        faults.add(name + " is not in the model");
      } else {
        value(name, member.constraint(), property.getValue());
      }
    }
    for (var member : members) {
      expect(!member.required() || node.has(member.name()), path, "lacks " + member.name());
    }
  }

  private void value(String name, Constraint constraint, JsonNode value) {
    switch (constraint) {
      case Constraint.Text text -> text(name, text, value);
      case Constraint.Whole whole -> {
        expect(value.isIntegralNumber(), name, "is no integer: " + value);
        expect(
            value.asLong() >= whole.min() && value.asLong() <= whole.max(),
            name,
            "is out of range: " + value);
      }
      case Constraint.Flag _ -> expect(value.isBoolean(), name, "is no boolean: " + value);
      case Constraint.Items items -> {
        expect(value.isArray(), name, "is no list: " + value);
        size(name, value.size(), items.min(), items.max());
        value.forEach(item -> value(name, items.of(), item));
      }
      case Constraint.Entries entries -> {
        expect(value.isObject(), name, "is no map: " + value);
        size(name, value.size(), entries.min(), entries.max());
        for (var entry : value.properties()) {
          value(name, entries.key(), TextNode.valueOf(entry.getKey()));
          value(name, entries.value(), entry.getValue());
        }
      }
      case Constraint.Shape shape -> {
        expect(value.isObject(), name, "is no structure: " + value);
        var structure = model.structures().get(shape.name());
        expect(!structure.union() || value.size() == 1, name, "is no union: " + value);
        members(name, structure.members(), value);
      }
      case Constraint.Unchecked unchecked -> {
        expect(unchecked.type().equals("timestamp"), name, "is of type " + unchecked.type());
        expect(TIMESTAMP.matcher(value.asText()).matches(), name, "is no time: " + value);
      }
    }
  }

  private void text(String name, Constraint.Text text, JsonNode value) {
    expect(value.isTextual(), name, "is no string: " + value);
    var string = value.asText();
    if (!text.values().isEmpty()) {
      expect(text.values().contains(string), name, "is none of its values: " + string);
      return;
    }
    size(name, string.codePointCount(0, string.length()), text.min(), text.max());
    var pattern = text.pattern();
    if (pattern != null && !MODEL_IS_WRONG.test(name)) {
      expect(pattern.matcher(string).matches(), name, "does not match its pattern: " + string);
    }
  }

  private void size(String name, int size, int min, int max) {
    expect(size >= min && size <= max, name, "has the wrong size: " + size);
  }

  private void expect(boolean holds, String name, String otherwise) {
    if (!holds) {
      faults.add(name + " " + otherwise);
    }
  }
}
