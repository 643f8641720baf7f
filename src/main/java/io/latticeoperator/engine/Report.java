package io.latticeoperator.engine;

import io.latticeoperator.model.Owner;
import java.util.List;
import java.util.Map;

/** What the user is told of one object; becomes its status. */
public sealed interface Report permits ExportReport, NetworkReport {
  Owner owner();

  /** Of the object that was looked at. */
  String uid();

  /** Of the object that was looked at. */
  long generation();

  List<Condition> conditions();

  /** By role, of what exists. */
  Map<String, String> arns();

  /** Everything that was to go is gone: the finalizer may be removed. */
  boolean released();

  /** The condition of one type; every report has all that its kind of object has. */
  default Condition condition(Type type) {
    return conditions().stream().filter(c -> c.type() == type).findFirst().orElseThrow();
  }

  /**
   * One condition.
   *
   * @param type READY, STALLED, …
   * @param reason a CamelCase word, stable: it is also the event's reason
   * @param message a sentence that says what is wrong and what to do
   */
  record Condition(Type type, Truth status, String reason, String message) {}

  /** What conditions are about, in the order in which they are shown. */
  enum Type {
    READY("Ready"),
    STALLED("Stalled"),
    ACCEPTED("Accepted"),
    RESOLVED_REFS("ResolvedRefs"),
    PROGRAMMED("Programmed"),
    /** Of exports. */
    TARGETS_SYNCED("TargetsSynced"),
    /** Of exports. */
    HEALTHY("Healthy"),
    /** Of networks that ask for it, as all that follow. */
    VPC_ASSOCIATED("VpcAssociated"),
    AUTHORIZED("PolicyApplied"),
    LOGGED("AccessLogsDelivered"),
    SHARED("Shared"),
    PODS_REACHABLE("PodSecurityGroupsSynced"),
    OBSERVABLE("DashboardsPublished");

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
  enum Truth {
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
}
