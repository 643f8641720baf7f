package io.latticeoperator.simulator.lattice;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** How values look in answers. */
final class Json {
  private static final DateTimeFormatter MILLISECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private Json() {}

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** ISO-8601 with milliseconds and Z. */
  static String time(Instant instant) {
    return MILLISECONDS.format(instant);
  }

  /** A member that is left out when there is no value. */
  static void optional(ObjectNode node, String member, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      node.put(member, value);
    }
  }

  /** The DNS entry of a service. */
  static ObjectNode dnsEntry(Service service) {
    return object()
        .put("domainName", service.domainName())
        .put("hostedZoneId", service.hostedZoneId());
  }
}
