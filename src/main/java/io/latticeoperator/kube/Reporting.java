package io.latticeoperator.kube;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.PrimaryUpdateAndCacheUtils;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import io.latticeoperator.control.ControlLoop;
import io.latticeoperator.engine.Report;
import io.latticeoperator.model.Owner;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;

/**
 * What the reconcilers of all our kinds do: wake the control loop and write down what it last
 * reported. It decides nothing and waits for nobody: a new report is what brings it back.
 */
final class Reporting<P extends HasMetadata> {
  private static final Duration LATER = Duration.ofSeconds(2);

  private final ControlLoop loop;
  private final Reports reports;
  private final BooleanSupplier mayWrite;
  private final BiFunction<P, Report, Optional<P>> changedStatus;
  private final SimpleInboundEventSource<P> reported = new SimpleInboundEventSource<>("reports");

  /**
   * @param mayWrite false for moments in which nothing can be written
   * @param changedStatus an object with name and status alone, to be applied; empty when the object
   *     says already what the report does
   */
  Reporting(
      ControlLoop loop,
      Reports reports,
      BooleanSupplier mayWrite,
      BiFunction<P, Report, Optional<P>> changedStatus) {
    this.loop = loop;
    this.reports = reports;
    this.mayWrite = mayWrite;
    this.changedStatus = changedStatus;
  }

  /** There is a new report on this object. */
  void wake(Owner owner) {
    reported.propagateEvent(
        owner.namespace().isEmpty()
            ? new ResourceID(owner.name())
            : new ResourceID(owner.name(), owner.namespace()));
  }

  List<EventSource<?, P>> sources() {
    return List.of(reported);
  }

  UpdateControl<P> reconcile(P object) {
    loop.dirty(Reports.owner(object));
    if (!mayWrite.getAsBoolean()) {
      return UpdateControl.<P>noUpdate().rescheduleAfter(LATER);
    }
    return reports
        .of(object)
        .flatMap(report -> changedStatus.apply(object, report))
        .map(UpdateControl::patchStatus)
        .orElseGet(UpdateControl::noUpdate);
  }

  DeleteControl cleanup(P object, Context<P> context) {
    loop.dirty(Reports.owner(object));
    if (!mayWrite.getAsBoolean()) {
      return DeleteControl.noFinalizerRemoval().rescheduleAfter(LATER);
    }
    var report = reports.of(object);
    if (report.filter(last -> releases(last, object)).isPresent()) {
      reports.forget(Reports.owner(object));
      return DeleteControl.defaultDelete();
    }
    report
        .flatMap(last -> changedStatus.apply(object, last))
        .ifPresent(
            fresh ->
                PrimaryUpdateAndCacheUtils.ssaPatchStatusAndCacheResource(object, fresh, context));
    return DeleteControl.noFinalizerRemoval();
  }

  /** A report made before the deletion was seen has the generation before it. */
  private static boolean releases(Report report, HasMetadata object) {
    return report.released()
        && Objects.equals(report.generation(), object.getMetadata().getGeneration());
  }
}
