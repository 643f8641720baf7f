package io.latticeoperator.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A value of an object, and what its schema says of it.
 *
 * @param path where it is, such as {@code spec.ports[0]}; empty for the object itself
 */
record Part(JsonNode schema, JsonNode value, String path) {

  /** What is in it and known to its schema, in the order in which it is there. */
  List<Part> parts() {
    var parts = new ArrayList<Part>();
    for (var field : value.properties()) {
      StructuralSchema.field(schema, field.getKey())
          .ifPresent(
              known ->
                  parts.add(
                      new Part(
                          known,
                          field.getValue(),
                          path.isEmpty() ? field.getKey() : path + "." + field.getKey())));
    }
    for (int i = 0; value.isArray() && i < value.size(); i++) {
      parts.add(new Part(schema.path("items"), value.get(i), path + "[" + i + "]"));
    }
    return parts;
  }
}
