package io.latticeoperator.cli;

import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.latticeoperator.app.Access;
import io.latticeoperator.app.RunConfig;
import io.latticeoperator.app.simulator.Rigour;
import io.latticeoperator.app.simulator.SimulatedAws;
import io.latticeoperator.cloud.aws.AwsClients;
import io.latticeoperator.cloud.aws.AwsCloud;
import io.latticeoperator.cloud.aws.Timeouts;
import io.latticeoperator.control.Budget;
import io.latticeoperator.control.Caller;
import io.latticeoperator.control.Loop;
import io.latticeoperator.control.Observer;
import io.latticeoperator.kube.ClusterClient;
import io.latticeoperator.kube.ClusterId;
import io.latticeoperator.kube.ClusterTerm;
import io.latticeoperator.kube.KubernetesCluster;
import io.latticeoperator.kube.api.Condition;
import io.latticeoperator.kube.api.LatticeExport;
import io.latticeoperator.kube.api.LatticeNetwork;
import io.latticeoperator.model.ClusterIdentity;
import io.latticeoperator.model.Place;
import io.latticeoperator.simulator.aws.Vpc;
import io.latticeoperator.simulator.dataplane.ProxySettings;
import io.latticeoperator.simulator.kubernetes.ApiServer;
import io.latticeoperator.simulator.kubernetes.Store;
import io.latticeoperator.simulator.lattice.Settings;
import io.latticeoperator.time.RealTimeline;
import io.latticeoperator.translate.Cidr;
import io.latticeoperator.translate.ClusterSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/**
 * A cluster and an AWS account in this process, whose pods all answer, and commands that are run
 * against them. There is an operator only while a test asks for one.
 */
final class CommandWorld implements AutoCloseable {
  static final String REGION = "eu-west-1";
  static final String ACCOUNT = Settings.quick().account();
  static final String VPC = "vpc-0123456789abcdef0";

  /** Always the same, so that derived names are. */
  static final String CLUSTER_ID = "cluster-alpha";

  /** All that commands that look need to be told. */
  static final Map<String, String> ENVIRONMENT =
      Map.of(
          "LATTICE_VPC_ID", VPC,
          "LATTICE_ROUTABLE_CIDRS", "10.0.0.0/16",
          "LATTICE_CLUSTER_NAME", "alpha",
          "LATTICE_CLUSTER_ID", CLUSTER_ID,
          "LATTICE_ALLOWED_NETWORKS", "mesh");

  private final ConcurrentLinkedQueue<Throwable> bugs = new ConcurrentLinkedQueue<>();
  private final RealTimeline timeline = new RealTimeline("world", bugs::add);
  private final HttpServer pods = pods();
  private final Store store = new Store(timeline);
  private final ApiServer server = ApiServer.start(store, 0);
  final SimulatedAws aws;
  final KubernetesClient client = client();

  /** What a command came to. */
  record Ran(int code, String out, String err) {}

  CommandWorld() {
    this(Rigour.NONE);
  }

  /**
   * @param rigour how strict AWS is
   */
  CommandWorld(Rigour rigour) {
    aws = aws(rigour);
    client.getKubernetesSerialization().registerKubernetesResource(LatticeExport.class);
    client.getKubernetesSerialization().registerKubernetesResource(LatticeNetwork.class);
    try (var files = Files.list(Path.of("crds"))) {
      for (var file : files.sorted().toList()) {
        apply(Files.readString(file));
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    apply("apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n");
  }

  /** Creates or replaces what the YAML says. */
  void apply(String yaml) {
    HasMetadata object = client.getKubernetesSerialization().unmarshal(yaml);
    client.resource(object).fieldManager("test").forceConflicts().serverSideApply();
  }

  /** A Service of the namespace shop, with annotations as YAML's flow style has them. */
  void service(String name, String annotations) {
    apply(
        """
        apiVersion: v1
        kind: Service
        metadata: {name: %1$s, namespace: shop, annotations: {%2$s}}
        spec:
          selector: {app: %1$s}
          ports: [{name: web, port: 80, targetPort: 8080}]
        """
            .formatted(name, annotations));
  }

  /** A pod of a Service, and the EndpointSlice that holds it. */
  void pod(String service, String name, String ip, boolean ready) {
    apply(
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: %2$s, namespace: shop, labels: {app: %1$s}}
        spec: {containers: [{name: web, image: web, ports: [{containerPort: 8080}]}]}
        """
            .formatted(service, name));
    var pod = client.pods().inNamespace("shop").withName(name).get();
    client
        .pods()
        .inNamespace("shop")
        .withName(name)
        .editStatus(
            it -> {
              it.setStatus(
                  client
                      .getKubernetesSerialization()
                      .unmarshal(
                          """
                          phase: Running
                          podIP: %1$s
                          podIPs: [{ip: %1$s}]
                          hostIP: 10.0.0.10
                          conditions: [{type: Ready, status: "%2$s"}]
                          """
                              .formatted(ip, ready ? "True" : "False"),
                          io.fabric8.kubernetes.api.model.PodStatus.class));
              return it;
            });
    apply(
        """
        apiVersion: discovery.k8s.io/v1
        kind: EndpointSlice
        metadata:
          name: %2$s
          namespace: shop
          labels:
            kubernetes.io/service-name: %1$s
            endpointslice.kubernetes.io/managed-by: endpointslice-controller.k8s.io
        addressType: IPv4
        ports: [{name: web, port: 8080, protocol: TCP}]
        endpoints:
        - addresses: [%3$s]
          conditions: {ready: %4$s, serving: %4$s, terminating: false}
          targetRef: {kind: Pod, namespace: shop, name: %2$s, uid: %5$s}
        """
            .formatted(service, name, ip, ready, pod.getMetadata().getUid()));
  }

  /** Runs an operator until something has come true. */
  void operateUntil(BooleanSupplier condition) throws InterruptedException {
    var calls = Executors.newVirtualThreadPerTaskExecutor();
    try (var clients = clients();
        var cluster = new KubernetesCluster(client, Set.of(), REGION, timeline);
        var term = startedTerm(cluster)) {
      var loop =
          new Loop(
              timeline,
              cluster.facts(),
              term,
              new AwsCloud(clients),
              Caller.on(calls, timeline),
              settings(),
              new Loop.Settings(
                  false, Duration.ofSeconds(1), Duration.ZERO, 50, new Budget.Rate(50, 100)),
              Observer.NONE);
      term.start(loop);
      await()
          // okhttp's own threads may trip over a watch that has been cut off
          .dontCatchUncaughtExceptions()
          .atMost(Duration.ofSeconds(60))
          .until(condition::getAsBoolean);
      loop.stop();
    } finally {
      calls.shutdown();
    }
  }

  private static ClusterTerm startedTerm(KubernetesCluster cluster) throws InterruptedException {
    cluster.start();
    return cluster.term(() -> true, Observer.NONE);
  }

  /** Whether a condition of an export is True. */
  boolean isTrue(String export, String condition) {
    return export(export).stream()
        .map(LatticeExport::getStatus)
        .filter(Objects::nonNull)
        .flatMap(status -> status.conditions().stream())
        .anyMatch(c -> c.type().equals(condition) && c.status() == Condition.Truth.TRUE);
  }

  /** UID of kube-system. */
  String uid() {
    return ClusterId.read(client);
  }

  /** A service network that somebody has made. */
  void network(String name) {
    try (var clients = clients()) {
      clients.lattice().createServiceNetwork(it -> it.name(name));
    }
  }

  /** Runs a command as if it had been typed. */
  Ran run(String... words) {
    return run(ENVIRONMENT, words);
  }

  Ran run(Map<String, String> environment, String... words) {
    return run(environment, access(), words);
  }

  /** As if the API server were not there. */
  Ran runWithoutCluster(String... words) {
    var nowhere = new ConfigBuilder().withMasterUrl("http://127.0.0.1:1").build();
    return run(ENVIRONMENT, access(() -> ClusterClient.builder(nowhere).build()), words);
  }

  private Ran run(Map<String, String> environment, Access access, String... words) {
    var out = new StringWriter();
    var err = new StringWriter();
    int code =
        Main.commandLine(environment, config -> ExitCode.FAILED, access)
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(words);
    return new Ran(code, out.toString(), err.toString());
  }

  @Override
  public void close() {
    client.close();
    server.close();
    store.close();
    aws.close();
    pods.stop(0);
    timeline.close();
    if (!bugs.isEmpty()) {
      throw new AssertionError("an action of the timeline failed", bugs.peek());
    }
  }

  AwsClients clients() {
    return AwsClients.at(
        aws.endpoint(),
        REGION,
        StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIATEST", "secret")),
        Timeouts.STANDARD,
        "lattice-operator/test");
  }

  /** As the API server has it. */
  Optional<LatticeExport> export(String name) {
    return Optional.ofNullable(
        client.resources(LatticeExport.class).inNamespace("shop").withName(name).get());
  }

  private ClusterSettings settings() {
    return new ClusterSettings(
        new ClusterIdentity(CLUSTER_ID, "alpha"),
        new Place("", REGION),
        VPC,
        List.of(Cidr.parse("10.0.0.0/16")),
        List.of("mesh"),
        null,
        false);
  }

  private SimulatedAws aws(Rigour rigour) {
    var plan =
        new SimulatedAws.Plan(
            Settings.quick(),
            List.of(Vpc.of(VPC, ACCOUNT, REGION, "10.0.0.0/16")),
            0,
            ProxySettings.likely(),
            rigour);
    return SimulatedAws.start(plan, timeline, (ip, port) -> Optional.of(pods.getAddress()));
  }

  private Access access() {
    return access(this::client);
  }

  private Access access(Supplier<KubernetesClient> cluster) {
    return new Access() {
      @Override
      public KubernetesClient cluster(RunConfig.Kubernetes settings) {
        return cluster.get();
      }

      @Override
      public AwsClients aws() {
        return clients();
      }
    };
  }

  private KubernetesClient client() {
    return ClusterClient.builder(Config.fromKubeconfig(server.kubeconfig("test"))).build();
  }

  private static HttpServer pods() {
    try {
      var answering =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      answering.createContext(
          "/",
          exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
          });
      answering.start();
      return answering;
    } catch (IOException refused) {
      throw new UncheckedIOException(refused);
    }
  }
}
