package io.latticeoperator.simulator.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.schema.FieldFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The rules of built-in kinds that a mistaken manifest meets most. */
final class Validation {
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
      case "Service" ->
          causes.addAll(
              ServiceFaults.of(
                  filled(kind, object).path("spec"), before.map(old -> old.path("spec"))));
      case "EndpointSlice" -> causes.addAll(SliceFaults.of(filled(kind, object), before));
      case "Lease" -> lease(spec, causes);
      case "Event" -> event(object, before.isEmpty(), causes);
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

  private static ObjectNode filled(Kind kind, ObjectNode object) {
    var copy = object.deepCopy();
    Defaults.fill(kind, copy);
    return copy;
  }

  private static void lease(JsonNode spec, List<FieldFault> causes) {
    var seconds = spec.path("leaseDurationSeconds");
    if (!seconds.isMissingNode() && seconds.asInt(0) <= 0) {
      causes.add(
          FieldFault.invalidValue(
              "spec.leaseDurationSeconds", seconds.toString(), "must be greater than 0"));
    }
    var transitions = spec.path("leaseTransitions");
    if (transitions.asInt(0) < 0) {
      causes.add(
          FieldFault.invalidValue(
              "spec.leaseTransitions",
              transitions.toString(),
              "must be greater than or equal to 0"));
    }
  }

  /** An event on what has no namespace is in the default one. */
  private static void event(JsonNode event, boolean created, List<FieldFault> causes) {
    var about = Json.text(event, "involvedObject", "namespace");
    var namespace = Json.namespace(event);
    if (created
        && !about.equals(namespace)
        && !(about.isEmpty() && Set.of("default", "kube-system").contains(namespace))) {
      causes.add(
          FieldFault.invalidValue(
              "involvedObject.namespace", "\"" + about + "\"", "does not match event.namespace"));
    }
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
        Ports.number(field + ".ports[" + j + "].containerPort", ports.get(j).path("containerPort"))
            .ifPresent(causes::add);
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
    var scope = Json.text(spec, "scope");
    if (!Set.of("Namespaced", "Cluster").contains(scope)) {
      causes.add(
          FieldFault.unsupported(
              "spec.scope", "\"" + scope + "\"", List.of("Cluster", "Namespaced")));
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
        causes.add(FieldFault.required("spec.versions[" + i + "].schema.openAPIV3Schema", ""));
      }
    }
  }
}
