package io.latticeoperator.kube;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import io.latticeoperator.control.ControlLoop;
import io.latticeoperator.control.Observer;
import io.latticeoperator.control.Outbox;
import io.latticeoperator.engine.ExportReport;
import io.latticeoperator.engine.NetworkReport;
import io.latticeoperator.engine.Report;
import io.latticeoperator.kube.api.LatticeExport;
import io.latticeoperator.kube.api.LatticeNetwork;
import io.latticeoperator.model.Owner;
import io.latticeoperator.time.Timeline;
import io.latticeoperator.translate.ExportFacts;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What the operator says to the cluster for as long as it leads: status, finalizers, events, the
 * exports of annotated Services. Made anew for each term, for the operator SDK cannot be started
 * twice, and nothing said in one term may come out in another.
 *
 * <p>The control loop needs this outbox to exist before it does, so the loop is handed over on
 * {@link #start}.
 */
public final class ClusterTerm implements Outbox, AutoCloseable {
  private static final Duration LAST_RETRY = Duration.ofSeconds(30);
  private static final Duration SHUTDOWN = Duration.ofSeconds(5);
  private static final long PAGE = 500;

  private final KubernetesClient client;
  private final BooleanSupplier mayWrite;
  private final Scope scope;
  private final Informers informers;
  private final Relay relay;
  private final Timeline timeline;
  private final Reports reports = new Reports();
  private final Events events;
  private final ServiceShim shim;
  private final ExecutorService reconciliations = Executors.newVirtualThreadPerTaskExecutor();
  private volatile @Nullable Running running;

  /**
   * What is looked after.
   *
   * @param namespaces empty for all
   * @param networks whether LatticeNetworks are
   * @param annotations whether exports are made of annotated Services
   * @param region of AWS, for links in status
   */
  record Scope(Set<String> namespaces, boolean networks, boolean annotations, String region) {}

  /** What exists only while there is a control loop. */
  private record Running(
      LatticeExportReconciler exports,
      LatticeNetworkReconciler networks,
      EvidenceReader evidence,
      Operator operator) {}

  /**
   * @param client refuses to write when that is not allowed; not closed here
   * @param mayWrite whether it is
   */
  ClusterTerm(
      KubernetesClient client,
      BooleanSupplier mayWrite,
      Scope scope,
      Informers informers,
      Relay relay,
      Timeline timeline,
      Observer observer) {
    this.client = client;
    this.mayWrite = mayWrite;
    this.scope = scope;
    this.informers = informers;
    this.relay = relay;
    this.timeline = timeline;
    this.events = new Events(client, timeline, observer);
    this.shim = new ServiceShim(client, informers, events, timeline);
  }

  /** Returns once the first look at everything is under way. */
  public void start(ControlLoop loop) {
    var exports = new LatticeExportReconciler(loop, reports, mayWrite, timeline);
    var networks = new LatticeNetworkReconciler(loop, reports, mayWrite, scope.region(), timeline);
    var evidence = new EvidenceReader(client, informers, timeline, loop::evidence);
    var operator = operator();
    register(operator, "latticeexport", exports, scope.namespaces());
    if (scope.networks()) {
      register(operator, "latticenetwork", networks, Set.of());
    }
    running = new Running(exports, networks, evidence, operator);
    relay.to(new Wakeups(loop, informers, reports, shim));
    loop.dirtyAll();
    if (scope.annotations()) {
      informers.services().forEach(this::look);
      informers.exports().forEach(this::look);
      shim.start();
    }
    operator.start();
  }

  private void look(HasMetadata object) {
    shim.changed(object.getMetadata().getNamespace(), object.getMetadata().getName());
  }

  /** Stops writing; events that wait are still written, for two seconds at most. */
  @Override
  public void close() {
    relay.mute();
    var current = running;
    if (current != null) {
      current.evidence().close();
      current.operator().stop();
    }
    shim.close();
    events.close();
    reconciliations.shutdownNow();
  }

  @Override
  public void report(Report report) {
    reports.put(report);
    var current = running;
    if (current != null) {
      switch (report) {
        case ExportReport export -> current.exports().wake(export.owner());
        case NetworkReport network -> current.networks().wake(network.owner());
      }
    }
  }

  @Override
  public void event(Owner owner, EventType type, String reason, String message) {
    object(owner).ifPresent(about -> events.publish(Events.about(about), type, reason, message));
  }

  @Override
  public void evidenceWanted(ExportFacts facts) {
    var current = running;
    if (current != null) {
      current.evidence().look(facts);
    }
  }

  private Optional<? extends HasMetadata> object(Owner owner) {
    return switch (owner.kind()) {
      case LatticeExport.KIND -> informers.export(owner.namespace(), owner.name());
      case LatticeNetwork.KIND -> informers.network(owner.name());
      default -> Optional.empty();
    };
  }

  private Operator operator() {
    return new Operator(
        configuration ->
            configuration
                .withKubernetesClient(client)
                .withCloseClientOnStop(false)
                .withExecutorService(reconciliations)
                // otherwise a late event of an older version evicts what we have just written
                .withParseResourceVersions(true)
                .withReconciliationTerminationTimeout(SHUTDOWN));
  }

  private static <P extends HasMetadata> void register(
      Operator operator, String name, Reconciler<P> reconciler, Set<String> namespaces) {
    operator.register(
        reconciler,
        configuration -> {
          configuration
              .withName(name)
              .withFieldManager("lattice-operator")
              .withFinalizer(LatticeExport.FINALIZER)
              .withRetry(
                  new GenericRetry()
                      .withoutMaxAttempts()
                      .setInitialInterval(Duration.ofSeconds(1))
                      .setMaxInterval(LAST_RETRY.toMillis()))
              .withInformerListLimit(PAGE)
              .withItemStore(new TrimmedStore<>(TrimmedStore.Keeping.most()));
          if (!namespaces.isEmpty()) {
            configuration.settingNamespaces(namespaces);
          }
        });
  }
}
