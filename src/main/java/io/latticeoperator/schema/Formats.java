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
    walk(new Part(schema, object, ""), faults);
    return faults;
  }

  private static void walk(Part part, List<FieldFault> faults) {
    var value = part.value();
    if (value.isTextual()
        && part.schema().path("format").asText("").equals("date-time")
        && !isDateTime(value.asText())) {
      faults.add(
          new FieldFault(
              SchemaFaults.TYPE,
              part.path(),
              "Invalid value: %s: %s in body must be of type date-time: %s"
                  .formatted(value, part.path(), value)));
    }
    part.parts().forEach(inner -> walk(inner, faults));
  }

  static boolean isDateTime(String text) {
    try {
      OffsetDateTime.parse(text);
      return true;
    } catch (DateTimeParseException other) {
      return false;
    }
  }
}
