package io.latticeoperator.app;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.latticeoperator.app.simulator.SimulatedAws;
import io.latticeoperator.kubernetes.MortalApi;
import io.latticeoperator.simulator.aws.Vpc;
import io.latticeoperator.simulator.dataplane.ProxySettings;
import io.latticeoperator.simulator.lattice.Settings;
import io.latticeoperator.time.RealTimeline;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code lattice run} as in a Pod, with the rights of the manifest. Its tokens are bound to
 * Secrets: deleting one makes the API server refuse the token as it does one that has expired.
 */
@Tag("api-server")
@Tag("slow")
class ServiceAccountTokenTest {
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final String VPC = "vpc-0123456789abcdef0";
  private static final Set<String> NEEDED =
      Set.of(
          "Namespace",
          "ServiceAccount",
          "ClusterRole",
          "ClusterRoleBinding",
          "Role",
          "RoleBinding");

  private static final Pattern HEALTH = Pattern.compile("health on port (\\d+)");

  @TempDir private Path folder;
  private final ConcurrentLinkedQueue<Throwable> bugs = new ConcurrentLinkedQueue<>();

  @Test
  void theTokenInTheFileIsTheOneInUse() throws IOException, InterruptedException {
    try (var timeline = new RealTimeline("aws", bugs::add);
        var api = MortalApi.REAL.get();
        var aws = aws(timeline)) {
      var admin = api.admin();
      grant(admin);
      var first = token(admin, "first");
      put(first);
      try (var operator = LatticeChild.start(folder, environment(api, aws), "run")) {
        apply(admin, NETWORK);
        apply(admin, SERVICE);
        pod(admin, "10.1.0.1");
        registers(aws, operator, "10.1.0.1");

        // the kubelet has put a new one there, and the old one has expired
        var second = token(admin, "second");
        put(second);
        expire(admin, "first", first);
        pod(admin, "10.1.0.2");
        registers(aws, operator, "10.1.0.1", "10.1.0.2");
        api.wire().reset();
        pod(admin, "10.1.0.3");
        registers(aws, operator, "10.1.0.1", "10.1.0.2", "10.1.0.3");

        // there is no new one
        expire(admin, "second", second);
        api.wire().reset();
        pod(admin, "10.1.0.4");
        within(BOUND).until(() -> operator.said().contains("nothing heard for"));
        assertTrue(operator.said().contains("Unauthorized"), operator::said);
        assertEquals(3, registered(aws).size());
        // a restart would help nobody, and a place behind a load balancer is not what readiness is
        // for
        assertEquals(200, ask(operator, "/healthz").statusCode());
        assertEquals(200, ask(operator, "/readyz").statusCode());
        assertEquals(
            6,
            ask(operator, "/metrics")
                .body()
                .lines()
                .filter(
                    line -> line.startsWith("lattice_operator_watch_current_timestamp_seconds{"))
                .count());

        put(token(admin, "third"));
        registers(aws, operator, "10.1.0.1", "10.1.0.2", "10.1.0.3", "10.1.0.4");
        within(BOUND).until(() -> operator.said().contains("up to date again"));
        assertEquals(
            0,
            aws.lattice().journal().count(0, call -> call.operation().equals("DeregisterTargets")));
      }
    }
    assertEquals(List.of(), List.copyOf(bugs));
  }

  private static final String NETWORK =
      """
      apiVersion: latticeoperator.io/v1alpha1
      kind: LatticeNetwork
      metadata: {name: mesh}
      spec: {default: true}
      """;

  private static final String SERVICE =
      """
      apiVersion: v1
      kind: Service
      metadata:
        name: checkout
        namespace: default
        annotations: {latticeoperator.io/export: "true"}
      spec:
        selector: {app: checkout}
        ports: [{name: http, port: 80, targetPort: 8080}]
      """;

  private static void pod(KubernetesClient admin, String ip) {
    apply(
        admin,
        """
        apiVersion: discovery.k8s.io/v1
        kind: EndpointSlice
        metadata:
          name: checkout-%1$s
          namespace: default
          labels:
            kubernetes.io/service-name: checkout
            endpointslice.kubernetes.io/managed-by: endpointslice-controller.k8s.io
        addressType: IPv4
        ports: [{name: http, port: 8080, protocol: TCP}]
        endpoints:
        - addresses: [%1$s]
          conditions: {ready: true, serving: true, terminating: false}
          targetRef: {kind: Pod, namespace: default, name: checkout-%1$s, uid: uid-%1$s}
        """
            .formatted(ip));
  }

  private static void apply(KubernetesClient admin, String yaml) {
    HasMetadata object = admin.getKubernetesSerialization().unmarshal(yaml);
    admin.resource(object).fieldManager("test").forceConflicts().serverSideApply();
  }

  /** What the manifest grants. */
  private static void grant(KubernetesClient admin) throws IOException {
    for (var document : Files.readString(Path.of("deploy/operator.yaml")).split("\n---\n")) {
      if (NEEDED.stream().anyMatch(kind -> document.contains("\nkind: " + kind + "\n"))) {
        apply(admin, document);
      }
    }
  }

  /** One that is good until {@link #expire} or for an hour. */
  private static String token(KubernetesClient admin, String name) {
    var secret =
        admin
            .resource(
                new SecretBuilder()
                    .withNewMetadata()
                    .withName(name)
                    .withNamespace("lattice-system")
                    .endMetadata()
                    .build())
            .create();
    return admin
        .serviceAccounts()
        .inNamespace("lattice-system")
        .withName("lattice-operator")
        .tokenRequest(
            new TokenRequestBuilder()
                .withNewSpec()
                .withNewBoundObjectRef("v1", "Secret", name, secret.getMetadata().getUid())
                .endSpec()
                .build())
        .getStatus()
        .getToken();
  }

  /** Returns once the API server, which remembers for some seconds, refuses it. */
  private static void expire(KubernetesClient admin, String name, String token) {
    admin.secrets().inNamespace("lattice-system").withName(name).delete();
    var review = new TokenReviewBuilder().withNewSpec().withToken(token).endSpec().build();
    within(BOUND)
        .until(
            () ->
                !Boolean.TRUE.equals(
                    admin.resource(review).create().getStatus().getAuthenticated()));
  }

  /** As the kubelet does it: at once. */
  private void put(String token) throws IOException {
    var fresh = Files.writeString(folder.resolve("token.new"), token);
    Files.move(fresh, folder.resolve("token"), StandardCopyOption.ATOMIC_MOVE);
  }

  private Map<String, String> environment(MortalApi api, SimulatedAws aws) throws IOException {
    var authority = folder.resolve("ca.crt");
    Files.write(authority, Base64.getDecoder().decode(api.config().getCaCertData()));
    return Map.ofEntries(
        Map.entry("KUBECONFIG", folder.resolve("none").toString()),
        Map.entry("KUBERNETES_SERVICE_HOST", "127.0.0.1"),
        Map.entry("KUBERNETES_SERVICE_PORT", String.valueOf(api.wire().port())),
        Map.entry("KUBERNETES_CERTS_CA_FILE", authority.toString()),
        Map.entry("KUBERNETES_AUTH_SERVICEACCOUNT_TOKEN", folder.resolve("token").toString()),
        Map.entry("AWS_ENDPOINT_URL", aws.endpoint().toString()),
        Map.entry("AWS_REGION", "eu-west-1"),
        Map.entry("AWS_ACCESS_KEY_ID", "AKIATEST"),
        Map.entry("AWS_SECRET_ACCESS_KEY", "secret"),
        Map.entry("LATTICE_CLUSTER_NAME", "alpha"),
        Map.entry("LATTICE_VPC_ID", VPC),
        Map.entry("LATTICE_ROUTABLE_CIDRS", "10.1.0.0/16"),
        Map.entry("LATTICE_HEALTH_PORT", "0"));
  }

  private static SimulatedAws aws(RealTimeline timeline) {
    return SimulatedAws.start(
        new SimulatedAws.Plan(
            Settings.quick(),
            List.of(Vpc.of(VPC, Settings.quick().account(), "eu-west-1", "10.1.0.0/16")),
            0,
            ProxySettings.likely()),
        timeline,
        (ip, port) -> Optional.empty());
  }

  private static HttpResponse<String> ask(LatticeChild operator, String path)
      throws IOException, InterruptedException {
    var port = HEALTH.matcher(operator.said());
    assertTrue(port.find(), operator::said);
    try (var http = HttpClient.newHttpClient()) {
      return http.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port.group(1) + path)).build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }

  private static void registers(SimulatedAws aws, LatticeChild operator, String... ips) {
    within(BOUND)
        .failFast(() -> operator.said().contains("cannot start"))
        .untilAsserted(() -> assertEquals(Set.of(ips), registered(aws), operator::said));
  }

  private static Set<String> registered(SimulatedAws aws) {
    return aws.lattice().view().targets().values().stream()
        .flatMap(Collection::stream)
        .map(target -> target.key().id())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static ConditionFactory within(Duration limit) {
    return await().atMost(limit).pollInterval(Duration.ofMillis(100));
  }
}
