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
    walk(new Part(schema, object, ""), faults);
    return faults;
  }

  /** Elements of keyed lists that say nothing for a key. */
  static List<FieldFault> withoutKeys(JsonNode schema, JsonNode object) {
    var faults = new ArrayList<FieldFault>();
    keys(new Part(schema, object, ""), faults);
    return faults;
  }

  private static void keys(Part part, List<FieldFault> faults) {
    var names = part.schema().path("x-kubernetes-list-map-keys");
    int index = 0;
    for (var inner : part.parts()) {
      if (part.value().isArray()
          && !names.isEmpty()
          && names.valueStream().noneMatch(key -> inner.value().has(key.asText()))) {
        faults.add(
            FieldFault.required(part.path(), "element %d has none of its keys".formatted(index)));
      }
      index++;
      keys(inner, faults);
    }
  }

  private static void walk(Part part, List<FieldFault> faults) {
    var seen = new HashSet<JsonNode>();
    for (var inner : part.parts()) {
      if (part.value().isArray()) {
        var identity = identity(part.schema(), inner.value());
        if (!identity.isMissingNode() && !seen.add(identity)) {
          faults.add(
              new FieldFault("FieldValueDuplicate", inner.path(), "Duplicate value: " + identity));
        }
      }
      walk(inner, faults);
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
