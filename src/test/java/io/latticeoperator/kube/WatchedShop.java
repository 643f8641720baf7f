package io.latticeoperator.kube;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.latticeoperator.cloud.Cloud;
import io.latticeoperator.cloud.Read;
import io.latticeoperator.cloud.Reading;
import io.latticeoperator.control.Budget;
import io.latticeoperator.control.Loop;
import io.latticeoperator.control.Observer;
import io.latticeoperator.kubernetes.MortalApi;
import io.latticeoperator.model.TargetAddress;
import io.latticeoperator.plan.Change;
import io.latticeoperator.plan.Receipt;
import io.latticeoperator.simulator.aws.Caller;
import io.latticeoperator.simulator.aws.Environment;
import io.latticeoperator.simulator.aws.Vpc;
import io.latticeoperator.simulator.aws.World;
import io.latticeoperator.simulator.direct.DirectCloud;
import io.latticeoperator.simulator.lattice.LatticeSimulator;
import io.latticeoperator.simulator.lattice.Settings;
import io.latticeoperator.simulator.lattice.TargetStatus;
import io.latticeoperator.simulator.server.AwsServices;
import io.latticeoperator.time.RealTimeline;
import io.latticeoperator.translate.Fixtures;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.awaitility.core.ConditionFactory;

/**
 * The whole operator between an API server and the simulated VPC Lattice, in real time, and a shop
 * whose pods it exports. There are no controllers: pods and slices are written by hand.
 */
final class WatchedShop implements AutoCloseable {
  private static final String NETWORK = "main";

  final MortalApi api;
  final KubernetesCluster cluster;
  private final KubernetesClient client;
  private final ConcurrentLinkedQueue<Throwable> bugs = new ConcurrentLinkedQueue<>();
  private final RealTimeline timeline = new RealTimeline("shop", bugs::add);
  private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();
  private final LatticeSimulator lattice;
  private final ClusterTerm term;
  private final Loop loop;
  private final List<String> deregistered = new CopyOnWriteArrayList<>();
  private final AtomicBoolean unsynced = new AtomicBoolean();

  WatchedShop(MortalApi api) throws InterruptedException {
    this.api = api;
    var settings = Settings.quick();
    var caller = new Caller(settings.account(), "eu-west-1", "AKIATEST");
    var world =
        World.of(
            Vpc.of(Fixtures.SETTINGS.vpcId(), settings.account(), caller.region(), "10.1.0.0/16"));
    lattice =
        new LatticeSimulator(
            Environment.of(timeline, world, settings.account(), 1),
            settings,
            (group, ip, port, result) -> result.accept(true));
    var cloud = new DirectCloud(AwsServices.around(lattice), caller);
    client = ClusterClient.builder(api.config()).build();
    cluster = new KubernetesCluster(client, Set.of(), caller.region(), timeline);
    apply("apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n");
    apply(
        """
        apiVersion: latticeoperator.io/v1alpha1
        kind: LatticeNetwork
        metadata: {name: %s}
        spec: {}
        """
            .formatted(NETWORK));
    cluster.start();
    term = cluster.term(() -> true, Observer.NONE);
    loop =
        new Loop(
            timeline,
            cluster.facts(),
            term,
            new Noted(cloud),
            io.latticeoperator.control.Caller.on(calls, timeline),
            Fixtures.SETTINGS,
            new Loop.Settings(
                false, Duration.ofSeconds(5), Duration.ofMinutes(1), 50, new Budget.Rate(50, 100)),
            Observer.NONE);
    term.start(loop);
    watchSynced();
  }

  /** The operator's, on the wire. */
  KubernetesClient client() {
    return client;
  }

  /** A Service that is exported. */
  void service(String name) {
    apply(
        """
        apiVersion: v1
        kind: Service
        metadata:
          name: %1$s
          namespace: shop
          annotations: {latticeoperator.io/export: "true"}
        spec:
          selector: {app: %1$s}
          ports: [{name: http, port: 80, targetPort: 8080}]
        """
            .formatted(name));
  }

  /** A pod of a Service in a slice of its own. */
  void pod(String service, String ip) {
    pod(service, ip, false);
  }

  /** It is being deleted. */
  void ends(String service, String ip) {
    pod(service, ip, true);
  }

  private void pod(String service, String ip, boolean ends) {
    apply(
        """
        apiVersion: discovery.k8s.io/v1
        kind: EndpointSlice
        metadata:
          name: %1$s-%2$s
          namespace: shop
          labels:
            kubernetes.io/service-name: %1$s
            endpointslice.kubernetes.io/managed-by: endpointslice-controller.k8s.io
        addressType: IPv4
        ports: [{name: http, port: 8080, protocol: TCP}]
        endpoints:
        - addresses: [%2$s]
          conditions: {ready: %3$s, serving: %3$s, terminating: %4$s}
          targetRef: {kind: Pod, namespace: shop, name: %1$s-%2$s, uid: uid-%2$s}
        """
            .formatted(service, ip, !ends, ends));
  }

  void apply(String yaml) {
    HasMetadata object = api.admin().getKubernetesSerialization().unmarshal(yaml);
    api.admin().resource(object).fieldManager("test").forceConflicts().serverSideApply();
  }

  /** Addresses that Lattice holds, draining ones left out. */
  Set<String> registered() {
    return lattice.view().targets().values().stream()
        .flatMap(Collection::stream)
        .filter(t -> !t.gone() && t.status() != TargetStatus.DRAINING)
        .map(t -> t.key().id())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Addresses that were deregistered, in order. */
  List<String> deregistered() {
    return List.copyOf(deregistered);
  }

  /** Whether facts were good enough to act on at every moment until now. */
  boolean alwaysSynced() {
    return !unsynced.get();
  }

  static ConditionFactory within(Duration limit) {
    return await()
        // okhttp's own threads may trip over what is cut off
        .dontCatchUncaughtExceptions()
        .atMost(limit)
        .pollInterval(Duration.ofMillis(50));
  }

  @Override
  public void close() {
    loop.stop();
    term.close();
    cluster.close();
    client.close();
    calls.shutdownNow();
    timeline.close();
    api.close();
    if (!bugs.isEmpty()) {
      throw new AssertionError("an action of the timeline failed", bugs.peek());
    }
  }

  private void watchSynced() {
    if (!cluster.facts().synced()) {
      unsynced.set(true);
    }
    timeline.after(Duration.ofMillis(100), this::watchSynced);
  }

  private final class Noted implements Cloud {
    private final Cloud cloud;

    Noted(Cloud cloud) {
      this.cloud = cloud;
    }

    @Override
    public Receipt apply(Change change) {
      if (change instanceof Change.Deregister removal) {
        removal.targets().stream().map(TargetAddress::ip).forEach(deregistered::add);
      }
      return cloud.apply(change);
    }

    @Override
    public Reading read(Read read) {
      return cloud.read(read);
    }
  }
}
