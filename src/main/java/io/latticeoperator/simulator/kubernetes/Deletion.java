package io.latticeoperator.simulator.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;

/** When a deleted object goes, and what is written on it until then. */
final class Deletion {
  static final String FOREGROUND = "foregroundDeletion";
  static final String ORPHAN = "orphan";
  private static final String DEFINITION_CLEANUP = "customresourcecleanup.apiextensions.k8s.io";
  private static final long DEFAULT_POD_GRACE = 30;

  private Deletion() {}

  /** The object with the marks of its deletion; a new tree. */
  static ObjectNode mark(Kind kind, ObjectNode stored, DeleteOptions options, Instant now) {
    var marked = stored.deepCopy();
    var metadata = Json.metadata(marked);
    long grace = grace(kind, stored, options);
    if (!begun(stored)) {
      metadata.put(
          "deletionTimestamp", now.plusSeconds(grace).truncatedTo(ChronoUnit.SECONDS).toString());
      metadata.put("deletionGracePeriodSeconds", grace);
      if (metadata.has("generation")) {
        metadata.put("generation", metadata.path("generation").asLong() + 1);
      }
      if (kind.equals(Kinds.NAMESPACE)) {
        Json.child(marked, "status").put("phase", "Terminating");
      }
    } else if (grace < metadata.path("deletionGracePeriodSeconds").asLong()) {
      metadata.put(
          "deletionTimestamp", now.plusSeconds(grace).truncatedTo(ChronoUnit.SECONDS).toString());
      metadata.put("deletionGracePeriodSeconds", grace);
    }
    switch (options.propagation()) {
      case BACKGROUND -> {}
      case FOREGROUND -> addFinalizer(marked, FOREGROUND);
      case ORPHAN -> addFinalizer(marked, ORPHAN);
    }
    if (kind.equals(Kinds.CUSTOM_RESOURCE_DEFINITION)) {
      addFinalizer(marked, DEFINITION_CLEANUP);
    }
    return marked;
  }

  static boolean begun(JsonNode object) {
    return object.path("metadata").hasNonNull("deletionTimestamp");
  }

  /** Whether nothing holds a deleted object any more. */
  static boolean finished(Kind kind, ObjectNode object) {
    return begun(object)
        && object.path("metadata").path("deletionGracePeriodSeconds").asLong() == 0
        && object.path("metadata").path("finalizers").isEmpty()
        && (!kind.equals(Kinds.NAMESPACE) || Json.at(object, "spec", "finalizers").isEmpty());
  }

  /** Takes a finalizer off, in place; the definition's own when {@code name} is empty. */
  static ObjectNode removeFinalizer(ObjectNode object, String name) {
    var wanted = name.isEmpty() ? DEFINITION_CLEANUP : name;
    var metadata = Json.metadata(object);
    var kept = Json.array();
    Json.strings(metadata.path("finalizers")).stream()
        .filter(each -> !each.equals(wanted))
        .forEach(kept::add);
    metadata.set("finalizers", kept);
    return object;
  }

  static boolean hasFinalizer(JsonNode object, String name) {
    return Json.strings(Json.at(object, "metadata", "finalizers")).contains(name);
  }

  private static void addFinalizer(ObjectNode object, String name) {
    if (!hasFinalizer(object, name)) {
      var metadata = Json.metadata(object);
      (metadata.get("finalizers") instanceof ArrayNode found
              ? found
              : metadata.putArray("finalizers"))
          .add(name);
    }
  }

  private static long grace(Kind kind, ObjectNode stored, DeleteOptions options) {
    boolean running =
        kind.equals(Kinds.POD)
            && !Json.text(stored, "spec", "nodeName").isEmpty()
            && !Set.of("Succeeded", "Failed").contains(Json.text(stored, "status", "phase"));
    if (!running) {
      return 0;
    }
    return options
        .graceSeconds()
        .orElse(
            stored.path("spec").path("terminationGracePeriodSeconds").asLong(DEFAULT_POD_GRACE));
  }
}
