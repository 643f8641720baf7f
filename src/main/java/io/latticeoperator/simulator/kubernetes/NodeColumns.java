package io.latticeoperator.simulator.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The columns of nodes. */
final class NodeColumns {
  private NodeColumns() {}

  static List<Column> all() {
    return List.of(
        Column.NAME,
        Column.of("Status", NodeColumns::nodeStatus),
        Column.of("Roles", NodeColumns::nodeRoles),
        Column.AGE,
        Column.of("Version", object -> Json.text(object, "status", "nodeInfo", "kubeletVersion")),
        Column.wide("Internal-IP", object -> nodeAddress(object, "InternalIP")),
        Column.wide("External-IP", object -> nodeAddress(object, "ExternalIP")),
        Column.wide("OS-Image", info("osImage")),
        Column.wide("Kernel-Version", info("kernelVersion")),
        Column.wide("Container-Runtime", info("containerRuntimeVersion")));
  }

  private static String nodeStatus(JsonNode node) {
    var ready =
        Json.items(Json.at(node, "status", "conditions"))
            .filter(condition -> Json.text(condition, "type").equals("Ready"))
            .map(condition -> Json.text(condition, "status").equals("True") ? "Ready" : "NotReady")
            .findFirst()
            .orElse("Unknown");
    return node.path("spec").path("unschedulable").asBoolean(false)
        ? ready + ",SchedulingDisabled"
        : ready;
  }

  private static String nodeRoles(JsonNode node) {
    var prefix = "node-role.kubernetes.io/";
    return Columns.orNone(
        Json.at(node, "metadata", "labels")
            .propertyStream()
            .map(Map.Entry::getKey)
            .filter(key -> key.startsWith(prefix))
            .map(key -> key.substring(prefix.length()))
            .sorted()
            .collect(Collectors.joining(",")));
  }

  private static String nodeAddress(JsonNode node, String type) {
    return Columns.orNone(
        Json.items(Json.at(node, "status", "addresses"))
            .filter(address -> Json.text(address, "type").equals(type))
            .map(address -> Json.text(address, "address"))
            .findFirst()
            .orElse(""));
  }

  private static Function<JsonNode, String> info(String field) {
    return node -> {
      var text = Json.text(node, "status", "nodeInfo", field);
      return text.isEmpty() ? "<unknown>" : text;
    };
  }
}
