package io.latticeoperator.kube;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import io.latticeoperator.control.ControlLoop;
import io.latticeoperator.control.FactSource;
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
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One cluster: what the control loop hears of it, and what it says to it.
 *
 * <p>The loop needs {@link #facts()} and this outbox to exist before the loop does, so the loop is
 * handed over on {@link #start}. Order there: informers, their first full lists, the operator SDK,
 * and only then the first look at everything.
 */
public final class KubernetesCluster implements Outbox, AutoCloseable {
  private static final Duration LAST_RETRY = Duration.ofSeconds(30);
  private static final Duration SHUTDOWN = Duration.ofSeconds(5);
  private static final long PAGE = 500;
  private static final Logger log = LoggerFactory.getLogger(KubernetesCluster.class);

  private final KubernetesClient client;
  private final Set<String> namespaces;
  private final String region;
  private final Timeline timeline;
  private final Informers informers;
  private final FactReader facts;
  private final Reports reports = new Reports();
  private final Events events;
  private final ServiceShim shim;
  private final ExecutorService reconciliations = Executors.newVirtualThreadPerTaskExecutor();
  private volatile @Nullable Running running;

  /** What exists only while there is a control loop. */
  private record Running(
      LatticeExportReconciler exports,
      LatticeNetworkReconciler networks,
      EvidenceReader evidence,
      Operator operator) {}

  /**
   * @param client stays the caller's to close
   * @param namespaces what to watch; empty for all. If there are some, LatticeNetworks are not
   *     looked at: neither they nor the labels of namespaces can be read with a namespace's rights
   * @param region of AWS, for links in status
   * @param timeline for retries and times in status and events
   * @param observer hears of events
   */
  public KubernetesCluster(
      KubernetesClient client,
      Set<String> namespaces,
      String region,
      Timeline timeline,
      Observer observer) {
    this.client = client;
    this.region = region;
    this.namespaces = Set.copyOf(namespaces);
    this.timeline = timeline;
    this.informers = new Informers(client, this.namespaces, false);
    this.facts = new FactReader(informers);
    this.events = new Events(client, timeline, observer);
    this.shim = new ServiceShim(client, informers, events, timeline);
  }

  /** The cluster as the control loop sees it; not synced before {@link #start}. */
  public FactSource facts() {
    return facts;
  }

  /**
   * Starts everything and returns once the caches have synced and every export has been marked
   * dirty. An API server that cannot be reached is waited for.
   *
   * @throws InterruptedException when interrupted while waiting; {@link #close} is still to be
   *     called
   */
  public void start(ControlLoop loop) throws InterruptedException {
    var exports = new LatticeExportReconciler(loop, reports, timeline);
    var networks = new LatticeNetworkReconciler(loop, reports, region, timeline);
    var evidence = new EvidenceReader(client, informers, timeline, loop::evidence);
    var operator = operator();
    register(operator, "latticeexport", exports, namespaces);
    if (networksServed()) {
      register(operator, "latticenetwork", networks, Set.of());
    } else {
      informers.forgoNetworks();
    }
    running = new Running(exports, networks, evidence, operator);
    try {
      informers.start(new Wakeups(loop)).get();
    } catch (ExecutionException failure) {
      throw new CompletionException(failure.getCause());
    }
    shim.start();
    operator.start();
    loop.dirtyAll();
  }

  /** Stops watching and writing; events that wait are still written, for two seconds at most. */
  @Override
  public void close() {
    var current = running;
    if (current != null) {
      current.evidence().close();
      current.operator().stop();
    }
    shim.close();
    informers.close();
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

  private boolean networksServed() {
    if (!namespaces.isEmpty()) {
      log.info(
          "LatticeNetworks are not looked at, for only the namespaces {} are; --allowed-networks"
              + " says which service networks exports may use",
          namespaces);
      return false;
    }
    if (!Watched.served(client, LatticeNetwork.class)) {
      log.info(
          "the cluster has no LatticeNetworks: kubectl apply -f crds/ installs the definition, a"
              + " restart of the operator takes it up");
      return false;
    }
    return true;
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

  /** From changes in the caches to exports and networks that need a look. */
  private final class Wakeups implements Index.Listener {
    private final ControlLoop loop;

    Wakeups(ControlLoop loop) {
      this.loop = loop;
    }

    @Override
    public void serviceChanged(String namespace, String name) {
      endpointsChanged(namespace, name);
      shim.changed(namespace, name);
    }

    @Override
    public void endpointsChanged(String namespace, String serviceName) {
      informers
          .exportsOf(namespace, serviceName)
          .forEach(export -> loop.dirty(Reports.owner(export)));
    }

    @Override
    public void exportChanged(String namespace, String name) {
      var owner = Owner.export(namespace, name);
      if (informers.export(namespace, name).isEmpty()) {
        reports.forget(owner);
      }
      loop.dirty(owner);
      shim.changed(namespace, name);
    }

    @Override
    public void networkChanged(String name) {
      var owner = Owner.network(name);
      if (informers.network(name).isEmpty()) {
        reports.forget(owner);
      }
      loop.dirty(owner);
    }

    @Override
    public void namespaceChanged(String name) {
      informers.exportsIn(name).forEach(export -> loop.dirty(Reports.owner(export)));
    }

    @Override
    public void serviceAccountChanged(String namespace, String name) {
      informers.namingServiceAccount(namespace, name).forEach(loop::dirty);
    }
  }
}
