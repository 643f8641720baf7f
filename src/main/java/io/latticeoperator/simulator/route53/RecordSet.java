package io.latticeoperator.simulator.route53;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A resource record set.
 *
 * @param type such as {@code A}
 * @param identifier tells sets of one name and type apart; null for a simple one
 * @param members as they are told, name included
 */
record RecordSet(DnsName name, String type, @Nullable String identifier, ObjectNode members) {

  /** What is unique in a zone; sets are in this order. */
  String key() {
    return key(name, type, identifier);
  }

  /**
   * @param type empty for before the first
   * @param identifier null for before the first
   */
  static String key(DnsName name, String type, @Nullable String identifier) {
    // Control characters sort before anything that can be in a label, type or identifier.
    return name.order() + "\u0001" + type + "\u0001" + (identifier == null ? "" : identifier);
  }

  boolean hasNameAndTypeOf(RecordSet other) {
    return name.equals(other.name) && type.equals(other.type);
  }

  /** The id of the health check that decides whether it is given out. */
  Optional<String> healthCheck() {
    return Optional.ofNullable(members.get("HealthCheckId")).map(id -> id.asText());
  }
}
