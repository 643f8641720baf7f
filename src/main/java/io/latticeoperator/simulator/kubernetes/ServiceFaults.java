package io.latticeoperator.simulator.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.latticeoperator.schema.FieldFault;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What is wrong with a Service, its defaults filled in. */
final class ServiceFaults {
  private static final List<String> TYPES =
      List.of("ClusterIP", "ExternalName", "LoadBalancer", "NodePort");
  private static final Pattern PORT_NAME = Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?");

  private final JsonNode spec;
  private final List<FieldFault> causes = new ArrayList<>();

  private ServiceFaults(JsonNode spec) {
    this.spec = spec;
  }

  /**
   * @param before the stored spec; empty on creation
   */
  static List<FieldFault> of(JsonNode spec, Optional<JsonNode> before) {
    var faults = new ServiceFaults(spec);
    faults.type();
    faults.ports();
    faults.address(before);
    return faults.causes;
  }

  private void type() {
    var type = Json.text(spec, "type");
    if (!TYPES.contains(type)) {
      causes.add(FieldFault.unsupported("spec.type", "\"" + type + "\"", TYPES));
    }
    if (external(spec) && Json.text(spec, "externalName").isEmpty()) {
      causes.add(FieldFault.required("spec.externalName", ""));
    }
  }

  private void ports() {
    var ports = Json.items(spec.path("ports")).toList();
    if (ports.isEmpty() && !external(spec) && !Json.text(spec, "clusterIP").equals("None")) {
      causes.add(FieldFault.required("spec.ports", ""));
    }
    var names = new HashSet<String>();
    var sockets = new HashSet<String>();
    for (int i = 0; i < ports.size(); i++) {
      var field = "spec.ports[" + i + "]";
      var port = ports.get(i);
      Ports.number(field + ".port", port.path("port")).ifPresent(causes::add);
      var target = port.path("targetPort");
      if (target.isTextual()) {
        if (!PORT_NAME.matcher(target.asText()).matches()) {
          causes.add(
              FieldFault.invalidValue(
                  field + ".targetPort",
                  target.toString(),
                  "must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)"));
        }
      } else {
        Ports.number(field + ".targetPort", target).ifPresent(causes::add);
      }
      Ports.protocol(field, port).ifPresent(causes::add);
      var name = Json.text(port, "name");
      if (name.isEmpty()) {
        if (ports.size() > 1) {
          causes.add(FieldFault.required(field + ".name", ""));
        }
      } else {
        Ports.name(field, name, names).ifPresent(causes::add);
      }
      if (!sockets.add(Json.text(port, "port") + "/" + Json.text(port, "protocol"))) {
        causes.add(new FieldFault("FieldValueDuplicate", field, "Duplicate value: " + port));
      }
    }
  }

  private void address(Optional<JsonNode> before) {
    var address = Json.text(spec, "clusterIP");
    if (!address.isEmpty() && !address.equals("None") && !Addresses.valid(address)) {
      causes.add(
          FieldFault.invalidValue("spec.clusterIPs[0]", "\"" + address + "\"", Addresses.INVALID));
    }
    before
        .filter(old -> !external(old) && !external(spec))
        .map(old -> Json.text(old, "clusterIP"))
        .filter(old -> !old.isEmpty() && !old.equals(address))
        .ifPresent(
            old ->
                causes.add(
                    FieldFault.invalidValue(
                        "spec.clusterIPs[0]", "[\"" + address + "\"]", "may not change once set")));
  }

  private static boolean external(JsonNode spec) {
    return Json.text(spec, "type").equals("ExternalName");
  }
}
