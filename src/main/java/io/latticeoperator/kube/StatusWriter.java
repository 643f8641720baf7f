package io.latticeoperator.kube;

import io.latticeoperator.engine.Report;
import io.latticeoperator.kube.api.LatticeExportStatus;
import io.latticeoperator.kube.api.LatticeExportStatus.Condition;
import io.latticeoperator.kube.api.LatticeExportStatus.Counts;
import io.latticeoperator.kube.api.LatticeExportStatus.Truth;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns a report into status: a pure function of report, previous status and time. */
final class StatusWriter {
  private static final Set<String> OURS =
      Stream.of(Report.Type.values()).map(Report.Type::word).collect(Collectors.toSet());

  private StatusWriter() {}

  /**
   * @param previous status as last written, or null
   * @return the status to write; empty when {@code previous} already says all of it
   */
  static Optional<LatticeExportStatus> next(
      Report report, @Nullable LatticeExportStatus previous, Instant now) {
    var before = previousConditions(previous);
    var counts = report.counts();
    var next =
        new LatticeExportStatus(
            report.generation(),
            report.conditions().stream()
                .map(condition -> condition(report, condition, before, now))
                .toList(),
            report.dnsName(),
            report.serviceName(),
            report.networks(),
            report.networks().isEmpty() ? null : String.join(",", report.networks()),
            report.arns(),
            counts.registered() + "/" + counts.desired(),
            new Counts(
                counts.desired(),
                counts.registered(),
                counts.healthy(),
                counts.unhealthy(),
                counts.draining(),
                counts.unroutable()),
            counts.healthReadAt() == null ? null : seconds(counts.healthReadAt()));
    return previous != null && next.equals(comparable(previous))
        ? Optional.empty()
        : Optional.of(next);
  }

  private static Condition condition(
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

  private static Map<String, Condition> previousConditions(@Nullable LatticeExportStatus previous) {
    return previous == null
        ? Map.of()
        : ours(previous).stream().collect(Collectors.toMap(Condition::type, Function.identity()));
  }

  /** Without what others may have added: it is neither ours to compare nor to take away. */
  private static LatticeExportStatus comparable(LatticeExportStatus status) {
    return new LatticeExportStatus(
        status.observedGeneration(),
        ours(status),
        status.dnsName(),
        status.serviceName(),
        status.networks(),
        status.network(),
        status.arns(),
        status.targets(),
        status.counts(),
        status.healthReadAt());
  }

  private static List<Condition> ours(LatticeExportStatus status) {
    return status.conditions().stream().filter(c -> OURS.contains(c.type())).toList();
  }

  /** As metav1.Time is written. */
  private static String seconds(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
