package io.latticeoperator.simulator.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.schema.FieldFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The rules of built-in kinds that a mistaken manifest meets most. */
final class Validation {
  private static final int LAST_PORT = 65_535;
  private static final Pattern LOCAL_ADDRESS =
      Pattern.compile("127\\..*|169\\.254\\..*|::1|fe80:.*", Pattern.CASE_INSENSITIVE);

  private Validation() {}

  /** What is wrong with an object as it was written. */
  static List<FieldFault> faults(Kind kind, ObjectNode object, Optional<ObjectNode> before) {
    var causes = new ArrayList<FieldFault>();
    var spec = object.path("spec");
    switch (kind.kind()) {
      case "Deployment", "ReplicaSet" -> {
        workload(spec, causes);
        before
            .filter(old -> !old.path("spec").path("selector").equals(spec.path("selector")))
            .ifPresent(
                old ->
                    causes.add(
                        FieldFault.invalidValue(
                            "spec.selector",
                            spec.path("selector").toString(),
                            "field is immutable")));
      }
      case "Pod" -> {
        pod("spec", spec, causes);
        before.ifPresent(old -> podChange(old.path("spec"), spec, causes));
      }
      case "Service" -> service(spec, causes);
      case "EndpointSlice" -> endpointSlice(object, causes);
      case "CustomResourceDefinition" -> definition(object, causes);
      default -> {}
    }
    return causes;
  }

  /** What is wrong with an object after its defaults. */
  static List<FieldFault> complete(Kind kind, ObjectNode object) {
    var causes = new ArrayList<FieldFault>();
    if (kind.equals(Kinds.DEPLOYMENT)) {
      var strategy = object.path("spec").path("strategy");
      var type = Json.text(strategy, "type");
      if (!Set.of("RollingUpdate", "Recreate").contains(type)) {
        causes.add(
            FieldFault.unsupported(
                "spec.strategy.type", "\"" + type + "\"", List.of("Recreate", "RollingUpdate")));
      }
      var rolling = strategy.path("rollingUpdate");
      if (zero(rolling.path("maxSurge")) && zero(rolling.path("maxUnavailable"))) {
        causes.add(
            FieldFault.invalidValue(
                "spec.strategy.rollingUpdate.maxUnavailable",
                "0",
                "may not be 0 when `maxSurge` is 0"));
      }
    }
    return causes;
  }

  private static boolean zero(JsonNode amount) {
    return Set.of("0", "0%").contains(amount.asText());
  }

  private static void workload(JsonNode spec, List<FieldFault> causes) {
    if (spec.path("replicas").asInt(0) < 0) {
      causes.add(
          FieldFault.invalidValue(
              "spec.replicas",
              spec.path("replicas").toString(),
              "must be greater than or equal to 0"));
    }
    var labels = Json.at(spec, "template", "metadata", "labels");
    if (spec.path("selector").isEmpty()) {
      causes.add(FieldFault.required("spec.selector", ""));
    } else if (!Selection.matchesSelector(spec.path("selector"), labels)) {
      causes.add(
          FieldFault.invalidValue(
              "spec.template.metadata.labels",
              labels.isMissingNode() ? "null" : labels.toString(),
              "`selector` does not match template `labels`"));
    }
    pod("spec.template.spec", Json.at(spec, "template", "spec"), causes);
  }

  private static void pod(String path, JsonNode spec, List<FieldFault> causes) {
    var containers = Json.items(spec.path("containers")).toList();
    if (containers.isEmpty()) {
      causes.add(FieldFault.required(path + ".containers", ""));
    }
    for (int i = 0; i < containers.size(); i++) {
      var field = path + ".containers[" + i + "]";
      for (String name : List.of("name", "image")) {
        if (Json.text(containers.get(i), name).isEmpty()) {
          causes.add(FieldFault.required(field + "." + name, ""));
        }
      }
      var ports = Json.items(containers.get(i).path("ports")).toList();
      for (int j = 0; j < ports.size(); j++) {
        port(field + ".ports[" + j + "].containerPort", ports.get(j).path("containerPort"), causes);
      }
    }
  }

  private static void podChange(JsonNode before, JsonNode after, List<FieldFault> causes) {
    if (!comparable(before).equals(comparable(after))) {
      causes.add(
          new FieldFault(
              "FieldValueForbidden",
              "spec",
              "Forbidden: pod updates may not change fields other than"
                  + " `spec.containers[*].image`,`spec.initContainers[*].image`,"
                  + "`spec.activeDeadlineSeconds`,`spec.tolerations`,"
                  + "`spec.terminationGracePeriodSeconds`"));
    }
  }

  private static JsonNode comparable(JsonNode spec) {
    JsonNode copy = spec.deepCopy();
    if (copy instanceof ObjectNode object) {
      Defaults.fill(Kinds.POD, Json.object().set("spec", object));
      object.remove(
          List.of(
              "activeDeadlineSeconds",
              "tolerations",
              "terminationGracePeriodSeconds",
              "nodeName",
              "schedulingGates"));
      for (String list : List.of("containers", "initContainers")) {
        Json.objects(object.path(list))
            .forEach(container -> container.remove(List.of("image", "imagePullPolicy")));
      }
    }
    return copy;
  }

  private static void service(JsonNode spec, List<FieldFault> causes) {
    boolean external = Json.text(spec, "type").equals("ExternalName");
    boolean headless = Json.text(spec, "clusterIP").equals("None");
    var ports = Json.items(spec.path("ports")).toList();
    if (ports.isEmpty() && !external && !headless) {
      causes.add(FieldFault.required("spec.ports", ""));
    }
    for (int i = 0; i < ports.size(); i++) {
      var field = "spec.ports[" + i + "]";
      port(field + ".port", ports.get(i).path("port"), causes);
      if (ports.size() > 1 && Json.text(ports.get(i), "name").isEmpty()) {
        causes.add(FieldFault.required(field + ".name", ""));
      }
    }
    if (external && Json.text(spec, "externalName").isEmpty()) {
      causes.add(FieldFault.required("spec.externalName", ""));
    }
  }

  private static void endpointSlice(JsonNode slice, List<FieldFault> causes) {
    var type = Json.text(slice, "addressType");
    if (!Set.of("IPv4", "IPv6", "FQDN").contains(type)) {
      causes.add(
          type.isEmpty()
              ? FieldFault.required("addressType", "")
              : FieldFault.unsupported(
                  "addressType", "\"" + type + "\"", List.of("FQDN", "IPv4", "IPv6")));
    }
    var endpoints = Json.items(slice.path("endpoints")).toList();
    for (int i = 0; i < endpoints.size(); i++) {
      var field = "endpoints[" + i + "].addresses";
      var addresses = Json.strings(endpoints.get(i).path("addresses"));
      if (addresses.isEmpty()) {
        causes.add(FieldFault.required(field, "must contain at least 1 address"));
      }
      for (int j = 0; j < addresses.size(); j++) {
        if (LOCAL_ADDRESS.matcher(addresses.get(j)).matches()) {
          causes.add(
              FieldFault.invalidValue(
                  field + "[" + j + "]",
                  "\"" + addresses.get(j) + "\"",
                  "may not be in the loopback range (127.0.0.0/8, ::1/128) or the link-local range"
                      + " (169.254.0.0/16, fe80::/10)"));
        }
      }
    }
  }

  private static void definition(JsonNode definition, List<FieldFault> causes) {
    var spec = definition.path("spec");
    var expected = Json.text(spec, "names", "plural") + "." + Json.text(spec, "group");
    if (!Json.name(definition).equals(expected)) {
      causes.add(
          FieldFault.invalidValue(
              "metadata.name",
              "\"" + Json.name(definition) + "\"",
              "must be spec.names.plural+\".\"+spec.group"));
    }
    if (!Set.of("Namespaced", "Cluster").contains(Json.text(spec, "scope"))) {
      causes.add(FieldFault.required("spec.scope", ""));
    }
    var versions = Json.items(spec.path("versions")).toList();
    if (versions.stream().filter(each -> each.path("storage").asBoolean(false)).count() != 1) {
      causes.add(
          FieldFault.invalidValue(
              "spec.versions",
              spec.path("versions").toString(),
              "must have exactly one version marked as storage version"));
    }
    for (int i = 0; i < versions.size(); i++) {
      if (versions.get(i).path("schema").path("openAPIV3Schema").isEmpty()) {
        causes.add(
            FieldFault.required(
                "spec.versions[" + i + "].schema.openAPIV3Schema", "schemas are required"));
      }
    }
  }

  private static void port(String field, JsonNode port, List<FieldFault> causes) {
    if (port.isMissingNode()) {
      causes.add(FieldFault.required(field, ""));
    } else if (port.asInt(0) < 1 || port.asInt(0) > LAST_PORT) {
      causes.add(
          FieldFault.invalidValue(
              field, port.toString(), "must be between 1 and 65535, inclusive"));
    }
  }
}
