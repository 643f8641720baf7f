package io.latticeoperator.simulator.kubernetes;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.latticeoperator.schema.ResourceSchema;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads what a client sent as the types of a built-in kind. */
record ModelReading(JavaType type) {

  /** Removes, in place, the fields that the kind does not have, and nulls. */
  void prune(ObjectNode object) {
    prune(object, type);
  }

  /**
   * A value that is not of the type of its field.
   *
   * @param path such as {@code .spec.ports.port}
   */
  private record Wrong(JsonNode value, String path, JavaType type) {
    private String words() {
      return switch (expected()) {
        case STRUCTURE -> type.getRawClass().getSimpleName();
        case MAP -> "map";
        case LIST -> "list";
        case VALUE -> type.getRawClass().getSimpleName().toLowerCase(Locale.ROOT);
      };
    }

    private String expectation() {
      var raw = type.getRawClass();
      return switch (expected()) {
        case STRUCTURE, MAP -> "map";
        case LIST -> "list";
        case VALUE ->
            raw == Boolean.class
                ? "boolean"
                : raw == Integer.class || raw == Long.class ? "numeric (int or float)" : "string";
      };
    }

    private Shape expected() {
      return Shape.of(type);
    }

    private String found() {
      return value.getNodeType().name().toLowerCase(Locale.ROOT);
    }
  }

  /** How the value of a field is built. */
  private enum Shape {
    STRUCTURE,
    MAP,
    LIST,
    VALUE;

    static Shape of(JavaType type) {
      if (ModelSchema.structured(type)) {
        return STRUCTURE;
      }
      return type.isCollectionLikeType() ? LIST : type.isMapLikeType() ? MAP : VALUE;
    }
  }

  /** Why the first value of a wrong type cannot be read; empty when there is none. */
  Optional<String> mistyped(ObjectNode object) {
    return wrong(object, type, type.getRawClass().getSimpleName())
        .map(
            wrong ->
                "json: cannot unmarshal %s into Go struct field %s of type %s"
                    .formatted(wrong.found(), wrong.path(), wrong.words()));
  }

  /**
   * Why the first value of a wrong type cannot be owned; empty when there is none.
   *
   * @param at path of the object, such as {@code .metadata}; may be empty
   */
  Optional<String> unowned(ObjectNode object, String at) {
    return wrong(object, type, at)
        .map(
            wrong ->
                "%s: expected %s, got %s"
                    .formatted(wrong.path(), wrong.expectation(), wrong.found()));
  }

  private static void prune(JsonNode value, JavaType type) {
    if (value instanceof ObjectNode object && ModelSchema.structured(type)) {
      var fields = ModelSchema.fields(type.getRawClass());
      object.retain(fields.keySet());
      object.properties().removeIf(field -> field.getValue().isNull());
      fields.forEach((name, of) -> prune(object.path(name), of));
    } else if (value.isArray() && type.isCollectionLikeType()) {
      value.forEach(element -> prune(element, type.getContentType()));
    }
  }

  private static Optional<Wrong> wrong(JsonNode value, JavaType type, String path) {
    if (value.isNull() || value.isMissingNode()) {
      return Optional.empty();
    }
    boolean fits =
        switch (Shape.of(type)) {
          case STRUCTURE, MAP -> value.isObject();
          case LIST -> value.isArray();
          case VALUE -> is(value, type.getRawClass());
        };
    if (!fits) {
      return Optional.of(new Wrong(value, path, type));
    }
    return switch (Shape.of(type)) {
      case STRUCTURE ->
          ModelSchema.fields(type.getRawClass()).entrySet().stream()
              .flatMap(field -> wrong(value, field, path).stream())
              .findFirst();
      case MAP, LIST ->
          value
              .valueStream()
              .flatMap(each -> wrong(each, type.getContentType(), path).stream())
              .findFirst();
      case VALUE -> Optional.empty();
    };
  }

  private static Optional<Wrong> wrong(
      JsonNode object, Map.Entry<String, JavaType> field, String path) {
    return wrong(object.path(field.getKey()), field.getValue(), path + "." + field.getKey());
  }

  private static boolean is(JsonNode value, Class<?> type) {
    if (type == String.class) {
      return value.isTextual() || value.isBinary();
    } else if (type == Integer.class || type == Long.class) {
      return value.isIntegralNumber();
    } else if (type == Boolean.class) {
      return value.isBoolean();
    } else if (type == ZonedDateTime.class || type == MicroTime.class) {
      return ResourceSchema.isDateTime(value.asText());
    }
    return true;
  }
}
