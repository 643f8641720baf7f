package io.latticeoperator.kube;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.latticeoperator.engine.ExportReport;
import io.latticeoperator.engine.Report;
import io.latticeoperator.engine.Report.Truth;
import io.latticeoperator.kube.api.Condition;
import io.latticeoperator.kube.api.LatticeExportStatus;
import io.latticeoperator.model.Owner;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExportStatusWriterTest {
  private static final Instant EARLIER = Instant.parse("2026-05-01T10:00:00.123Z");
  private static final Instant LATER = Instant.parse("2026-05-01T10:05:00.456Z");

  @Test
  void aReportBecomesStatusWithWholeSeconds() {
    var status =
        ExportStatusWriter.next(report(7, Truth.TRUE, "Done"), null, EARLIER).orElseThrow();
    assertEquals(7, status.observedGeneration());
    assertEquals("mesh,backup", status.network());
    assertEquals(List.of("mesh", "backup"), status.networks());
    assertEquals("2/3", status.targets());
    assertEquals("2026-05-01T10:00:00Z", status.healthReadAt());
    assertEquals(Map.of("service", "arn:x"), status.arns());
    var ready = status.conditions().getFirst();
    assertEquals("Ready", ready.type());
    assertEquals(Condition.Truth.TRUE, ready.status());
    assertEquals(7, ready.observedGeneration());
    assertEquals("2026-05-01T10:00:00Z", ready.lastTransitionTime());
  }

  @Test
  void whatIsAlreadyWrittenIsNotWrittenAgain() {
    var report = report(7, Truth.TRUE, "Done");
    var written = ExportStatusWriter.next(report, null, EARLIER).orElseThrow();
    assertEquals(Optional.empty(), ExportStatusWriter.next(report, written, LATER));
  }

  @Test
  void aConditionKeepsItsTransitionTimeWhileOnlyReasonOrGenerationChange() {
    var written =
        ExportStatusWriter.next(report(7, Truth.FALSE, "Waiting"), null, EARLIER).orElseThrow();
    var next =
        ExportStatusWriter.next(report(8, Truth.FALSE, "Denied"), written, LATER).orElseThrow();
    assertEquals("2026-05-01T10:00:00Z", next.conditions().getFirst().lastTransitionTime());
    assertEquals("Denied", next.conditions().getFirst().reason());
    assertEquals(8, next.conditions().getFirst().observedGeneration());
  }

  @Test
  void aConditionThatTurnsGetsANewTransitionTime() {
    var written =
        ExportStatusWriter.next(report(7, Truth.FALSE, "Waiting"), null, EARLIER).orElseThrow();
    var next = ExportStatusWriter.next(report(7, Truth.TRUE, "Done"), written, LATER).orElseThrow();
    assertEquals("2026-05-01T10:05:00Z", next.conditions().getFirst().lastTransitionTime());
  }

  @Test
  void aForeignConditionIsNeitherADifferenceNorCopied() {
    var report = report(7, Truth.TRUE, "Done");
    var written = ExportStatusWriter.next(report, null, EARLIER).orElseThrow();
    var conditions = new ArrayList<>(written.conditions());
    conditions.add(
        new Condition(
            "example.com/Approved", Condition.Truth.TRUE, null, "2026-05-01T09:00:00Z", "Yes", ""));
    var shared =
        new LatticeExportStatus(
            written.observedGeneration(),
            conditions,
            written.dnsName(),
            written.serviceName(),
            written.networks(),
            written.network(),
            written.arns(),
            written.targets(),
            written.counts(),
            written.healthReadAt());
    assertEquals(Optional.empty(), ExportStatusWriter.next(report, shared, LATER));
    assertEquals(
        1,
        ExportStatusWriter.next(report(8, Truth.TRUE, "Done"), shared, LATER)
            .orElseThrow()
            .conditions()
            .size());
  }

  @Test
  void whatIsNotKnownIsLeftOut() {
    var report =
        new ExportReport(
            Owner.export("shop", "checkout"),
            "uid",
            1,
            List.of(),
            ExportReport.Counts.NONE,
            null,
            null,
            List.of(),
            Map.of(),
            false);
    var status = ExportStatusWriter.next(report, null, EARLIER).orElseThrow();
    assertNull(status.network());
    assertEquals(List.of(), status.networks());
    assertEquals(Map.of(), status.arns());
    assertNull(status.dnsName());
    assertNull(status.healthReadAt());
    assertEquals("0/0", status.targets());
  }

  private static ExportReport report(long generation, Truth ready, String reason) {
    return new ExportReport(
        Owner.export("shop", "checkout"),
        "uid",
        generation,
        List.of(new Report.Condition(Report.Type.READY, ready, reason, "a sentence")),
        new ExportReport.Counts(3, 2, 1, 1, 0, 4, EARLIER),
        "checkout.example",
        "checkout-shop",
        List.of("mesh", "backup"),
        Map.of("service", "arn:x"),
        false);
  }
}
