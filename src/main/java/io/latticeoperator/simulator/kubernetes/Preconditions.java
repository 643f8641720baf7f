package io.latticeoperator.simulator.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What a writer believes of the stored object; a wrong belief is a 409. */
final class Preconditions {
  private Preconditions() {}

  static void check(Kind kind, ObjectNode stored, ObjectNode written) {
    var version = Json.text(written, "metadata", "resourceVersion");
    if (!version.isEmpty()) {
      Revisions.parse(version);
    }
    check(
        kind,
        stored,
        Json.text(written, "metadata", "uid"),
        Json.text(written, "metadata", "resourceVersion"));
  }

  static void check(Kind kind, ObjectNode stored, DeleteOptions options) {
    differs(kind, stored, "UID", options.uid(), "uid", "deleted and then recreated");
    differs(
        kind, stored, "ResourceVersion", options.resourceVersion(), "resourceVersion", "modified");
  }

  private static void differs(
      Kind kind, ObjectNode stored, String name, String wanted, String field, String perhaps) {
    var found = Json.text(stored, "metadata", field);
    if (!wanted.isEmpty() && !wanted.equals(found)) {
      throw new ApiFault(
          409,
          "Conflict",
          ("Operation cannot be fulfilled on %1$s \"%2$s\": the %3$s in the precondition (%4$s) does"
                  + " not match the %3$s in record (%5$s). The object might have been %6$s")
              .formatted(kind.kind(), Json.name(stored), name, wanted, found, perhaps),
          new ApiFault.Subject(kind.group(), kind.kind(), Json.name(stored)),
          List.of());
    }
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
