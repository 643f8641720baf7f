package io.latticeoperator.simulator.lattice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Holds an input against the model's constraints. What a value means in the present state is the
 * operations' affair. Members that the model does not know are ignored, as AWS does.
 */
final class Validation {
  private final Model model;
  private final List<Violation> violations = new ArrayList<>();

  private Validation(Model model) {
    this.model = model;
  }

  /** A constraint that does not hold. */
  record Violation(String name, String message) {}

  /** The refusal that names every violated constraint, if there is one. */
  static Optional<Answer.Refusal> check(Model model, Model.Operation operation, ObjectNode input) {
    var validation = new Validation(model);
    validation.members("", operation.input(), input);
    return validation.violations.isEmpty()
        ? Optional.empty()
        : Optional.of(refusal(validation.violations));
  }

  private static Answer.Refusal refusal(List<Violation> violations) {
    var extra = JsonNodeFactory.instance.objectNode();
    extra.put("reason", "fieldValidationFailed");
    var fields = extra.putArray("fieldList");
    var text = new StringBuilder("Validation failed:");
    for (var violation : violations) {
      fields.addObject().put("name", violation.name).put("message", violation.message);
      text.append(' ').append(violation.name).append(": ").append(violation.message).append(';');
    }
    text.setLength(text.length() - 1);
    return new Answer.Refusal(ErrorCode.VALIDATION, text.toString(), extra);
  }

  private void members(String prefix, List<Model.Member> members, JsonNode node) {
    for (var member : members) {
      var value = node.get(member.name());
      if (value != null && !value.isNull()) {
        check(prefix + member.name(), member.constraint(), value);
      } else if (member.required()) {
        violate(prefix + member.name(), "Member must not be null");
      }
    }
  }

  private void check(String name, Constraint constraint, JsonNode value) {
    switch (constraint) {
      case Constraint.Text text -> text(name, text, value);
      case Constraint.Whole whole -> whole(name, whole, value);
      case Constraint.Flag _ -> expect(value.isBoolean(), name, "Member must be a boolean");
      case Constraint.Items items -> items(name, items, value);
      case Constraint.Entries entries -> entries(name, entries, value);
      case Constraint.Shape shape -> structure(name, shape, value);
      case Constraint.Unchecked _ -> {}
    }
  }

  private void text(String name, Constraint.Text text, JsonNode value) {
    if (!value.isTextual()) {
      violate(name, "Member must be a string");
      return;
    }
    var string = value.asText();
    if (!text.values().isEmpty()) {
      expect(
          text.values().contains(string),
          name,
          "Member must satisfy enum value set: " + text.values());
      return;
    }
    int length = string.codePointCount(0, string.length());
    size(name, "Member must have length", length, text.min(), text.max());
    var pattern = text.pattern();
    // Matching recurses with the length, which is bounded only for what is not too long.
    if (pattern != null && length <= text.max()) {
      expect(
          pattern.matcher(string).matches(),
          name,
          "Member must satisfy regular expression pattern: " + pattern);
    }
  }

  private void whole(String name, Constraint.Whole whole, JsonNode value) {
    if (!value.canConvertToLong() || !value.isIntegralNumber()) {
      violate(name, "Member must be an integer");
      return;
    }
    long number = value.asLong();
    expect(
        number >= whole.min(),
        name,
        "Member must have value greater than or equal to " + whole.min());
    expect(
        number <= whole.max(), name, "Member must have value less than or equal to " + whole.max());
  }

  private void items(String name, Constraint.Items items, JsonNode value) {
    if (!value.isArray()) {
      violate(name, "Member must be a list");
      return;
    }
    size(name, "Member must have length", value.size(), items.min(), items.max());
    for (int index = 0; index < value.size(); index++) {
      check(name + "[" + index + "]", items.of(), value.get(index));
    }
  }

  private void entries(String name, Constraint.Entries entries, JsonNode value) {
    if (!value.isObject()) {
      violate(name, "Member must be a map");
      return;
    }
    size(name, "Member must have length", value.size(), entries.min(), entries.max());
    for (var entry : value.properties()) {
      var path = name + "." + entry.getKey();
      check(path, entries.key(), JsonNodeFactory.instance.textNode(entry.getKey()));
      check(path, entries.value(), entry.getValue());
    }
  }

  private void structure(String name, Constraint.Shape shape, JsonNode value) {
    var structure = model.structures().get(shape.name());
    if (structure == null) {
      throw new IllegalStateException("The model has no structure " + shape.name());
    }
    if (!value.isObject()) {
      violate(name, "Member must be a structure");
      return;
    }
    if (structure.union()) {
      long set =
          structure.members().stream().filter(member -> value.hasNonNull(member.name())).count();
      expect(set == 1, name, "Exactly one member of the union must be set");
    }
    members(name + ".", structure.members(), value);
  }

  private void size(String name, String what, int size, int min, int max) {
    expect(size >= min, name, what + " greater than or equal to " + min);
    expect(size <= max, name, what + " less than or equal to " + max);
  }

  private void expect(boolean holds, String name, String message) {
    if (!holds) {
      violate(name, message);
    }
  }

  private void violate(String name, String message) {
    violations.add(new Violation(name, message));
  }
}
