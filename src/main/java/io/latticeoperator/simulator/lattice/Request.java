package io.latticeoperator.simulator.lattice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A call whose input holds to the model, and the time at which it has its effect.
 *
 * @param lag how far behind it reads
 */
record Request(Owner owner, ObjectNode input, Instant now, Faults.Lag lag) {

  /** One that reads what is true now. */
  Request(Owner owner, ObjectNode input, Instant now) {
    this(owner, input, now, Faults.Lag.NONE);
  }

  /** A required member. */
  String text(String member) {
    return input.get(member).asText();
  }

  /** The ID in a required identifier, be it an ID or an ARN. */
  String id(String member) {
    var identifier = text(member);
    return identifier.substring(identifier.lastIndexOf('/') + 1);
  }

  /** The ID in an identifier that may be absent. */
  @Nullable String idOrNull(String member) {
    return textOrNull(member) == null ? null : id(member);
  }

  /** A member that may be absent. */
  @Nullable String textOrNull(String member) {
    var node = input.get(member);
    return node == null || node.isNull() ? null : node.asText();
  }

  String text(String member, String absent) {
    var text = textOrNull(member);
    return text == null ? absent : text;
  }

  OptionalInt whole(String member) {
    var node = input.get(member);
    return node == null || node.isNull() ? OptionalInt.empty() : OptionalInt.of(node.asInt());
  }

  boolean flag(String member, boolean absent) {
    return input.path(member).asBoolean(absent);
  }

  /** A structure, or nothing. */
  Optional<JsonNode> structure(String member) {
    return Optional.ofNullable(input.get(member)).filter(node -> !node.isNull());
  }

  /** An absent list is empty. */
  List<JsonNode> items(String member) {
    return StreamSupport.stream(input.path(member).spliterator(), false).toList();
  }

  /** The {@code tags} of a create. */
  Map<String, String> tags() {
    var tags = new TreeMap<String, String>();
    input.path("tags").properties().forEach(tag -> tags.put(tag.getKey(), tag.getValue().asText()));
    return tags;
  }
}
