package io.latticeoperator.simulator.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.schema.FieldFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the server fills in where a built-in object says nothing. */
final class Defaults {
  private static final int POD_GRACE_SECONDS = 30;
  private static final List<String> OF_AN_ADDRESS =
      List.of("clusterIP", "clusterIPs", "internalTrafficPolicy", "ipFamilies", "ipFamilyPolicy");

  private Defaults() {}

  /** Fills, in place, what depends on the object alone. */
  static void fill(Kind kind, ObjectNode object) {
    switch (kind.kind()) {
      case "Service" -> service(Json.child(object, "spec"));
      case "Deployment" -> deployment(Json.child(object, "spec"));
      case "ReplicaSet" -> {
        Json.putIfAbsent(Json.child(object, "spec"), "replicas", 1);
        pod(Json.child(Json.child(Json.child(object, "spec"), "template"), "spec"));
      }
      case "Pod" -> {
        var spec = Json.child(object, "spec");
        pod(spec);
        Json.putIfAbsent(spec, "serviceAccountName", "default");
        Json.putIfAbsent(spec, "serviceAccount", Json.text(spec, "serviceAccountName"));
        if (!spec.has("enableServiceLinks")) {
          spec.put("enableServiceLinks", true);
        }
      }
      case "EndpointSlice" -> {
        Json.objects(object.path("endpoints"))
            .forEach(endpoint -> Json.child(endpoint, "conditions"));
        Json.objects(object.path("ports"))
            .forEach(
                port -> {
                  Json.putIfAbsent(port, "name", "");
                  Json.putIfAbsent(port, "protocol", "TCP");
                });
      }
      case "Event" -> {
        if (!object.has("eventTime")) {
          object.putNull("eventTime");
        }
        Json.putIfAbsent(object, "reportingComponent", "");
        Json.putIfAbsent(object, "reportingInstance", "");
      }
      case "Namespace" ->
          Json.child(Json.metadata(object), "labels")
              .put("kubernetes.io/metadata.name", Json.name(object));
      case "Secret" -> {
        Json.putIfAbsent(object, "type", "Opaque");
        secret(object);
      }
      case "CustomResourceDefinition" -> definition(Json.child(object, "spec"));
      default -> {}
    }
  }

  /** Gives a new object, in place, what it keeps for life. */
  static void begin(Kind kind, ObjectNode object, ServiceAddresses addresses) {
    switch (kind.kind()) {
      case "Service" -> {
        address(kind, object, addresses);
        Json.child(object, "status").putObject("loadBalancer");
      }
      case "Namespace" -> {
        Json.child(object, "spec").putArray("finalizers").add("kubernetes");
        Json.child(object, "status").put("phase", "Active");
      }
      case "Pod" ->
          Json.child(object, "status").put("phase", "Pending").put("qosClass", "BestEffort");
      case "Deployment" -> object.putObject("status");
      case "ReplicaSet" -> object.putObject("status").put("replicas", 0);
      case "CustomResourceDefinition" -> CustomVersion.acceptNames(object);
      default -> {}
    }
  }

  /** Follows, in place, a change of what decides on what an object keeps for life. */
  static void change(Kind kind, ObjectNode before, ObjectNode after, ServiceAddresses addresses) {
    if (!kind.equals(Kinds.SERVICE)) {
      return;
    }
    if (!Json.text(after, "spec", "type").equals("ExternalName")) {
      if (!before.path("spec").has("clusterIP")) {
        address(kind, after, addresses);
      }
    } else if (!Json.text(before, "spec", "type").equals("ExternalName")) {
      addresses.release(before);
      Json.child(after, "spec").remove(OF_AN_ADDRESS);
    }
  }

  private static void address(Kind kind, ObjectNode object, ServiceAddresses addresses) {
    var spec = Json.child(object, "spec");
    if (Json.text(spec, "type").equals("ExternalName")) {
      return;
    }
    var wanted = Json.text(spec, "clusterIP");
    if (wanted.isEmpty()) {
      spec.put("clusterIP", addresses.take());
    } else if (!wanted.equals("None") && !addresses.claim(wanted)) {
      throw Faults.invalid(
          kind,
          Json.name(object),
          List.of(
              FieldFault.invalidValue(
                  "spec.clusterIPs",
                  "[\"" + wanted + "\"]",
                  "failed to allocate IP %s: provided IP is already allocated".formatted(wanted))));
    }
    if (!spec.has("clusterIPs")) {
      spec.putArray("clusterIPs").add(spec.get("clusterIP"));
    }
  }

  /** Puts back, in place, what a client may leave out of an update without meaning to clear it. */
  static void keep(Kind kind, ObjectNode before, ObjectNode after) {
    var fields =
        switch (kind.kind()) {
          case "Service" -> List.of("clusterIP", "clusterIPs");
          case "Namespace" -> List.of("finalizers");
          case "Pod" -> List.of("nodeName");
          default -> List.<String>of();
        };
    for (String field : fields) {
      var value = before.path("spec").path(field);
      if (!value.isMissingNode() && !after.path("spec").hasNonNull(field)) {
        Json.child(after, "spec").set(field, value.deepCopy());
      }
    }
  }

  private static void service(ObjectNode spec) {
    Json.putIfAbsent(spec, "type", "ClusterIP");
    Json.putIfAbsent(spec, "sessionAffinity", "None");
    if (!Json.text(spec, "type").equals("ExternalName")) {
      Json.putIfAbsent(spec, "internalTrafficPolicy", "Cluster");
      boolean anywhere =
          Json.text(spec, "clusterIP").equals("None") && spec.path("selector").isEmpty();
      Json.putIfAbsent(spec, "ipFamilyPolicy", anywhere ? "RequireDualStack" : "SingleStack");
      if (!spec.has("ipFamilies")) {
        var families = spec.putArray("ipFamilies").add("IPv4");
        if (anywhere) {
          families.add("IPv6");
        }
      }
    }
    for (var port : Json.objects(spec.path("ports"))) {
      Json.putIfAbsent(port, "protocol", "TCP");
      if (!port.hasNonNull("targetPort")) {
        port.set("targetPort", port.path("port"));
      }
    }
  }

  private static void deployment(ObjectNode spec) {
    Json.putIfAbsent(spec, "replicas", 1);
    Json.putIfAbsent(spec, "revisionHistoryLimit", 10);
    Json.putIfAbsent(spec, "progressDeadlineSeconds", 600);
    var strategy = Json.child(spec, "strategy");
    Json.putIfAbsent(strategy, "type", "RollingUpdate");
    if (Json.text(strategy, "type").equals("RollingUpdate")) {
      var rolling = Json.child(strategy, "rollingUpdate");
      Json.putIfAbsent(rolling, "maxUnavailable", "25%");
      Json.putIfAbsent(rolling, "maxSurge", "25%");
    }
    pod(Json.child(Json.child(spec, "template"), "spec"));
  }

  private static void pod(ObjectNode spec) {
    Json.putIfAbsent(spec, "restartPolicy", "Always");
    Json.putIfAbsent(spec, "dnsPolicy", "ClusterFirst");
    Json.putIfAbsent(spec, "schedulerName", "default-scheduler");
    Json.putIfAbsent(spec, "terminationGracePeriodSeconds", POD_GRACE_SECONDS);
    Json.child(spec, "securityContext");
    var containers = new ArrayList<>(Json.objects(spec.path("containers")));
    containers.addAll(Json.objects(spec.path("initContainers")));
    containers.forEach(Defaults::container);
  }

  private static void container(ObjectNode container) {
    Json.putIfAbsent(container, "terminationMessagePath", "/dev/termination-log");
    Json.putIfAbsent(container, "terminationMessagePolicy", "File");
    Json.child(container, "resources");
    var image = Json.text(container, "image");
    var tag = image.substring(image.lastIndexOf('/') + 1);
    boolean moving = tag.endsWith(":latest") || !(tag.contains(":") || tag.contains("@"));
    Json.putIfAbsent(container, "imagePullPolicy", moving ? "Always" : "IfNotPresent");
    Json.objects(container.path("ports"))
        .forEach(port -> Json.putIfAbsent(port, "protocol", "TCP"));
    for (String name : List.of("livenessProbe", "readinessProbe", "startupProbe")) {
      if (container.get(name) instanceof ObjectNode probe) {
        probe(probe);
      }
    }
  }

  private static void probe(ObjectNode probe) {
    Map.of("timeoutSeconds", 1, "periodSeconds", 10, "successThreshold", 1, "failureThreshold", 3)
        .forEach((field, value) -> Json.putIfAbsent(probe, field, value));
    if (probe.get("httpGet") instanceof ObjectNode get) {
      Json.putIfAbsent(get, "scheme", "HTTP");
      Json.putIfAbsent(get, "path", "/");
    }
  }

  private static void secret(ObjectNode object) {
    JsonNode plain = object.remove("stringData");
    if (plain != null) {
      var data = Json.child(object, "data");
      plain
          .properties()
          .forEach(entry -> data.put(entry.getKey(), entry.getValue().asText().getBytes(UTF_8)));
    }
  }

  private static void definition(ObjectNode spec) {
    var names = Json.child(spec, "names");
    var kind = Json.text(names, "kind");
    Json.putIfAbsent(names, "singular", kind.toLowerCase(Locale.ROOT));
    Json.putIfAbsent(names, "listKind", kind + "List");
    Json.putIfAbsent(Json.child(spec, "conversion"), "strategy", "None");
  }
}
