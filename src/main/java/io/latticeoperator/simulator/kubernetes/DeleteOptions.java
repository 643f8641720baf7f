package io.latticeoperator.simulator.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How an object is deleted.
 *
 * @param graceSeconds for pods; empty for the pod's own
 * @param uid the object must have it, unless empty
 * @param resourceVersion the object must have it, unless empty
 */
record DeleteOptions(
    OptionalLong graceSeconds,
    Propagation propagation,
    String uid,
    String resourceVersion,
    boolean dryRun) {

  static final DeleteOptions PLAIN =
      new DeleteOptions(OptionalLong.empty(), Propagation.BACKGROUND, "", "", false);

  static final DeleteOptions NOW =
      new DeleteOptions(OptionalLong.of(0), Propagation.BACKGROUND, "", "", false);

  /** What becomes of the objects that the deleted one owns. */
  enum Propagation {
    /** Deleted after it. */
    BACKGROUND,
    /** Deleted before it. */
    FOREGROUND,
    /** Kept, without an owner. */
    ORPHAN
  }

  /** The same with another grace period. */
  DeleteOptions withGrace(OptionalLong seconds) {
    return new DeleteOptions(seconds, propagation, uid, resourceVersion, dryRun);
  }

  /**
   * @param body a {@code DeleteOptions} object; an empty one for the defaults
   * @param propagationPolicy from the query; empty for the body's
   * @param gracePeriod from the query; empty for the body's
   */
  static DeleteOptions of(
      JsonNode body, String propagationPolicy, String gracePeriod, boolean dryRun) {
    var policy =
        propagationPolicy.isEmpty() ? Json.text(body, "propagationPolicy") : propagationPolicy;
    boolean orphans = body.path("orphanDependents").asBoolean(false);
    return new DeleteOptions(
        grace(gracePeriod.isEmpty() ? Json.text(body, "gracePeriodSeconds") : gracePeriod),
        propagation(policy).orElse(orphans ? Propagation.ORPHAN : Propagation.BACKGROUND),
        Json.text(body, "preconditions", "uid"),
        Json.text(body, "preconditions", "resourceVersion"),
        dryRun || !body.path("dryRun").isEmpty());
  }

  private static OptionalLong grace(String seconds) {
    try {
      return seconds.isEmpty()
          ? OptionalLong.empty()
          : OptionalLong.of(Math.max(0, Long.parseLong(seconds)));
    } catch (NumberFormatException malformed) {
      throw Faults.badRequest("gracePeriodSeconds is no number: " + seconds);
    }
  }

  private static Optional<Propagation> propagation(String policy) {
    return switch (policy) {
      case "" -> Optional.empty();
      case "Background" -> Optional.of(Propagation.BACKGROUND);
      case "Foreground" -> Optional.of(Propagation.FOREGROUND);
      case "Orphan" -> Optional.of(Propagation.ORPHAN);
      default -> throw RequestOptions.propagation(policy);
    };
  }
}
