package io.latticeoperator.kube;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.latticeoperator.control.ControlLoop;
import io.latticeoperator.control.Observer;
import io.latticeoperator.engine.Evidence;
import io.latticeoperator.engine.ExportReport;
import io.latticeoperator.engine.NetworkReport;
import io.latticeoperator.engine.Report;
import io.latticeoperator.kube.api.Crd;
import io.latticeoperator.kube.api.LatticeExport;
import io.latticeoperator.kube.api.LatticeNetwork;
import io.latticeoperator.kubernetes.ApiAccess;
import io.latticeoperator.kubernetes.Kubernetes;
import io.latticeoperator.kubernetes.TestCluster;
import io.latticeoperator.model.Owner;
import io.latticeoperator.time.RealTimeline;
import io.latticeoperator.translate.ExportFacts;
import io.latticeoperator.translate.NetworkFacts;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;

/**
 * An API server with our custom resources and a namespace {@code shop}, a {@link KubernetesCluster}
 * connected to it, a term in which it is written to, and a control loop that only remembers what it
 * was told.
 */
final class ClusterUnderTest implements AutoCloseable {
  static final String NAMESPACE = "shop";

  /** The first of all are those that exports have. */
  private static final int EXPORT_CONDITIONS = 7;

  private final ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
  private final RealTimeline timeline = new RealTimeline("cluster", failures::add);
  private final TestCluster server;
  private final ConcurrentLinkedQueue<Request> requests = new ConcurrentLinkedQueue<>();
  private int forgiven;
  private final KubernetesClient operatorClient;
  final KubernetesClient client;
  final Loop loop = new Loop();
  final KubernetesCluster cluster;
  final ClusterTerm term;

  /** Whether the operator may write to the cluster. */
  final AtomicBoolean mayWrite = new AtomicBoolean(true);

  private final AtomicInteger refused = new AtomicInteger();

  /**
   * A request of the operator.
   *
   * @param path without server and query
   */
  record Request(String method, String path, boolean watch) {}

  ClusterUnderTest() throws InterruptedException {
    this(Kubernetes.EMBEDDED, Set.of(), Crd.values());
  }

  /**
   * Made and started before this returns.
   *
   * @param namespaces what is watched; empty for all
   * @param crds custom resources that the cluster has
   */
  ClusterUnderTest(Kubernetes kubernetes, Set<String> namespaces, Crd... crds)
      throws InterruptedException {
    server = kubernetes.open(crds);
    client = client(server.access(), false);
    createNamespace(NAMESPACE);
    operatorClient = client(server.operator(namespaces), true);
    cluster = new KubernetesCluster(operatorClient, namespaces, "eu-west-1", timeline);
    cluster.start();
    term = cluster.term(this::asked, Observer.NONE);
    term.start(loop);
  }

  private boolean asked() {
    boolean granted = mayWrite.get();
    if (!granted) {
      refused.incrementAndGet();
    }
    return granted;
  }

  /** How many writes of the operator were held back. */
  int refused() {
    return refused.get();
  }

  int cachedServices() {
    return cluster.cached().services().size();
  }

  int cachedExports() {
    return cluster.cached().exports().size();
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

  void applyNetwork(String name, String spec) {
    apply(
        """
        apiVersion: latticeoperator.io/v1alpha1
        kind: LatticeNetwork
        metadata: {name: %s}
        spec: %s
        """
            .formatted(name, spec));
  }

  /** Creates or replaces a ServiceAccount of {@code shop}; null for one without a role. */
  void applyServiceAccount(String name, @Nullable String role) {
    apply(
        """
        apiVersion: v1
        kind: ServiceAccount
        metadata:
          name: %s
          namespace: shop
          annotations: %s
        """
            .formatted(
                name, role == null ? "{}" : "{\"eks.amazonaws.com/role-arn\": \"" + role + "\"}"));
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

  Optional<LatticeNetwork> network(String name) {
    return Optional.ofNullable(client.resources(LatticeNetwork.class).withName(name).get());
  }

  void deleteNetwork(String name) {
    client.resources(LatticeNetwork.class).withName(name).delete();
  }

  /** Waits until the network is there with the finalizer, and its facts too. */
  LatticeNetwork protectedNetwork(String name) {
    eventually().until(() -> cluster.facts().facts(Owner.network(name)).isPresent());
    return network(name).orElseThrow();
  }

  ExportFacts exportFacts(String name) {
    return (ExportFacts) cluster.facts().facts(Owner.export(NAMESPACE, name)).orElseThrow();
  }

  NetworkFacts networkFacts(String name) {
    return (NetworkFacts) cluster.facts().facts(Owner.network(name)).orElseThrow();
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
    return client.v1().events().inAnyNamespace().list().getItems().stream()
        .filter(event -> event.getReason().equals(reason))
        .toList();
  }

  /**
   * What kubectl prints.
   *
   * @param columns names; those of {@code -o wide} alone with a star
   * @param rows cells as text
   */
  record Printed(List<String> columns, List<List<String>> rows) {}

  /** The objects at a path, as kubectl asks for them. */
  Printed table(String path) throws IOException, InterruptedException {
    var answer =
        server
            .access()
            .http()
            .send(
                server
                    .access()
                    .request(path)
                    .header("Accept", "application/json;as=Table;v=v1;g=meta.k8s.io")
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    var table = new ObjectMapper().readTree(answer.body());
    return new Printed(
        table
            .path("columnDefinitions")
            .valueStream()
            .map(
                column ->
                    column.path("name").asText()
                        + (column.path("priority").asInt() == 0 ? "" : "*"))
            .toList(),
        table
            .path("rows")
            .valueStream()
            .map(row -> row.path("cells").valueStream().map(JsonNode::asText).toList())
            .toList());
  }

  /** As the operator reads it. */
  String clusterId() {
    return ClusterId.read(operatorClient);
  }

  List<Request> requests() {
    return List.copyOf(requests);
  }

  /** Of whoever the operator is to the cluster. */
  Config operatorConfiguration() {
    return operatorClient.getConfiguration();
  }

  /** What the operator asked for, where the cluster keeps account. */
  Set<String> used() {
    return server.used();
  }

  /** What it asked for and may not do. */
  List<String> forbidden() {
    return server.forbidden();
  }

  /** What was forbidden so far was asked for by the test. */
  void forgive() {
    forgiven = server.forbidden().size();
  }

  static ConditionFactory eventually() {
    return await()
        // okhttp's own threads may trip over a watch that a test before has cut off
        .dontCatchUncaughtExceptions()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(20));
  }

  /** The control loop says this of the export as it is now. */
  void report(String name, long generation, boolean released, Report.Truth ready) {
    var uid = export(name).orElseThrow().getMetadata().getUid();
    term.report(report(uid, name, generation, released, ready));
  }

  static ExportReport report(
      String uid, String name, long generation, boolean released, Report.Truth ready) {
    return new ExportReport(
        Owner.export(NAMESPACE, name),
        uid,
        generation,
        Stream.of(Report.Type.values())
            .limit(EXPORT_CONDITIONS)
            .map(type -> new Report.Condition(type, ready, "Reason", "A sentence."))
            .toList(),
        new ExportReport.Counts(3, 3, 2, 1, 0, 0, null),
        name + ".example",
        name + "-shop",
        List.of("mesh"),
        Map.of("service", "arn:aws:vpc-lattice:eu-west-1:123456789012:service/svc-1"),
        released);
  }

  /** The control loop says this of the network as it is now. */
  void reportNetwork(String name, long generation, boolean released, Report.Truth ready) {
    var uid = network(name).orElseThrow().getMetadata().getUid();
    term.report(networkReport(uid, name, generation, released, ready));
  }

  static NetworkReport networkReport(
      String uid, String name, long generation, boolean released, Report.Truth ready) {
    return new NetworkReport(
        Owner.network(name),
        uid,
        generation,
        Stream.of(Report.Type.READY, Report.Type.STALLED, Report.Type.ACCEPTED, Report.Type.SHARED)
            .map(type -> new Report.Condition(type, ready, "Reason", "A sentence."))
            .toList(),
        name,
        "sn-0123456789abcdef0",
        3,
        List.of("vpc-0123456789abcdef0"),
        "AWS_IAM",
        "/lattice/mesh",
        "lattice-mesh",
        List.of("8081-8089"),
        Map.of(
            "service-network",
            "arn:aws:vpc-lattice:eu-west-1:123456789012:servicenetwork/sn-0123456789abcdef0"),
        released);
  }

  @Override
  public void close() {
    term.close();
    cluster.close();
    operatorClient.close();
    client.close();
    var forbidden = server.forbidden().stream().skip(forgiven).toList();
    server.close();
    timeline.close();
    if (!forbidden.isEmpty()) {
      throw new AssertionError("the operator may not do what it did: " + forbidden);
    }
    if (!failures.isEmpty()) {
      throw new AssertionError("an action of the timeline failed", failures.peek());
    }
  }

  private KubernetesClient client(ApiAccess access, boolean recorded) {
    return ClusterClient.builder(Config.fromKubeconfig(access.kubeconfig()))
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
