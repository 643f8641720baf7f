package io.latticeoperator.simulator.kubernetes;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.MicroTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads what a client sent as the types of a built-in kind. */
record ModelReading(JavaType type) {

  /** Removes, in place, the fields that the kind does not have, and nulls. */
  void prune(ObjectNode object) {
    prune(object, type);
  }

  /** Why the first value of a wrong type cannot be read; empty when there is none. */
  Optional<String> mistyped(ObjectNode object) {
    return mistyped(object, type, type.getRawClass().getSimpleName());
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

  private static Optional<String> mistyped(JsonNode value, JavaType type, String path) {
    if (value.isNull() || value.isMissingNode()) {
      return Optional.empty();
    }
    var raw = type.getRawClass();
    if (ModelSchema.structured(type)) {
      return value.isObject()
          ? ModelSchema.fields(raw).entrySet().stream()
              .flatMap(field -> mistyped(value, field, path).stream())
              .findFirst()
          : wrong(value, path, raw.getSimpleName());
    }
    if (type.isCollectionLikeType() || type.isMapLikeType()) {
      return value.isArray() == type.isCollectionLikeType() && value.isContainerNode()
          ? value
              .valueStream()
              .flatMap(each -> mistyped(each, type.getContentType(), path).stream())
              .findFirst()
          : wrong(value, path, type.isMapLikeType() ? "map" : "list");
    }
    return is(value, raw)
        ? Optional.empty()
        : wrong(value, path, raw.getSimpleName().toLowerCase(Locale.ROOT));
  }

  private static Optional<String> mistyped(
      JsonNode object, Map.Entry<String, JavaType> field, String path) {
    return mistyped(object.path(field.getKey()), field.getValue(), path + "." + field.getKey());
  }

  private static boolean is(JsonNode value, Class<?> type) {
    if (type == String.class) {
      return value.isTextual() || value.isBinary();
    } else if (type == Integer.class || type == Long.class) {
      return value.isIntegralNumber();
    } else if (type == Boolean.class) {
      return value.isBoolean();
    } else if (type == ZonedDateTime.class || type == MicroTime.class) {
      return isTime(value);
    }
    return true;
  }

  private static boolean isTime(JsonNode value) {
    try {
      OffsetDateTime.parse(value.asText());
      return true;
    } catch (DateTimeParseException other) {
      return false;
    }
  }

  private static Optional<String> wrong(JsonNode value, String path, String type) {
    return Optional.of(
        "json: cannot unmarshal %s into Go struct field %s of type %s"
            .formatted(value.getNodeType().name().toLowerCase(Locale.ROOT), path, type));
  }
}
