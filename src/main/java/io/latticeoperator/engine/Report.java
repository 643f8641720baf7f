package io.latticeoperator.engine;

import io.latticeoperator.model.Owner;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the user is told of one export; becomes its status.
 *
 * @param uid of the export that was looked at
 * @param generation of the export that was looked at
 * @param dnsName generated name of the service; null until AWS has told it
 * @param arns by role, of what exists
 * @param networks names of the service networks the service is or will be in
 * @param released everything that was to go is gone: the finalizer may be removed
 */
public record Report(
    Owner owner,
    String uid,
    long generation,
    List<Condition> conditions,
    Counts counts,
    @Nullable String dnsName,
    @Nullable String serviceName,
    List<String> networks,
    Map<String, String> arns,
    boolean released) {

  public Report {
    conditions = List.copyOf(conditions);
    networks = List.copyOf(networks);
    arns = Map.copyOf(arns);
  }

  /**
   * One condition.
   *
   * @param type READY, STALLED, …
   * @param reason a CamelCase word, stable: it is also the event's reason
   * @param message a sentence that says what is wrong and what to do
   */
  public record Condition(Type type, Truth status, String reason, String message) {}

  /** The conditions that every report has, in this order. */
  public enum Type {
    READY("Ready"),
    STALLED("Stalled"),
    ACCEPTED("Accepted"),
    RESOLVED_REFS("ResolvedRefs"),
    PROGRAMMED("Programmed"),
    TARGETS_SYNCED("TargetsSynced"),
    HEALTHY("Healthy");

    private final String word;

    Type(String word) {
      this.word = word;
    }

    /** As written in status. */
    public String word() {
      return word;
    }
  }

  /** Status of a condition. */
  public enum Truth {
    TRUE("True"),
    FALSE("False"),
    UNKNOWN("Unknown");

    private final String word;

    Truth(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  /**
   * Targets by where they are.
   *
   * @param desired ready endpoints that can be registered
   * @param registered in Lattice and not draining
   * @param unroutable ready endpoints outside the routable CIDRs, never registered
   * @param healthReadAt when Lattice last told their health; null if never
   */
  public record Counts(
      int desired,
      int registered,
      int healthy,
      int unhealthy,
      int draining,
      int unroutable,
      @Nullable Instant healthReadAt) {
    public static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, null);
  }

  /** The condition of one type; every report has all of them. */
  public Condition condition(Type type) {
    return conditions.stream().filter(c -> c.type() == type).findFirst().orElseThrow();
  }
}
