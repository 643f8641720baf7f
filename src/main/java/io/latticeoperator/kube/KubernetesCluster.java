package io.latticeoperator.kube;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import io.latticeoperator.control.ControlLoop;
import io.latticeoperator.control.FactSource;
import io.latticeoperator.control.Outbox;
import io.latticeoperator.engine.Report;
import io.latticeoperator.kube.api.LatticeExport;
import io.latticeoperator.model.Owner;
import io.latticeoperator.time.Timeline;
import io.latticeoperator.translate.Facts;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * One cluster: what the control loop hears of it, and what it says to it.
 *
 * <p>The loop needs {@link #facts()} and this outbox to exist before the loop does, so the loop is
 * handed over on {@link #start}. Order there: informers, their first full lists, the operator SDK,
 * and only then the first look at every export.
 */
public final class KubernetesCluster implements Outbox, AutoCloseable {
  private static final Duration LAST_RETRY = Duration.ofSeconds(30);
  private static final Duration SHUTDOWN = Duration.ofSeconds(5);
  private static final long PAGE = 500;

  private final KubernetesClient client;
  private final Set<String> namespaces;
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
      LatticeExportReconciler reconciler, EvidenceReader evidence, Operator operator) {}

  /**
   * @param client stays the caller's to close
   * @param namespaces what to watch; empty for all
   * @param timeline for retries and times in status and events
   */
  public KubernetesCluster(KubernetesClient client, Set<String> namespaces, Timeline timeline) {
    this.client = client;
    this.namespaces = Set.copyOf(namespaces);
    this.timeline = timeline;
    this.informers = new Informers(client, this.namespaces);
    this.facts = new FactReader(informers);
    this.events = new Events(client, timeline);
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
    var reconciler = new LatticeExportReconciler(loop, reports, timeline);
    var evidence = new EvidenceReader(client, informers, timeline, loop::evidence);
    var operator = operator(reconciler);
    running = new Running(reconciler, evidence, operator);
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
      current.reconciler().wake(report.owner());
    }
  }

  @Override
  public void event(Owner owner, EventType type, String reason, String message) {
    informers
        .export(owner.namespace(), owner.name())
        .ifPresent(export -> events.publish(Events.about(export), type, reason, message));
  }

  @Override
  public void evidenceWanted(Facts facts) {
    var current = running;
    if (current != null) {
      current.evidence().look(facts);
    }
  }

  private Operator operator(LatticeExportReconciler reconciler) {
    var operator =
        new Operator(
            configuration ->
                configuration
                    .withKubernetesClient(client)
                    .withCloseClientOnStop(false)
                    .withExecutorService(reconciliations)
                    // otherwise a late event of an older version evicts what we have just written
                    .withParseResourceVersions(true)
                    .withReconciliationTerminationTimeout(SHUTDOWN));
    operator.register(
        reconciler,
        configuration -> {
          configuration
              .withName("latticeexport")
              .withFieldManager("lattice-operator")
              .withFinalizer(LatticeExport.FINALIZER)
              .withRetry(
                  new GenericRetry()
                      .withoutMaxAttempts()
                      .setInitialInterval(Duration.ofSeconds(1))
                      .setMaxInterval(LAST_RETRY.toMillis()))
              .withInformerListLimit(PAGE)
              .withItemStore(new TrimmedStore<>(Annotations.PREFIX, export -> {}));
          if (!namespaces.isEmpty()) {
            configuration.settingNamespaces(namespaces);
          }
        });
    return operator;
  }

  /** From changes in the caches to exports that need a look. */
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
  }
}
