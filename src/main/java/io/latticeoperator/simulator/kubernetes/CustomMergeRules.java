package io.latticeoperator.simulator.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.latticeoperator.schema.ResourceSchema;
import java.util.List;

/** How the lists and maps of a custom resource merge, as its schema says. */
record CustomMergeRules(JsonNode root) implements MergeRules {
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
      schema = ResourceSchema.field(schema, name).orElse(Json.object());
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
}
