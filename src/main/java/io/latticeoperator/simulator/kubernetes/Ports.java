package io.latticeoperator.simulator.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.latticeoperator.schema.FieldFault;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is wrong with a port of a container, a Service or a slice. */
final class Ports {
  private static final int LAST = 65_535;
  private static final List<String> PROTOCOLS = List.of("SCTP", "TCP", "UDP");

  private Ports() {}

  static Optional<FieldFault> number(String field, JsonNode port) {
    if (port.isMissingNode()) {
      return Optional.of(FieldFault.required(field, ""));
    }
    return port.asInt(0) < 1 || port.asInt(0) > LAST
        ? Optional.of(
            FieldFault.invalidValue(
                field, port.toString(), "must be between 1 and 65535, inclusive"))
        : Optional.empty();
  }

  static Optional<FieldFault> protocol(String field, JsonNode port) {
    var protocol = Json.text(port, "protocol");
    return PROTOCOLS.contains(protocol)
        ? Optional.empty()
        : Optional.of(
            FieldFault.unsupported(field + ".protocol", "\"" + protocol + "\"", PROTOCOLS));
  }

  /**
   * @param before names of the ports before it; this one is added
   */
  static Optional<FieldFault> name(String field, String name, Set<String> before) {
    var wrong = Names.label(field + ".name", name);
    return wrong.isPresent() || before.add(name)
        ? wrong
        : Optional.of(
            new FieldFault(
                "FieldValueDuplicate", field + ".name", "Duplicate value: \"" + name + "\""));
  }
}
