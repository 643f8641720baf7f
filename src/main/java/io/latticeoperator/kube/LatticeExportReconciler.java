package io.latticeoperator.kube;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.latticeoperator.control.ControlLoop;
import io.latticeoperator.engine.ExportReport;
import io.latticeoperator.engine.Report;
import io.latticeoperator.kube.api.LatticeExport;
import io.latticeoperator.model.Owner;
import io.latticeoperator.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** {@link Reporting} for LatticeExports. */
final class LatticeExportReconciler implements Reconciler<LatticeExport>, Cleaner<LatticeExport> {
  private final Clock clock;
  private final Reporting<LatticeExport> reporting;

  LatticeExportReconciler(
      ControlLoop loop, Reports reports, BooleanSupplier mayWrite, Clock clock) {
    this.clock = clock;
    this.reporting = new Reporting<>(loop, reports, mayWrite, this::changed);
  }

  /** There is a new report on this export. */
  void wake(Owner owner) {
    reporting.wake(owner);
  }

  @Override
  public List<EventSource<?, LatticeExport>> prepareEventSources(
      EventSourceContext<LatticeExport> context) {
    return reporting.sources();
  }

  @Override
  public UpdateControl<LatticeExport> reconcile(
      LatticeExport export, Context<LatticeExport> context) {
    return reporting.reconcile(export);
  }

  @Override
  public DeleteControl cleanup(LatticeExport export, Context<LatticeExport> context) {
    return reporting.cleanup(export, context);
  }

  private Optional<LatticeExport> changed(LatticeExport export, Report report) {
    return report instanceof ExportReport told
        ? ExportStatusWriter.next(told, export.getStatus(), clock.now())
            .map(
                status -> {
                  var fresh = new LatticeExport();
                  fresh.setMetadata(
                      new ObjectMetaBuilder()
                          .withNamespace(export.getMetadata().getNamespace())
                          .withName(export.getMetadata().getName())
                          .build());
                  fresh.setStatus(status);
                  return fresh;
                })
        : Optional.empty();
  }
}
