package io.latticeoperator.simulator.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An object's replicas as {@code autoscaling/v1 Scale}. */
final class ScaleView {
  private final String[] specReplicas;
  private final String[] statusReplicas;
  private final String[] selector;

  ScaleView(Catalog.Served served) {
    var scale = served.custom().map(CustomVersion::scale).orElse(Json.object());
    this.specReplicas = path(scale, "specReplicasPath", ".spec.replicas");
    this.statusReplicas = path(scale, "statusReplicasPath", ".status.replicas");
    this.selector = path(scale, "labelSelectorPath", ".spec.selector");
  }

  ObjectNode of(JsonNode object) {
    var scale = Json.object().put("kind", "Scale").put("apiVersion", "autoscaling/v1");
    var metadata = Json.metadata(scale);
    for (String field : new String[] {"name", "namespace", "uid", "resourceVersion"}) {
      metadata.put(field, Json.text(object, "metadata", field));
    }
    metadata.set("creationTimestamp", object.path("metadata").path("creationTimestamp"));
    scale.putObject("spec").put("replicas", Json.at(object, specReplicas).asInt());
    var found = Json.at(object, selector);
    var status = scale.putObject("status").put("replicas", Json.at(object, statusReplicas).asInt());
    var text = found.isTextual() ? found.asText() : selectorText(found);
    if (!text.isEmpty()) {
      status.put("selector", text);
    }
    return scale;
  }

  /** Writes the replicas of {@code scale} into {@code object}, in place. */
  ObjectNode write(ObjectNode object, JsonNode scale) {
    var replicas = scale.path("spec").path("replicas");
    var here = object;
    for (int i = 0; i < specReplicas.length - 1; i++) {
      here = Json.child(here, specReplicas[i]);
    }
    here.put(specReplicas[specReplicas.length - 1], replicas.asInt());
    var version = Json.text(scale, "metadata", "resourceVersion");
    Json.metadata(object).put("resourceVersion", version);
    return object;
  }

  private static String selectorText(JsonNode selector) {
    Stream<String> labels =
        selector.path("matchLabels").properties().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue().asText());
    return labels.collect(Collectors.joining(","));
  }

  private static String[] path(JsonNode scale, String name, String otherwise) {
    var path = Json.text(scale, name);
    return (path.isEmpty() ? otherwise : path).substring(1).split("\\.");
  }
}
