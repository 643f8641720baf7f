package io.latticeoperator.simulator.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** The fields of an object's metadata that the server alone writes. */
final class Metadata {
  /** Kinds whose {@code generation} counts the changes of their spec. */
  private static final Set<Kind> COUNTED =
      Set.of(
          Kinds.DEPLOYMENT,
          Kinds.POD,
          Kinds.REPLICA_SET,
          Kinds.ENDPOINT_SLICE,
          Kinds.CUSTOM_RESOURCE_DEFINITION);

  private static final List<String> CARRIED =
      List.of(
          "uid",
          "creationTimestamp",
          "deletionTimestamp",
          "deletionGracePeriodSeconds",
          "generation",
          "generateName",
          "resourceVersion",
          "name",
          "namespace");

  private final Clock clock;
  private final RandomGenerator random;

  Metadata(Clock clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  /** Prepares a new object's metadata, in place. */
  void begin(ObjectNode object, Catalog.Served served) {
    var metadata = Json.metadata(object);
    metadata.remove(
        List.of(
            "selfLink",
            "generation",
            "resourceVersion",
            "deletionTimestamp",
            "deletionGracePeriodSeconds"));
    if (!served.kind().namespaced()) {
      metadata.remove("namespace");
    }
    metadata.put(
        "uid", new UUID(versioned(random.nextLong()), variant(random.nextLong())).toString());
    metadata.put("creationTimestamp", clock.now().truncatedTo(ChronoUnit.SECONDS).toString());
    if (counted(served)) {
      metadata.put("generation", 1);
    }
  }

  /** What is stored when {@code written} is written over {@code part} of {@code before}. */
  ObjectNode carry(ObjectNode before, ObjectNode written, Store.Part part, Catalog.Served served) {
    return switch (part) {
      case STATUS -> {
        var after = before.deepCopy();
        if (written.hasNonNull("status")) {
          after.set("status", written.get("status"));
        } else {
          after.remove("status");
        }
        carryManagers(written, after);
        yield after;
      }
      case MAIN -> {
        var after = written.deepCopy();
        after.set("apiVersion", before.get("apiVersion"));
        after.set("kind", before.get("kind"));
        var metadata = Json.metadata(after);
        metadata.remove("selfLink");
        for (String field : CARRIED) {
          copy(before.path("metadata").path(field), metadata, field);
        }
        dropEmpty(metadata);
        if (!after.path("metadata").has("managedFields")) {
          copy(before.path("metadata").path("managedFields"), metadata, "managedFields");
        }
        if (served.kind().status()) {
          copy(before.path("status"), after, "status");
        }
        yield after;
      }
    };
  }

  /** Counts a change of anything but metadata and status, in place. */
  void bumpGeneration(ObjectNode before, ObjectNode after, Catalog.Served served) {
    if (counted(served) && !counted(before, served).equals(counted(after, served))) {
      var metadata = Json.metadata(after);
      metadata.put("generation", metadata.path("generation").asLong() + 1);
    }
  }

  private static ObjectNode counted(ObjectNode object, Catalog.Served served) {
    var content = object.deepCopy();
    if (served.kind().equals(Kinds.ENDPOINT_SLICE)
        && content.get("metadata") instanceof ObjectNode kept) {
      // a controller reads a slice's labels as part of what it says
      kept.remove(List.of("managedFields", "resourceVersion", "generation"));
    } else {
      content.remove("metadata");
    }
    content.remove("apiVersion");
    if (served.kind().status()) {
      content.remove("status");
    }
    return content;
  }

  private static boolean counted(Catalog.Served served) {
    return served.custom().isPresent() || COUNTED.contains(served.kind());
  }

  private static void carryManagers(ObjectNode written, ObjectNode after) {
    var managers = written.path("metadata").path("managedFields");
    if (managers.isArray()) {
      Json.metadata(after).set("managedFields", managers);
    }
  }

  private static void dropEmpty(ObjectNode metadata) {
    for (String field : List.of("labels", "annotations", "finalizers", "ownerReferences")) {
      if (metadata.has(field) && metadata.get(field).isEmpty()) {
        metadata.remove(field);
      }
    }
  }

  private static void copy(JsonNode value, ObjectNode to, String field) {
    if (value.isMissingNode()) {
      to.remove(field);
    } else {
      to.set(field, value.deepCopy());
    }
  }

  private static long versioned(long bits) {
    return (bits & 0xffffffffffff0fffL) | 0x4000L;
  }

  private static long variant(long bits) {
    return (bits & 0x3fffffffffffffffL) | 0x8000000000000000L;
  }
}
