package io.latticeoperator.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

/** Texts that do not have the format which their schema gives them. */
final class Formats {
  private Formats() {}

  /**
   * @param schema the {@code openAPIV3Schema}
   */
  static List<FieldFault> of(JsonNode schema, JsonNode object) {
    var faults = new ArrayList<FieldFault>();
    walk(schema, object, "", faults);
    return faults;
  }

  private static void walk(JsonNode schema, JsonNode value, String path, List<FieldFault> faults) {
    if (value.isObject()) {
      for (var field : value.properties()) {
        var here = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
        StructuralSchema.field(schema, field.getKey())
            .ifPresent(known -> walk(known, field.getValue(), here, faults));
      }
    } else if (value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        walk(schema.path("items"), value.get(i), path + "[" + i + "]", faults);
      }
    } else if (value.isTextual()
        && schema.path("format").asText("").equals("date-time")
        && !isDateTime(value.asText())) {
      faults.add(
          new FieldFault(
              SchemaFaults.TYPE,
              path,
              "Invalid value: %s: %s in body must be of type date-time: %s"
                  .formatted(value, path, value)));
    }
  }

  private static boolean isDateTime(String text) {
    try {
      OffsetDateTime.parse(text);
      return true;
    } catch (DateTimeParseException other) {
      return false;
    }
  }
}
