package io.latticeoperator.kube;

import io.latticeoperator.engine.Report;
import io.latticeoperator.kube.api.Condition;
import io.latticeoperator.kube.api.Condition.Truth;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** From a report's conditions to those in status. */
final class Conditions {
  private static final Set<String> OURS =
      Stream.of(Report.Type.values()).map(Report.Type::word).collect(Collectors.toSet());

  private Conditions() {}

  /**
   * The conditions to write.
   *
   * @param previous as last written; one whose status stays keeps its time
   */
  static List<Condition> next(Report report, List<Condition> previous, Instant now) {
    var before =
        ours(previous).stream().collect(Collectors.toMap(Condition::type, Function.identity()));
    return report.conditions().stream().map(c -> next(report, c, before, now)).toList();
  }

  /** Without what others may have added: it is neither ours to compare nor to take away. */
  static List<Condition> ours(List<Condition> conditions) {
    return conditions.stream().filter(c -> OURS.contains(c.type())).toList();
  }

  /** As metav1.Time is written. */
  static String seconds(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static Condition next(
      Report report, Report.Condition condition, Map<String, Condition> before, Instant now) {
    var status =
        switch (condition.status()) {
          case TRUE -> Truth.TRUE;
          case FALSE -> Truth.FALSE;
          case UNKNOWN -> Truth.UNKNOWN;
        };
    var old = before.get(condition.type().word());
    return new Condition(
        condition.type().word(),
        status,
        report.generation(),
        old != null && old.status() == status ? old.lastTransitionTime() : seconds(now),
        condition.reason(),
        condition.message());
  }
}
