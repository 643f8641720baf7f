package io.latticeoperator.simulator.lattice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A record of settings as a tree of named values, and back. Whatever components the record has, and
 * those of the records in it, are names in the tree; it knows no setting by itself.
 */
final class SettingsTree {
  private final List<String> problems;

  private SettingsTree(List<String> problems) {
    this.problems = problems;
  }

  /** Every component; a map as a group, a time as text. */
  static ObjectNode write(Record settings) {
    var tree = JsonNodeFactory.instance.objectNode();
    for (var component : settings.getClass().getRecordComponents()) {
      var value = value(settings, component);
      if (value != null) {
        tree.set(component.getName(), node(value));
      }
    }
    return tree;
  }

  /**
   * The record with all that the tree names changed.
   *
   * @param problems gets a sentence for each name that is unknown and each value that is refused;
   *     with any of these, the result is of no use
   */
  static <R extends Record> R read(R over, JsonNode tree, List<String> problems) {
    return new SettingsTree(problems).record(over, tree, "");
  }

  private static JsonNode node(Object value) {
    var nodes = JsonNodeFactory.instance;
    return switch (value) {
      case Record group -> write(group);
      case Map<?, ?> map -> {
        var group = nodes.objectNode();
        var sorted = new TreeMap<String, Object>();
        map.forEach((key, each) -> sorted.put(String.valueOf(key), each));
        sorted.forEach((key, each) -> group.set(key, node(each)));
        yield group;
      }
      case Duration time -> nodes.textNode(DurationText.write(time));
      case Boolean flag -> nodes.booleanNode(flag);
      case Integer number -> nodes.numberNode(number);
      case Long number -> nodes.numberNode(number);
      case Double number -> nodes.numberNode(number);
      case Enum<?> constant -> nodes.textNode(constant.name());
      case String text -> nodes.textNode(text);
      default -> throw new IllegalStateException("no setting can be a " + value.getClass());
    };
  }

  private <R extends Record> R record(R over, JsonNode tree, String prefix) {
    if (!isGroup(tree, prefix)) {
      return over;
    }
    @SuppressWarnings("unchecked")
    var type = (Class<R>) over.getClass();
    var components = type.getRecordComponents();
    requireKnown(tree, prefix, Arrays.stream(components).map(RecordComponent::getName));
    int before = problems.size();
    var values = new @Nullable Object[components.length];
    for (int index = 0; index < components.length; index++) {
      var component = components[index];
      var value = value(over, component);
      var given = tree.get(component.getName());
      values[index] =
          given == null
              ? value
              : read(component.getGenericType(), value, given, prefix + component.getName());
    }
    return problems.size() > before ? over : made(type, values, over, prefix);
  }

  private <R extends Record> R made(
      Class<R> type, @Nullable Object[] values, R over, String prefix) {
    var parameters =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      return type.getDeclaredConstructor(parameters).newInstance(values);
    } catch (InvocationTargetException refused) {
      if (refused.getCause() instanceof IllegalArgumentException reason) {
        problems.add(prefix + reason.getMessage());
        return over;
      }
      throw new IllegalStateException(refused);
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private @Nullable Object read(Type type, @Nullable Object over, JsonNode given, String name) {
    if (over instanceof Record group) {
      return record(group, given, name + ".");
    }
    if (type instanceof ParameterizedType map && map.getRawType() == Map.class) {
      return map(map.getActualTypeArguments(), (Map<?, ?>) over, given, name + ".");
    }
    if (!given.isValueNode() || given.isNull()) {
      problems.add("%s: one value is wanted here".formatted(name));
      return over;
    }
    if (type == String.class && !given.isTextual()) {
      problems.add("%s: %s must be in quotes".formatted(name, given.asText()));
      return over;
    }
    try {
      return scalar((Class<?>) type, given.asText());
    } catch (IllegalArgumentException refused) {
      problems.add("%s: '%s' is not %s".formatted(name, given.asText(), allowed((Class<?>) type)));
      return over;
    }
  }

  private Object map(Type[] types, @Nullable Map<?, ?> over, JsonNode given, String prefix) {
    var changed = new LinkedHashMap<Object, @Nullable Object>();
    if (over != null) {
      changed.putAll(over);
    }
    if (!isGroup(given, prefix)) {
      return changed;
    }
    var keys = (Class<?>) types[0];
    if (keys.isEnum()) {
      requireKnown(given, prefix, constants(keys));
    }
    for (var entry : given.properties()) {
      var known = keys.isEnum() ? constant(keys, entry.getKey()) : entry.getKey();
      if (known != null) {
        changed.put(
            known, read(types[1], changed.get(known), entry.getValue(), prefix + entry.getKey()));
      }
    }
    return changed;
  }

  private boolean isGroup(JsonNode tree, String prefix) {
    if (!tree.isObject()) {
      problems.add(
          "%s: names with values are wanted here"
              .formatted(prefix.isEmpty() ? "settings" : prefix.substring(0, prefix.length() - 1)));
    }
    return tree.isObject();
  }

  private void requireKnown(JsonNode tree, String prefix, Stream<String> names) {
    var known = names.toList();
    for (var entry : tree.properties()) {
      if (!known.contains(entry.getKey())) {
        problems.add(
            "%s%s: there is no such setting; there are %s"
                .formatted(
                    prefix,
                    entry.getKey(),
                    known.stream().map(name -> prefix + name).collect(Collectors.joining(", "))));
      }
    }
  }

  /** Throws IllegalArgumentException for what is not {@link #allowed}. */
  private static Object scalar(Class<?> type, String text) {
    if (type == Duration.class) {
      return DurationText.read(text);
    } else if (type == boolean.class) {
      return flag(text);
    } else if (type == int.class || type == Integer.class) {
      return notNegative(Integer.parseInt(text));
    } else if (type == long.class || type == Long.class) {
      return notNegative(Long.parseLong(text));
    } else if (type == double.class || type == Double.class) {
      double number = Double.parseDouble(text);
      return Double.isFinite(number) ? notNegative(number) : notNegative(-1);
    } else if (type == String.class) {
      return text;
    }
    var constant = type.isEnum() ? constant(type, text) : null;
    if (constant == null) {
      throw new IllegalArgumentException(text);
    }
    return constant;
  }

  private static String allowed(Class<?> type) {
    if (type == Duration.class) {
      return "a time such as 400ms, 2s, 1m or 1h";
    } else if (type == boolean.class) {
      return "true or false";
    } else if (type == double.class || type == Double.class) {
      return "a number from 0 on";
    } else if (type.isEnum()) {
      return "one of " + constants(type).collect(Collectors.joining(", "));
    }
    return "a whole number from 0 to " + (type == long.class ? Long.MAX_VALUE : Integer.MAX_VALUE);
  }

  private static boolean flag(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException(text);
    };
  }

  private static <N extends Number> N notNegative(N number) {
    if (number.doubleValue() < 0) {
      throw new IllegalArgumentException(number + " is below zero");
    }
    return number;
  }

  private static Stream<String> constants(Class<?> type) {
    return Arrays.stream(type.getEnumConstants()).map(each -> ((Enum<?>) each).name());
  }

  private static @Nullable Object constant(Class<?> type, String name) {
    return Arrays.stream(type.getEnumConstants())
        .filter(each -> ((Enum<?>) each).name().equals(name))
        .findFirst()
        .orElse(null);
  }

  private static @Nullable Object value(Record settings, RecordComponent component) {
    try {
      return component.getAccessor().invoke(settings);
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
