package io.latticeoperator.kube;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.latticeoperator.control.ControlLoop;
import io.latticeoperator.engine.Evidence;
import io.latticeoperator.engine.Report;
import io.latticeoperator.kube.api.Crd;
import io.latticeoperator.kube.api.LatticeExport;
import io.latticeoperator.model.Owner;
import io.latticeoperator.simulator.kubernetes.ApiServer;
import io.latticeoperator.simulator.kubernetes.Store;
import io.latticeoperator.time.RealTimeline;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;

/**
 * An API server with our custom resource and a namespace {@code shop}, a {@link KubernetesCluster}
 * connected to it, and a control loop that only remembers what it was told.
 */
final class ClusterUnderTest implements AutoCloseable {
  static final String NAMESPACE = "shop";

  private final ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
  private final RealTimeline timeline = new RealTimeline("cluster", failures::add);
  private final Store store = new Store(timeline);
  private final ApiServer server = ApiServer.start(store, 0);
  private final ConcurrentLinkedQueue<Request> requests = new ConcurrentLinkedQueue<>();
  private final KubernetesClient operatorClient = client(true);
  final KubernetesClient client = client(false);
  final Loop loop = new Loop();
  final KubernetesCluster cluster;

  /**
   * A request of the operator.
   *
   * @param path without server and query
   */
  record Request(String method, String path, boolean watch) {}

  ClusterUnderTest() throws InterruptedException {
    this(Set.of());
  }

  /** Made and started before this returns. */
  ClusterUnderTest(Set<String> namespaces) throws InterruptedException {
    try {
      client
          .resource(
              client
                  .getKubernetesSerialization()
                  .unmarshal(Files.readString(Crd.COMMITTED), CustomResourceDefinition.class))
          .create();
    } catch (IOException missing) {
      throw new IllegalStateException(missing);
    }
    createNamespace(NAMESPACE);
    cluster = new KubernetesCluster(operatorClient, namespaces, timeline);
    cluster.start(loop);
  }

  void createNamespace(String name) {
    client
        .resource(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build())
        .create();
  }

  /** Creates or replaces what the YAML says. */
  void apply(String yaml) {
    HasMetadata object = client.getKubernetesSerialization().unmarshal(yaml);
    client.resource(object).fieldManager("test").forceConflicts().serverSideApply();
  }

  void applyExport(String name, String spec) {
    apply(
        """
        apiVersion: latticeoperator.io/v1alpha1
        kind: LatticeExport
        metadata: {name: %s, namespace: shop}
        spec: %s
        """
            .formatted(name, spec));
  }

  void applyService(String name, Map<String, String> annotations) {
    var lines = new StringBuilder();
    annotations.forEach(
        (key, value) ->
            lines.append("    %s%s: \"%s\"\n".formatted(Annotations.PREFIX, key, value)));
    apply(
        """
        apiVersion: v1
        kind: Service
        metadata:
          name: %s
          namespace: shop
          annotations:
            example.com/mine: "yes"
        %sspec:
          selector: {app: %s}
          ports:
          - {name: web, port: 80}
        """
            .formatted(name, lines, name));
  }

  Optional<LatticeExport> export(String name) {
    return Optional.ofNullable(
        client.resources(LatticeExport.class).inNamespace(NAMESPACE).withName(name).get());
  }

  void deleteExport(String name) {
    client.resources(LatticeExport.class).inNamespace(NAMESPACE).withName(name).delete();
  }

  /** Waits until the export is there with the finalizer, and its facts too. */
  LatticeExport protectedExport(String name) {
    eventually().until(() -> cluster.facts().facts(Owner.export(NAMESPACE, name)).isPresent());
    return export(name).orElseThrow();
  }

  List<Event> events(String reason) {
    return client.v1().events().inNamespace(NAMESPACE).list().getItems().stream()
        .filter(event -> event.getReason().equals(reason))
        .toList();
  }

  /** As the operator reads it. */
  String clusterId() {
    return ClusterId.read(operatorClient);
  }

  List<Request> requests() {
    return List.copyOf(requests);
  }

  static ConditionFactory eventually() {
    return await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(20));
  }

  /** The control loop says this of the export as it is now. */
  void report(String name, long generation, boolean released, Report.Truth ready) {
    var uid = export(name).orElseThrow().getMetadata().getUid();
    cluster.report(report(uid, name, generation, released, ready));
  }

  static Report report(
      String uid, String name, long generation, boolean released, Report.Truth ready) {
    return new Report(
        Owner.export(NAMESPACE, name),
        uid,
        generation,
        Stream.of(Report.Type.values())
            .map(type -> new Report.Condition(type, ready, "Reason", "A sentence."))
            .toList(),
        new Report.Counts(3, 3, 2, 1, 0, 0, null),
        name + ".example",
        name + "-shop",
        List.of("mesh"),
        Map.of("service", "arn:aws:vpc-lattice:eu-west-1:123456789012:service/svc-1"),
        released);
  }

  @Override
  public void close() {
    cluster.close();
    operatorClient.close();
    client.close();
    server.close();
    store.close();
    timeline.close();
    if (!failures.isEmpty()) {
      throw new AssertionError("an action of the timeline failed", failures.peek());
    }
  }

  private KubernetesClient client(boolean recorded) {
    return ClusterClient.builder(Config.fromKubeconfig(server.kubeconfig("test")))
        .withHttpClientBuilderConsumer(
            builder -> {
              if (recorded) {
                builder.addOrReplaceInterceptor("recorder", new Recorder());
              }
            })
        .build();
  }

  private final class Recorder implements Interceptor {
    @Override
    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
      var query = Objects.requireNonNullElse(request.uri().getQuery(), "");
      requests.add(
          new Request(request.method(), request.uri().getPath(), query.contains("watch=true")));
    }
  }

  /** Remembers what it was told. */
  static final class Loop implements ControlLoop {
    final List<Owner> dirty = new CopyOnWriteArrayList<>();
    final AtomicInteger looks = new AtomicInteger();
    final List<Evidence> evidence = new CopyOnWriteArrayList<>();

    @Override
    public void dirty(Owner owner) {
      dirty.add(owner);
    }

    @Override
    public void dirtyAll() {
      looks.incrementAndGet();
    }

    @Override
    public void evidence(Owner owner, Evidence answer) {
      evidence.add(answer);
    }
  }
}
