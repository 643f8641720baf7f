package io.latticeoperator.simulator.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.time.Clock;
import java.util.List;
import java.util.function.Function;

/** How a client sees objects: whole, without content, or as rows of a table. */
sealed interface View extends Function<ObjectNode, JsonNode> {
  /**
   * @param metadata of the list
   */
  JsonNode list(List<ObjectNode> items, ObjectNode metadata);

  static View of(Catalog.Served served, Call call, Clock clock) {
    if (call.wantsTable()) {
      return new Rows(new Table(served, call.parameter("includeObject"), clock));
    }
    return call.wantsMetadataOnly() ? new MetadataOnly() : new Whole(served.kind());
  }

  /** Everything. */
  record Whole(Kind kind) implements View {
    @Override
    public JsonNode apply(ObjectNode object) {
      return object;
    }

    @Override
    public JsonNode list(List<ObjectNode> items, ObjectNode metadata) {
      var list =
          Json.object().put("kind", kind.kind() + "List").put("apiVersion", kind.apiVersion());
      list.set("metadata", metadata);
      list.putArray("items").addAll(items);
      return list;
    }
  }

  /** What every object has. */
  record MetadataOnly() implements View {
    @Override
    public JsonNode apply(ObjectNode object) {
      var partial = partial("PartialObjectMetadata");
      partial.set("metadata", object.path("metadata"));
      return partial;
    }

    @Override
    public JsonNode list(List<ObjectNode> items, ObjectNode metadata) {
      var list = partial("PartialObjectMetadataList");
      list.set("metadata", metadata);
      list.putArray("items").addAll(items.stream().map(this::apply).toList());
      return list;
    }

    private static ObjectNode partial(String kind) {
      return Json.object().put("kind", kind).put("apiVersion", "meta.k8s.io/v1");
    }
  }

  /** For people. */
  record Rows(Table table) implements View {
    @Override
    public JsonNode apply(ObjectNode object) {
      var metadata = Json.object();
      metadata.set("resourceVersion", object.path("metadata").path("resourceVersion"));
      return table.of(List.of(object), metadata);
    }

    @Override
    public JsonNode list(List<ObjectNode> items, ObjectNode metadata) {
      return table.of(items, metadata);
    }
  }
}
