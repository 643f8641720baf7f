package io.latticeoperator.simulator.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** Shows stored objects in the version asked for; events have other field names in theirs. */
final class EventView {
  private static final Map<String, String> NEWER_NAMES =
      Map.of(
          "involvedObject", "regarding",
          "message", "note",
          "reportingComponent", "reportingController",
          "firstTimestamp", "deprecatedFirstTimestamp",
          "lastTimestamp", "deprecatedLastTimestamp",
          "count", "deprecatedCount",
          "source", "deprecatedSource");

  private EventView() {}

  /** A copy of a stored object as {@code kind} shows it. */
  static ObjectNode shown(Kind kind, ObjectNode stored) {
    var copy = stored.deepCopy();
    copy.put("apiVersion", kind.apiVersion());
    if (kind.group().equals(Kinds.EVENTS_GROUP)) {
      NEWER_NAMES.forEach((older, newer) -> rename(copy, older, newer));
      for (var field : List.of("reportingController", "reportingInstance")) {
        if (Json.text(copy, field).isEmpty()) {
          copy.remove(field);
        }
      }
    }
    return copy;
  }

  /** Turns what a client wrote, in place, into what is stored. */
  static void store(Kind kind, ObjectNode written) {
    if (kind.group().equals(Kinds.EVENTS_GROUP)) {
      NEWER_NAMES.forEach((older, newer) -> rename(written, newer, older));
      written.put("apiVersion", Kinds.EVENT.apiVersion());
    }
  }

  private static void rename(ObjectNode node, String from, String to) {
    var value = node.remove(from);
    if (value != null) {
      node.set(to, value);
    }
  }
}
