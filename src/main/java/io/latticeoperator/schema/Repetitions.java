package io.latticeoperator.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** Elements that are in a list twice although its type, set or map, allows each once. */
final class Repetitions {
  private Repetitions() {}

  /**
   * @param schema the {@code openAPIV3Schema}
   */
  static List<FieldFault> of(JsonNode schema, JsonNode object) {
    var faults = new ArrayList<FieldFault>();
    walk(schema, object, "", faults);
    return faults;
  }

  /** Elements of keyed lists that say nothing for a key. */
  static List<FieldFault> withoutKeys(JsonNode schema, JsonNode object) {
    var faults = new ArrayList<FieldFault>();
    keys(schema, object, "", faults);
    return faults;
  }

  private static void keys(JsonNode schema, JsonNode value, String path, List<FieldFault> faults) {
    if (value.isObject()) {
      for (var field : value.properties()) {
        var here = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
        StructuralSchema.field(schema, field.getKey())
            .ifPresent(known -> keys(known, field.getValue(), here, faults));
      }
    }
    for (int i = 0; value.isArray() && i < value.size(); i++) {
      var element = value.get(i);
      var names = schema.path("x-kubernetes-list-map-keys");
      if (!names.isEmpty() && names.valueStream().noneMatch(key -> element.has(key.asText()))) {
        faults.add(FieldFault.required(path, "element %d has none of its keys".formatted(i)));
      }
      keys(schema.path("items"), element, path + "[" + i + "]", faults);
    }
  }

  private static void walk(JsonNode schema, JsonNode value, String path, List<FieldFault> faults) {
    if (value.isObject()) {
      for (var field : value.properties()) {
        var here = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
        StructuralSchema.field(schema, field.getKey())
            .ifPresent(known -> walk(known, field.getValue(), here, faults));
      }
    } else if (value.isArray()) {
      var seen = new HashSet<JsonNode>();
      for (int i = 0; i < value.size(); i++) {
        var here = path + "[" + i + "]";
        var identity = identity(schema, value.get(i));
        if (!identity.isMissingNode() && !seen.add(identity)) {
          faults.add(new FieldFault("FieldValueDuplicate", here, "Duplicate value: " + identity));
        }
        walk(schema.path("items"), value.get(i), here, faults);
      }
    }
  }

  /** What tells an element from others of its list; missing where nothing does. */
  private static JsonNode identity(JsonNode schema, JsonNode element) {
    return switch (schema.path("x-kubernetes-list-type").asText("")) {
      case "set" -> element;
      case "map" -> {
        var keys = JsonNodeFactory.instance.objectNode();
        schema
            .path("x-kubernetes-list-map-keys")
            .forEach(key -> keys.set(key.asText(), element.path(key.asText())));
        yield keys;
      }
      default -> JsonNodeFactory.instance.missingNode();
    };
  }
}
