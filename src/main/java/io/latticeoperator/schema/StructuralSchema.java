package io.latticeoperator.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The structural schema of a custom resource's version: which fields there are and what they
 * default to.
 */
final class StructuralSchema {
  private static final List<String> ROOT_FIELDS = List.of("apiVersion", "kind", "metadata");
  private static final String PRESERVE = "x-kubernetes-preserve-unknown-fields";
  private final JsonNode root;

  /**
   * @param root the {@code openAPIV3Schema}
   */
  StructuralSchema(JsonNode root) {
    this.root = root;
  }

  /** Removes, in place, the fields that the schema does not know; returns their paths. */
  List<String> prune(ObjectNode object) {
    var unknown = new ArrayList<String>();
    for (var name : List.copyOf(object.properties())) {
      if (!ROOT_FIELDS.contains(name.getKey())) {
        pruneField(object, root, name.getKey(), "", unknown);
      }
    }
    return unknown;
  }

  /** Fills, in place, what is absent and has a default; null counts as absent. */
  void fill(ObjectNode object) {
    fill(object, root);
  }

  private static void pruneField(
      ObjectNode object, JsonNode schema, String name, String path, List<String> unknown) {
    var here = path.isEmpty() ? name : path + "." + name;
    var known = field(schema, name);
    if (known.isPresent()) {
      prune(object.get(name), known.get(), here, unknown);
    } else if (!schema.path(PRESERVE).asBoolean(false)) {
      object.remove(name);
      unknown.add(here);
    }
  }

  private static void prune(JsonNode value, JsonNode schema, String path, List<String> unknown) {
    if (value instanceof ObjectNode object) {
      boolean embedded = schema.path("x-kubernetes-embedded-resource").asBoolean(false);
      for (var field : List.copyOf(object.properties())) {
        if (!embedded || !ROOT_FIELDS.contains(field.getKey())) {
          pruneField(object, schema, field.getKey(), path, unknown);
        }
      }
    } else {
      int index = 0;
      for (var element : items(value)) {
        prune(element, schema.path("items"), path + "[" + index++ + "]", unknown);
      }
    }
  }

  private static void fill(JsonNode value, JsonNode schema) {
    if (value instanceof ObjectNode object) {
      for (var property : schema.path("properties").properties()) {
        var absent = property.getValue().path("default");
        var present = object.get(property.getKey());
        boolean cleared =
            present != null
                && present.isNull()
                && !property.getValue().path("nullable").asBoolean(false);
        if (!absent.isMissingNode() && (present == null || cleared)) {
          object.set(property.getKey(), absent.deepCopy());
        } else if (cleared) {
          object.remove(property.getKey());
        }
      }
      for (var field : object.properties()) {
        field(schema, field.getKey()).ifPresent(known -> fill(field.getValue(), known));
      }
    } else {
      items(value).forEach(element -> fill(element, schema.path("items")));
    }
  }

  /** The schema of a field, or of a map's values. */
  static Optional<JsonNode> field(JsonNode schema, String name) {
    return Optional.ofNullable(schema.path("properties").get(name))
        .or(
            () ->
                Optional.ofNullable(schema.get("additionalProperties"))
                    .filter(each -> each.isObject() || each.asBoolean(false)));
  }

  private static List<JsonNode> items(JsonNode value) {
    return value.isArray() ? value.valueStream().toList() : List.of();
  }
}
