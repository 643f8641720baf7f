package io.latticeoperator.simulator.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.latticeoperator.schema.FieldFault;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** What is wrong with an EndpointSlice, its defaults filled in. */
final class SliceFaults {
  private static final List<String> TYPES = List.of("FQDN", "IPv4", "IPv6");

  private SliceFaults() {}

  static List<FieldFault> of(JsonNode slice, Optional<? extends JsonNode> before) {
    var causes = new ArrayList<FieldFault>();
    var type = Json.text(slice, "addressType");
    if (type.isEmpty()) {
      causes.add(FieldFault.required("addressType", ""));
    } else if (!TYPES.contains(type)) {
      causes.add(FieldFault.unsupported("addressType", "\"" + type + "\"", TYPES));
    }
    if (before.isPresent() && !Json.text(before.get(), "addressType").equals(type)) {
      causes.add(FieldFault.invalidValue("addressType", "\"" + type + "\"", "field is immutable"));
      return causes;
    }
    var endpoints = Json.items(slice.path("endpoints")).toList();
    for (int i = 0; i < endpoints.size(); i++) {
      endpoint("endpoints[" + i + "].addresses", type, endpoints.get(i), causes);
    }
    var names = new HashSet<String>();
    var ports = Json.items(slice.path("ports")).toList();
    for (int i = 0; i < ports.size(); i++) {
      var field = "ports[" + i + "]";
      var name = Json.text(ports.get(i), "name");
      if (!name.isEmpty() || !names.add(name)) {
        Ports.name(field, name, names).ifPresent(causes::add);
      }
      Ports.protocol(field, ports.get(i)).ifPresent(causes::add);
    }
    return causes;
  }

  private static void endpoint(
      String field, String type, JsonNode endpoint, List<FieldFault> causes) {
    var addresses = Json.strings(endpoint.path("addresses"));
    if (addresses.isEmpty()) {
      causes.add(FieldFault.required(field, "must contain at least 1 address"));
    }
    for (int i = 0; i < addresses.size(); i++) {
      address(field, i, type, addresses.get(i)).ifPresent(causes::add);
    }
  }

  private static Optional<FieldFault> address(
      String field, int index, String type, String address) {
    var here = field + "[" + index + "]";
    var shown = "\"" + address + "\"";
    if (type.equals("FQDN")) {
      return Names.subdomain(here, address);
    }
    if (!Addresses.valid(address)) {
      return Optional.of(FieldFault.invalidValue(here, shown, Addresses.INVALID));
    }
    if (Addresses.isIPv4(address) != type.equals("IPv4")) {
      return Optional.of(FieldFault.invalidValue(field, shown, "must be an " + type + " address"));
    }
    return Addresses.unreachable(address).map(why -> FieldFault.invalidValue(here, shown, why));
  }
}
