package io.latticeoperator.simulator.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The members of a call's input, or of a structure in it, in protocols where numbers and flags are
 * text too. What is missing or of the wrong kind is refused with an error of the service's own.
 *
 * @param rules how the service refuses
 */
public record TextInput(ObjectNode members, Input.Rules rules) {

  /** The whole input of a call. */
  public static TextInput of(ServiceCall call, Input.Rules rules) {
    return new TextInput(call.input(), rules);
  }

  /** Text, or what can be written as such; empty when it is not there. */
  public Optional<String> text(String name) {
    var member = members.path(name);
    if (member.isContainerNode()) {
      throw new ServiceRefusal(rules.invalid(), "A text is expected as " + name);
    }
    return member.isMissingNode() || member.isNull()
        ? Optional.empty()
        : Optional.of(member.asText());
  }

  /** Text that has to be there. */
  public String require(String name) {
    return text(name).orElseThrow(() -> missing(name));
  }

  /** The refusal of a call that lacks a member. */
  public ServiceRefusal missing(String name) {
    return new ServiceRefusal(
        rules.missing(), "The request must contain the parameter %s".formatted(name));
  }

  /** A number without a fraction; empty when it is not there. */
  public OptionalInt whole(String name) {
    var text = text(name);
    try {
      return text.isEmpty()
          ? OptionalInt.empty()
          : OptionalInt.of(Integer.parseInt(text.get().strip()));
    } catch (NumberFormatException notWhole) {
      throw new ServiceRefusal(
          rules.invalid(),
          "Invalid value '%s' for %s: a number is expected".formatted(text.get(), name));
    }
  }

  /** False when it is not there. */
  public boolean flag(String name) {
    return text(name).filter("true"::equalsIgnoreCase).isPresent();
  }

  /** True when it is there, whatever it is. */
  public boolean has(String name) {
    return members.hasNonNull(name);
  }

  /** Texts; none when the list is not there. */
  public List<String> texts(String name) {
    var texts = new ArrayList<String>();
    for (var item : list(name)) {
      if (item.isContainerNode()) {
        throw new ServiceRefusal(rules.invalid(), "A list of texts is expected as " + name);
      }
      texts.add(item.asText());
    }
    return texts;
  }

  /** Structures; none when the list is not there. */
  public List<TextInput> structures(String name) {
    var structures = new ArrayList<TextInput>();
    for (var item : list(name)) {
      if (!(item instanceof ObjectNode structure)) {
        throw new ServiceRefusal(rules.invalid(), "A list of structures is expected as " + name);
      }
      structures.add(new TextInput(structure, rules));
    }
    return structures;
  }

  /** A structure; one without members when it is not there. */
  public TextInput structure(String name) {
    var member = members.path(name);
    if (member instanceof ObjectNode structure) {
      return new TextInput(structure, rules);
    }
    if (!member.isMissingNode() && !member.isNull()) {
      throw new ServiceRefusal(rules.invalid(), "A structure is expected as " + name);
    }
    return new TextInput(JsonNodeFactory.instance.objectNode(), rules);
  }

  private JsonNode list(String name) {
    var member = members.path(name);
    if (!member.isArray() && !member.isMissingNode() && !member.isNull()) {
      throw new ServiceRefusal(rules.invalid(), "A list is expected as " + name);
    }
    return member;
  }
}
