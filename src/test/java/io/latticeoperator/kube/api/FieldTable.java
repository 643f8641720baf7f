package io.latticeoperator.kube.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The fields of a definition's spec as a table for people. */
final class FieldTable {
  private final List<String> rows = new ArrayList<>();

  private FieldTable() {}

  static String of(Crd crd) {
    try {
      var spec =
          new YAMLMapper()
              .readTree(crd.read())
              .at("/spec/versions/0/schema/openAPIV3Schema/properties/spec");
      var table = new FieldTable();
      table.rows.add("| Field | Type | Default | Meaning |");
      table.rows.add("|---|---|---|---|");
      table.fields("", spec);
      return String.join("\n", table.rows) + "\n";
    } catch (IOException malformed) {
      throw new UncheckedIOException(malformed);
    }
  }

  private void fields(String path, JsonNode schema) {
    for (var field : schema.path("properties").properties()) {
      row(path + field.getKey(), field.getValue(), isRequired(schema, field.getKey()));
    }
  }

  private void row(String path, JsonNode schema, boolean required) {
    var standard = schema.path("default");
    rows.add(
        "| `%s` | %s | %s | %s |"
            .formatted(
                path,
                type(schema) + (required ? ", required" : ""),
                standard.isMissingNode() ? "" : "`" + standard.asText() + "`",
                schema.path("description").asText("").replace("|", "\\|")));
    var items = schema.path("items");
    fields(path + (items.isMissingNode() ? "." : "[]."), items.isMissingNode() ? schema : items);
  }

  private static boolean isRequired(JsonNode schema, String field) {
    return schema.path("required").valueStream().anyMatch(name -> name.asText().equals(field));
  }

  private static String type(JsonNode schema) {
    var values = schema.path("enum");
    if (!values.isMissingNode()) {
      return values.valueStream().map(JsonNode::asText).collect(Collectors.joining(" or "));
    }
    var type =
        switch (schema.path("type").asText("integer or string")) {
          case "array" -> "list of " + type(schema.path("items")) + amount(schema, "Items");
          case "object" -> schema.has("additionalProperties") ? "map of strings" : "object";
          case "integer", "number" -> "number" + range(schema);
          case String other -> other;
        };
    return type;
  }

  private static String amount(JsonNode schema, String of) {
    return schema.has("max" + of) ? ", at most " + schema.path("max" + of).asInt() : "";
  }

  private static String range(JsonNode schema) {
    return schema.has("minimum") && schema.has("maximum")
        ? ", %d to %d".formatted(schema.path("minimum").asInt(), schema.path("maximum").asInt())
        : "";
  }
}
