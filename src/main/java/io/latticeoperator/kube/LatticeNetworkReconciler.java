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
import io.latticeoperator.engine.NetworkReport;
import io.latticeoperator.engine.Report;
import io.latticeoperator.kube.api.LatticeNetwork;
import io.latticeoperator.model.Owner;
import io.latticeoperator.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** {@link Reporting} for LatticeNetworks. */
final class LatticeNetworkReconciler
    implements Reconciler<LatticeNetwork>, Cleaner<LatticeNetwork> {
  private final String region;
  private final Clock clock;
  private final Reporting<LatticeNetwork> reporting;

  /**
   * @param region that dashboards are shown in
   */
  LatticeNetworkReconciler(
      ControlLoop loop, Reports reports, BooleanSupplier mayWrite, String region, Clock clock) {
    this.region = region;
    this.clock = clock;
    this.reporting = new Reporting<>(loop, reports, mayWrite, this::changed);
  }

  /** There is a new report on this network. */
  void wake(Owner owner) {
    reporting.wake(owner);
  }

  @Override
  public List<EventSource<?, LatticeNetwork>> prepareEventSources(
      EventSourceContext<LatticeNetwork> context) {
    return reporting.sources();
  }

  @Override
  public UpdateControl<LatticeNetwork> reconcile(
      LatticeNetwork network, Context<LatticeNetwork> context) {
    return reporting.reconcile(network);
  }

  @Override
  public DeleteControl cleanup(LatticeNetwork network, Context<LatticeNetwork> context) {
    return reporting.cleanup(network, context);
  }

  private Optional<LatticeNetwork> changed(LatticeNetwork network, Report report) {
    return report instanceof NetworkReport told
        ? NetworkStatusWriter.next(told, region, network.getStatus(), clock.now())
            .map(
                status -> {
                  var fresh = new LatticeNetwork();
                  fresh.setMetadata(
                      new ObjectMetaBuilder().withName(network.getMetadata().getName()).build());
                  fresh.setStatus(status);
                  return fresh;
                })
        : Optional.empty();
  }
}
