package io.latticeoperator.simulator.lattice;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
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

  /** A list of strings. */
  static void texts(ObjectNode node, String member, List<String> values) {
    var array = node.putArray(member);
    values.forEach(array::add);
  }

  /** What each answer about something in the making tells. */
  static ObjectNode brief(Evolving resource) {
    return object()
        .put("id", resource.id())
        .put("arn", resource.arn())
        .put("status", resource.status().name());
  }

  /** Why a resource is in a failed status, as only answers to Get tell. */
  static void failure(ObjectNode node, Progress progress) {
    var failure = progress.failure();
    if (failure != null) {
      node.put("failureCode", failure.code()).put("failureMessage", failure.message());
    }
  }

  /** The DNS entry of a service. */
  static ObjectNode dnsEntry(Service service) {
    return dnsEntry(service.domainName(), service.hostedZoneId());
  }

  static ObjectNode dnsEntry(String domainName, String hostedZoneId) {
    return object().put("domainName", domainName).put("hostedZoneId", hostedZoneId);
  }
}
