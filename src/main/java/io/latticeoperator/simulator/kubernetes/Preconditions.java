package io.latticeoperator.simulator.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What a writer believes of the stored object; a wrong belief is a 409. */
final class Preconditions {
  private Preconditions() {}

  static void check(Kind kind, ObjectNode stored, ObjectNode written) {
    check(
        kind,
        stored,
        Json.text(written, "metadata", "uid"),
        Json.text(written, "metadata", "resourceVersion"));
  }

  static void check(Kind kind, ObjectNode stored, DeleteOptions options) {
    check(kind, stored, options.uid(), options.resourceVersion());
  }

  private static void check(Kind kind, ObjectNode stored, String uid, String resourceVersion) {
    var storedUid = Json.text(stored, "metadata", "uid");
    if (!uid.isEmpty() && !uid.equals(storedUid)) {
      throw Faults.conflict(
          kind,
          Json.name(stored),
          "Precondition failed: UID in precondition: %s, UID in object meta: %s"
              .formatted(uid, storedUid));
    }
    if (!resourceVersion.isEmpty()
        && !resourceVersion.equals("0")
        && !resourceVersion.equals(Json.text(stored, "metadata", "resourceVersion"))) {
      throw Faults.stale(kind, Json.name(stored));
    }
  }
}
