package io.latticeoperator.simulator.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Which columns a kind's table has. */
final class Columns {
  private static final String NONE = "<none>";

  private Columns() {}

  static List<Column> of(Catalog.Served served) {
    return served.custom().map(Columns::custom).orElseGet(() -> builtIn(served.kind()));
  }

  private static List<Column> custom(CustomVersion version) {
    var columns = new ArrayList<Column>();
    columns.add(Column.NAME);
    for (var column : version.printerColumns()) {
      var path = JsonPath.of(Json.text(column, "jsonPath"));
      var type = Json.text(column, "type");
      columns.add(
          new Column(
              Json.text(column, "name"),
              type,
              Json.text(column, "format"),
              Json.text(column, "description"),
              column.path("priority").asInt(0),
              (object, now) -> {
                var found = path.find(object);
                if (found.isEmpty() || found.getFirst().isNull()) {
                  return NullNode.getInstance();
                }
                return switch (type) {
                  case "date" -> TextNode.valueOf(Age.of(found.getFirst().asText(), now));
                  case "integer", "number", "boolean" -> found.getFirst();
                  default ->
                      TextNode.valueOf(
                          found.stream()
                              .map(each -> each.isTextual() ? each.asText() : each.toString())
                              .collect(Collectors.joining(",")));
                };
              }));
    }
    if (columns.size() == 1) {
      columns.add(Column.AGE);
    }
    return columns;
  }

  private static List<Column> builtIn(Kind kind) {
    return switch (kind.kind()) {
      case "Pod" ->
          List.of(
              Column.NAME,
              Column.of("Ready", Columns::readyContainers),
              Column.of("Status", Columns::podStatus),
              Column.of("Restarts", Columns::restarts),
              Column.AGE,
              Column.wide("IP", at("status", "podIP")),
              Column.wide("Node", at("spec", "nodeName")),
              Column.wide("Nominated Node", at("status", "nominatedNodeName")),
              Column.wide("Readiness Gates", Columns::readinessGates));
      case "Deployment" ->
          List.of(
              Column.NAME,
              Column.of(
                  "Ready",
                  object ->
                      count(object, "status", "readyReplicas")
                          + "/"
                          + count(object, "spec", "replicas")),
              Column.number("Up-to-date", object -> count(object, "status", "updatedReplicas")),
              Column.number("Available", object -> count(object, "status", "availableReplicas")),
              Column.AGE,
              Column.wide("Containers", object -> containers(object, "name")),
              Column.wide("Images", object -> containers(object, "image")),
              Column.wide("Selector", object -> selector(object.path("spec").path("selector"))));
      case "ReplicaSet" ->
          List.of(
              Column.NAME,
              Column.integer("Desired", object -> count(object, "spec", "replicas")),
              Column.integer("Current", object -> count(object, "status", "replicas")),
              Column.integer("Ready", object -> count(object, "status", "readyReplicas")),
              Column.AGE,
              Column.wide("Containers", object -> containers(object, "name")),
              Column.wide("Images", object -> containers(object, "image")),
              Column.wide("Selector", object -> selector(object.path("spec").path("selector"))));
      case "Service" ->
          List.of(
              Column.NAME,
              Column.of("Type", at("spec", "type")),
              Column.of("Cluster-IP", at("spec", "clusterIP")),
              Column.of("External-IP", at("spec", "externalName")),
              Column.of("Port(s)", Columns::servicePorts),
              Column.AGE,
              Column.wide("Selector", object -> labels(object.path("spec").path("selector"))));
      case "EndpointSlice" ->
          List.of(
              Column.NAME,
              Column.of("AddressType", at("addressType")),
              Column.of("Ports", Columns::slicePorts),
              Column.of("Endpoints", Columns::endpoints),
              Column.AGE);
      case "Node" -> NodeColumns.all();
      case "Namespace" ->
          List.of(Column.NAME, Column.of("Status", at("status", "phase")), Column.AGE);
      case "ConfigMap" ->
          List.of(
              Column.NAME,
              Column.number(
                  "Data", object -> object.path("data").size() + object.path("binaryData").size()),
              Column.AGE);
      case "Secret" ->
          List.of(
              Column.NAME,
              Column.of("Type", at("type")),
              Column.number("Data", object -> object.path("data").size()),
              Column.AGE);
      case "Event" -> EventColumns.all();
      case "Lease" ->
          List.of(Column.NAME, Column.of("Holder", at("spec", "holderIdentity")), Column.AGE);
      case "CustomResourceDefinition" ->
          List.of(
              Column.NAME,
              new Column(
                  "Created At",
                  "date",
                  "",
                  "When it was created.",
                  0,
                  (object, now) ->
                      TextNode.valueOf(Json.text(object, "metadata", "creationTimestamp"))));
      default -> List.of(Column.NAME, Column.AGE);
    };
  }

  static Function<JsonNode, String> at(String... path) {
    return object -> orNone(Json.text(object, path));
  }

  private static int count(JsonNode object, String... path) {
    return Json.at(object, path).asInt(0);
  }

  private static String readyContainers(JsonNode pod) {
    long ready =
        Json.items(Json.at(pod, "status", "containerStatuses"))
            .filter(status -> status.path("ready").asBoolean(false))
            .count();
    return ready + "/" + Json.at(pod, "spec", "containers").size();
  }

  private static String podStatus(JsonNode pod) {
    if (Deletion.begun(pod)) {
      return "Terminating";
    }
    return Json.items(Json.at(pod, "status", "containerStatuses"))
        .map(
            status ->
                Json.text(status, "state", "waiting", "reason")
                    + Json.text(status, "state", "terminated", "reason"))
        .filter(reason -> !reason.isEmpty())
        .findFirst()
        .orElseGet(
            () -> {
              var reason = Json.text(pod, "status", "reason");
              return reason.isEmpty() ? Json.text(pod, "status", "phase") : reason;
            });
  }

  private static String restarts(JsonNode pod) {
    return Integer.toString(
        Json.items(Json.at(pod, "status", "containerStatuses"))
            .mapToInt(status -> status.path("restartCount").asInt(0))
            .sum());
  }

  private static String containers(JsonNode object, String field) {
    return Json.items(Json.at(object, "spec", "template", "spec", "containers"))
        .map(container -> Json.text(container, field))
        .collect(Collectors.joining(","));
  }

  private static String selector(JsonNode selector) {
    return labels(selector.path("matchLabels"));
  }

  private static String labels(JsonNode labels) {
    return orNone(
        labels.properties().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue().asText())
            .collect(Collectors.joining(",")));
  }

  private static String servicePorts(JsonNode service) {
    return orNone(
        Json.items(Json.at(service, "spec", "ports"))
            .map(port -> Json.text(port, "port") + "/" + Json.text(port, "protocol"))
            .collect(Collectors.joining(",")));
  }

  private static String slicePorts(JsonNode slice) {
    var ports =
        Json.items(slice.path("ports"))
            .map(port -> Json.text(port, "port"))
            .collect(Collectors.joining(","));
    return ports.isEmpty() ? "<unset>" : ports;
  }

  private static String endpoints(JsonNode slice) {
    var addresses =
        Json.items(slice.path("endpoints"))
            .flatMap(endpoint -> Json.strings(endpoint.path("addresses")).stream())
            .toList();
    if (addresses.isEmpty()) {
      return "<unset>";
    }
    var shown = addresses.stream().limit(3).collect(Collectors.joining(","));
    return addresses.size() > 3 ? shown + " + %d more...".formatted(addresses.size() - 3) : shown;
  }

  /** How many of a pod's own conditions hold. */
  private static String readinessGates(JsonNode pod) {
    var gates = Json.items(Json.at(pod, "spec", "readinessGates")).toList();
    if (gates.isEmpty()) {
      return NONE;
    }
    long met =
        gates.stream()
            .filter(
                gate ->
                    Json.items(Json.at(pod, "status", "conditions"))
                        .anyMatch(
                            condition ->
                                condition.path("type").equals(gate.path("conditionType"))
                                    && Json.text(condition, "status").equals("True")))
            .count();
    return met + "/" + gates.size();
  }

  static String orNone(String text) {
    return text.isEmpty() ? NONE : text;
  }
}
