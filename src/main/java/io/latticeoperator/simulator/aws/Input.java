package io.latticeoperator.simulator.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * The members of a structure in a call, each checked as it is read. A null counts as absent.
 *
 * @param path of the structure in the input, ending in a dot; empty for the input itself
 * @param rules how the service refuses
 */
public record Input(ObjectNode node, String path, Rules rules) {
  private static final ErrorShape MISTYPED = ErrorShape.of("SerializationException", 400);

  /**
   * How a service tells that an input breaks its model.
   *
   * @param missing a required member is absent
   * @param invalid a member has a value outside of its bounds
   */
  public record Rules(ErrorShape missing, ErrorShape invalid) {}

  /** The whole input of a call. */
  public static Input of(ServiceCall call, Rules rules) {
    return new Input(call.input(), "", rules);
  }

  /** A member that may be absent. */
  public Optional<String> text(String member) {
    return value(member).map(value -> checked(member, value, value.isTextual()).asText());
  }

  /** A member that must be there, of a length in characters from 1 up to {@code longest}. */
  public String required(String member, int longest) {
    var text = text(member).orElseThrow(() -> missing(member));
    if (text.isEmpty() || text.length() > longest) {
      throw outside(member, text, "have length between 1 and " + longest);
    }
    return text;
  }

  /** One of {@code allowed}, or absent. */
  public Optional<String> oneOf(String member, List<String> allowed) {
    var text = text(member);
    if (text.isPresent() && !allowed.contains(text.get())) {
      throw outside(member, text.get(), "satisfy enum value set: " + allowed);
    }
    return text;
  }

  /** A whole number within bounds, or absent. */
  public OptionalInt whole(String member, int least, int most) {
    var number = number(member);
    if (number.isEmpty()) {
      return OptionalInt.empty();
    }
    double value = number.getAsDouble();
    if (value != Math.rint(value) || value < least || value > most) {
      throw outside(member, value, "be a whole number between %d and %d".formatted(least, most));
    }
    return OptionalInt.of((int) value);
  }

  /** Milliseconds since 1970, not negative, or absent. */
  public OptionalLong milliseconds(String member) {
    var value = value(member);
    if (value.isEmpty()) {
      return OptionalLong.empty();
    }
    long time = checked(member, value.get(), value.get().isNumber()).asLong();
    if (time < 0) {
      throw outside(member, time, "be greater than or equal to 0");
    }
    return OptionalLong.of(time);
  }

  /** Any number that is finite, or absent. */
  public OptionalDouble number(String member) {
    var value = value(member);
    return value.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(finite(member, value.get()));
  }

  /** The numbers of a list; none when it is absent. */
  public List<Double> numbers(String member) {
    return items(member).stream().map(item -> finite(member, item)).toList();
  }

  public boolean flag(String member, boolean absent) {
    return value(member)
        .map(value -> checked(member, value, value.isBoolean()).asBoolean())
        .orElse(absent);
  }

  /** Seconds since 1970 as a point in time, to the millisecond. */
  public Optional<Instant> instant(String member) {
    var seconds = number(member);
    if (seconds.isEmpty()) {
      return Optional.empty();
    }
    double value = seconds.getAsDouble();
    if (Math.abs(value) > Integer.MAX_VALUE * 2.0) {
      throw outside(member, value, "be seconds since 1970");
    }
    return Optional.of(Instant.ofEpochMilli(Math.round(value * 1000)));
  }

  public Instant requiredInstant(String member) {
    return instant(member).orElseThrow(() -> missing(member));
  }

  /** A structure, or absent. */
  public Optional<Input> structure(String member) {
    return value(member).map(value -> inner(member, value));
  }

  /** The structures of a list; none when it is absent. */
  public List<Input> structures(String member, int most) {
    var items = items(member);
    if (items.size() > most) {
      throw outside(member, "a list", "have length less than or equal to " + most);
    }
    var structures = new ArrayList<Input>();
    for (var item : items) {
      structures.add(inner("%s.%d".formatted(member, structures.size() + 1), item));
    }
    return structures;
  }

  /** The texts of a list; none when it is absent. */
  public List<String> texts(String member, int most) {
    var items = items(member);
    if (items.size() > most) {
      throw outside(member, "a list", "have length less than or equal to " + most);
    }
    return items.stream().map(item -> checked(member, item, item.isTextual()).asText()).toList();
  }

  /** A map of texts; empty when it is absent. */
  public Map<String, String> map(String member) {
    var map = new TreeMap<String, String>();
    structure(member)
        .ifPresent(
            entries ->
                entries.node.properties().stream()
                    .map(Map.Entry::getKey)
                    .forEach(key -> map.put(key, entries.text(key).orElse(""))));
    return map;
  }

  public boolean has(String member) {
    return value(member).isPresent();
  }

  /** For a required member that is absent. */
  public ServiceRefusal missing(String member) {
    return new ServiceRefusal(
        rules.missing(), "The parameter %s%s is required.".formatted(path, member));
  }

  /** For a value that the service cannot take, in its own words. */
  public ServiceRefusal invalid(String message) {
    return new ServiceRefusal(rules.invalid(), message);
  }

  private ServiceRefusal outside(String member, Object value, String constraint) {
    return invalid(
        "1 validation error detected: Value '%s' at '%s%s' failed to satisfy constraint: Member must %s"
            .formatted(value, path, member, constraint));
  }

  private double finite(String member, JsonNode value) {
    double number = checked(member, value, value.isNumber()).asDouble();
    if (!Double.isFinite(number)) {
      throw invalid("The value %s for parameter %s%s is invalid.".formatted(number, path, member));
    }
    return number;
  }

  private Input inner(String member, JsonNode value) {
    if (value instanceof ObjectNode structure) {
      return new Input(structure, path + member + ".", rules);
    }
    throw mistyped(member);
  }

  private List<JsonNode> items(String member) {
    var items = new ArrayList<JsonNode>();
    value(member)
        .ifPresent(
            list -> checked(member, list, list.isArray()).elements().forEachRemaining(items::add));
    return items;
  }

  private Optional<JsonNode> value(String member) {
    return Optional.ofNullable(node.get(member)).filter(value -> !value.isNull());
  }

  private JsonNode checked(String member, JsonNode value, boolean isOfItsType) {
    if (!isOfItsType) {
      throw mistyped(member);
    }
    return value;
  }

  private ServiceRefusal mistyped(String member) {
    return new ServiceRefusal(
        MISTYPED, "The member %s%s is not of its type".formatted(path, member));
  }
}
