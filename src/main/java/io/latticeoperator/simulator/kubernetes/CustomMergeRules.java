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
    var schema = schema(path);
    return list ? listRule(schema) : mapRule(schema);
  }

  @Override
  public boolean named(List<String> path) {
    return path.getFirst().equals("metadata")
        ? MergeRules.BUILT_IN.named(path)
        : elements(schema(path.subList(0, path.size() - 1))).path("properties").has(path.getLast());
  }

  private JsonNode schema(List<String> path) {
    var schema = root;
    for (String name : path) {
      schema = ResourceSchema.field(elements(schema), name).orElse(Json.object());
    }
    return schema;
  }

  /** Of a list, or of lists in it; else the schema itself. */
  private static JsonNode elements(JsonNode schema) {
    var here = schema;
    while (here.has("items")) {
      here = here.path("items");
    }
    return here;
  }

  private static Rule listRule(JsonNode schema) {
    return switch (Json.text(schema, "x-kubernetes-list-type")) {
      case "map" -> new MapBy(Json.strings(schema.path("x-kubernetes-list-map-keys")));
      case "set" -> new SetOf();
      default -> new Atomic();
    };
  }

  private static Rule mapRule(JsonNode schema) {
    return Json.text(elements(schema), "x-kubernetes-map-type").equals("atomic")
        ? new Atomic()
        : new Granular();
  }
}
