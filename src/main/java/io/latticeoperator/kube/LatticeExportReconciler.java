package io.latticeoperator.kube;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.PrimaryUpdateAndCacheUtils;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import io.latticeoperator.control.ControlLoop;
import io.latticeoperator.engine.Report;
import io.latticeoperator.kube.api.LatticeExport;
import io.latticeoperator.kube.api.LatticeExportStatus;
import io.latticeoperator.model.Owner;
import io.latticeoperator.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Wakes the control loop and writes down what it last reported. It decides nothing and waits for
 * nobody: a new report is what brings it back.
 */
final class LatticeExportReconciler implements Reconciler<LatticeExport>, Cleaner<LatticeExport> {
  private final ControlLoop loop;
  private final Reports reports;
  private final Clock clock;
  private final SimpleInboundEventSource<LatticeExport> reported =
      new SimpleInboundEventSource<>("reports");

  LatticeExportReconciler(ControlLoop loop, Reports reports, Clock clock) {
    this.loop = loop;
    this.reports = reports;
    this.clock = clock;
  }

  /** There is a new report on this export. */
  void wake(Owner owner) {
    reported.propagateEvent(new ResourceID(owner.name(), owner.namespace()));
  }

  @Override
  public List<EventSource<?, LatticeExport>> prepareEventSources(
      EventSourceContext<LatticeExport> context) {
    return List.of(reported);
  }

  @Override
  public UpdateControl<LatticeExport> reconcile(
      LatticeExport export, Context<LatticeExport> context) {
    loop.dirty(Reports.owner(export));
    return reports
        .of(export)
        .flatMap(report -> changedStatus(export, report))
        .map(UpdateControl::patchStatus)
        .orElseGet(UpdateControl::noUpdate);
  }

  @Override
  public DeleteControl cleanup(LatticeExport export, Context<LatticeExport> context) {
    loop.dirty(Reports.owner(export));
    var report = reports.of(export);
    if (report.filter(last -> releases(last, export)).isPresent()) {
      reports.forget(Reports.owner(export));
      return DeleteControl.defaultDelete();
    }
    report
        .flatMap(last -> changedStatus(export, last))
        .ifPresent(
            fresh ->
                PrimaryUpdateAndCacheUtils.ssaPatchStatusAndCacheResource(export, fresh, context));
    return DeleteControl.noFinalizerRemoval();
  }

  /** A report made before the deletion was seen has the generation before it. */
  private static boolean releases(Report report, LatticeExport export) {
    return report.released()
        && Objects.equals(report.generation(), export.getMetadata().getGeneration());
  }

  private Optional<LatticeExport> changedStatus(LatticeExport export, Report report) {
    return StatusWriter.next(report, export.getStatus(), clock.now())
        .map(status -> statusOnly(export, status));
  }

  /** Nothing but the status: whatever else were in it, we would come to own by applying it. */
  private static LatticeExport statusOnly(LatticeExport export, LatticeExportStatus status) {
    var fresh = new LatticeExport();
    fresh.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(export.getMetadata().getNamespace())
            .withName(export.getMetadata().getName())
            .build());
    fresh.setStatus(status);
    return fresh;
  }
}
