package io.latticeoperator.simulator.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The structural schema of a custom resource's version: which fields there are, what they default
 * to, and how lists and maps merge.
 */
final class StructuralSchema implements MergeRules {
  private static final List<String> ROOT_FIELDS = List.of("apiVersion", "kind", "metadata");
  private static final String PRESERVE = "x-kubernetes-preserve-unknown-fields";
  private final JsonNode root;

  /**
   * @param root the {@code openAPIV3Schema}
   */
  StructuralSchema(JsonNode root) {
    this.root = root;
  }

  JsonNode root() {
    return root;
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

  /** Fills, in place, what is absent and has a default. */
  void fill(ObjectNode object) {
    fill(object, root);
  }

  @Override
  public Rule at(List<String> path, boolean list) {
    if (path.getFirst().equals("metadata")) {
      return MergeRules.BUILT_IN.at(path, list);
    }
    var schema = root;
    for (String name : path) {
      while (schema.has("items")) {
        schema = schema.path("items");
      }
      schema = field(schema, name).orElse(Json.object());
    }
    return list ? listRule(schema) : mapRule(schema);
  }

  private static Rule listRule(JsonNode schema) {
    return switch (Json.text(schema, "x-kubernetes-list-type")) {
      case "map" -> new MapBy(Json.strings(schema.path("x-kubernetes-list-map-keys")));
      case "set" -> new SetOf();
      default -> new Atomic();
    };
  }

  private static Rule mapRule(JsonNode schema) {
    return Json.text(schema, "x-kubernetes-map-type").equals("atomic")
        ? new Atomic()
        : new Granular();
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
      for (var element : Json.items(value).toList()) {
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
        }
      }
      for (var field : object.properties()) {
        field(schema, field.getKey()).ifPresent(known -> fill(field.getValue(), known));
      }
    } else {
      Json.items(value).forEach(element -> fill(element, schema.path("items")));
    }
  }

  private static Optional<JsonNode> field(JsonNode schema, String name) {
    return Optional.ofNullable(schema.path("properties").get(name))
        .or(
            () ->
                Optional.ofNullable(schema.get("additionalProperties"))
                    .filter(each -> each.isObject() || each.asBoolean(false)));
  }
}
