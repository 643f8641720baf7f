package io.latticeoperator.simulator.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.zjsonpatch.JsonPatch;
import io.fabric8.zjsonpatch.JsonPatchException;
import java.util.List;

/** The kinds of patch that name what to change; server-side apply is one of its own. */
final class Patches {
  static final String JSON = "application/json-patch+json";
  static final String MERGE = "application/merge-patch+json";
  static final String STRATEGIC = "application/strategic-merge-patch+json";
  static final String APPLY_YAML = "application/apply-patch+yaml";
  static final String APPLY_CBOR = "application/apply-patch+cbor";

  private Patches() {}

  static ObjectNode apply(Catalog.Served served, String type, ObjectNode object, JsonNode patch) {
    return switch (type) {
      case JSON -> jsonPatch(served.kind(), object, patch);
      case MERGE -> asObject(JsonMergePatch.apply(object, patch));
      case STRATEGIC -> {
        if (served.custom().isPresent()) {
          throw Faults.unsupportedMediaType(List.of(JSON, MERGE, APPLY_YAML));
        }
        yield new StrategicMerge(MergeRules.BUILT_IN).apply(object, asObject(patch));
      }
      default ->
          throw Faults.unsupportedMediaType(
              served.custom().isPresent()
                  ? List.of(JSON, MERGE, APPLY_YAML)
                  : List.of(JSON, MERGE, STRATEGIC, APPLY_YAML));
    };
  }

  /** One step after the other, each of which must find what it is about. */
  private static ObjectNode jsonPatch(Kind kind, ObjectNode object, JsonNode patch) {
    if (!patch.isArray()) {
      throw Faults.badRequest("error decoding patch: it is no list of steps");
    }
    JsonNode result = object;
    for (var step : patch) {
      try {
        if (List.of("remove", "replace").contains(Json.text(step, "op"))
            && result.at(Json.text(step, "path")).isMissingNode()) {
          throw unprocessable(kind, object);
        }
        result = JsonPatch.apply(Json.array().add(step), result);
      } catch (JsonPatchException | IllegalArgumentException refused) {
        throw unprocessable(kind, object);
      }
    }
    return asObject(result);
  }

  private static ApiFault unprocessable(Kind kind, ObjectNode object) {
    return new ApiFault(
        422,
        "Invalid",
        "the server rejected our request due to an error in our request",
        new ApiFault.Subject(kind.group(), kind.plural(), Json.name(object)),
        List.of());
  }

  private static ObjectNode asObject(JsonNode node) {
    if (node instanceof ObjectNode object) {
      return object;
    }
    throw Faults.badRequest("the patch or its result is no object");
  }
}
