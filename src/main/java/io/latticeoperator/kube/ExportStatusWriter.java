package io.latticeoperator.kube;

import static io.latticeoperator.kube.Conditions.seconds;

import io.latticeoperator.engine.ExportReport;
import io.latticeoperator.kube.api.Condition;
import io.latticeoperator.kube.api.LatticeExportStatus;
import io.latticeoperator.kube.api.LatticeExportStatus.Counts;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns the report on an export into status: a pure function of both and time. */
final class ExportStatusWriter {
  private ExportStatusWriter() {}

  /**
   * @param previous status as last written, or null
   * @return the status to write; empty when {@code previous} already says all of it
   */
  static Optional<LatticeExportStatus> next(
      ExportReport report, @Nullable LatticeExportStatus previous, Instant now) {
    var written = previous == null ? List.<Condition>of() : previous.conditions();
    var counts = report.counts();
    var next =
        new LatticeExportStatus(
            report.generation(),
            Conditions.next(report, written, now),
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

  private static LatticeExportStatus comparable(LatticeExportStatus status) {
    return new LatticeExportStatus(
        status.observedGeneration(),
        Conditions.ours(status.conditions()),
        status.dnsName(),
        status.serviceName(),
        status.networks(),
        status.network(),
        status.arns(),
        status.targets(),
        status.counts(),
        status.healthReadAt());
  }
}
