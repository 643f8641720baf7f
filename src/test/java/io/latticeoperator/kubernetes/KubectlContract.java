package io.latticeoperator.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stock kubectl against a server. */
abstract class KubectlContract {
  private static final String DEPLOYMENT =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web, labels: {app: web}}
      spec:
        replicas: 3
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec:
            containers:
            - {name: web, image: "web:v1", ports: [{containerPort: 8080}]}
      """;

  private static final String DEFINITION =
      """
      apiVersion: apiextensions.k8s.io/v1
      kind: CustomResourceDefinition
      metadata: {name: widgets.example.io}
      spec:
        group: example.io
        scope: Namespaced
        names: {plural: widgets, kind: Widget, shortNames: [wd]}
        versions:
        - name: v1
          served: true
          storage: true
          additionalPrinterColumns:
          - {name: Port, type: integer, jsonPath: .spec.port}
          schema:
            openAPIV3Schema:
              type: object
              properties:
                spec: {type: object, properties: {port: {type: integer}}}
      """;

  private static final String WIDGET =
      """
      apiVersion: example.io/v1
      kind: Widget
      metadata: {name: one}
      spec: {port: 80}
      """;

  private final Kubernetes kubernetes;
  private TestCluster cluster;
  @TempDir private Path home = Path.of("");

  KubectlContract(Kubernetes kubernetes) {
    this.kubernetes = kubernetes;
  }

  @BeforeEach
  void open() throws IOException {
    var path = System.getenv().getOrDefault("PATH", "");
    assumeTrue(
        Arrays.stream(path.split(File.pathSeparator))
            .anyMatch(directory -> Files.isExecutable(Path.of(directory, "kubectl"))),
        "kubectl is not on the PATH");
    cluster = kubernetes.open(List.of());
    Files.writeString(home.resolve("config"), cluster.access().kubeconfig());
  }

  @AfterEach
  void close() {
    cluster.close();
  }

  private String kubectl(String input, String... arguments) {
    try {
      var command = new ArrayList<>(List.of("kubectl", "--request-timeout=20s"));
      command.addAll(Arrays.asList(arguments));
      var builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().put("KUBECONFIG", home.resolve("config").toString());
      builder.environment().put("HOME", home.toString());
      var process = builder.start();
      try (var in = process.getOutputStream()) {
        in.write(input.getBytes(UTF_8));
      }
      var output = new String(process.getInputStream().readAllBytes(), UTF_8);
      assertTrue(process.waitFor(30, TimeUnit.SECONDS));
      return output.strip().replaceAll("[ \t]+", " ");
    } catch (IOException | InterruptedException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static void says(String expected, String output) {
    assertTrue(output.contains(expected), output);
  }

  @Test
  void aDeploymentIsAppliedChangedAndDeleted() {
    says("deployment.apps/web created", kubectl(DEPLOYMENT, "apply", "-f", "-"));
    says("deployment.apps/web unchanged", kubectl(DEPLOYMENT, "apply", "-f", "-"));
    says(
        "deployment.apps/web configured",
        kubectl(DEPLOYMENT.replace("v1\"", "v2\""), "apply", "-f", "-"));
    says("web:v2", kubectl("", "get", "deploy", "-o", "wide"));
    says("scaled", kubectl("", "scale", "deploy/web", "--replicas=5"));
    says("annotated", kubectl("", "annotate", "deploy", "web", "example.io/a=b"));
    says("labeled", kubectl("", "label", "deploy", "web", "tier=front"));
    says("web 0/5", kubectl("", "get", "deploy", "-l", "tier=front"));
    says("Replicas: 5 desired", kubectl("", "describe", "deploy", "web"));
    says("deleted", kubectl("", "delete", "deploy", "web"));
    says("No resources found", kubectl("", "get", "deploy"));
  }

  @Test
  void allKindsOfPatchAreUnderstood() {
    kubectl(DEPLOYMENT, "apply", "--server-side", "-f", "-");
    kubectl("", "patch", "deploy", "web", "--type=merge", "-p", "{\"spec\":{\"replicas\":4}}");
    says("web 0/4", kubectl("", "get", "deploy"));
    kubectl(
        "",
        "patch",
        "deploy",
        "web",
        "--type=json",
        "-p",
        "[{\"op\":\"replace\",\"path\":\"/spec/replicas\",\"value\":6}]");
    says("web 0/6", kubectl("", "get", "deploy"));
    kubectl(
        "",
        "patch",
        "deploy",
        "web",
        "-p",
        "{\"spec\":{\"template\":{\"spec\":{\"containers\":[{\"name\":\"b\",\"image\":\"b\"}]}}}}");
    says("b,web", kubectl("", "get", "deploy", "-o", "wide"));
    says("conflict with", kubectl(DEPLOYMENT, "apply", "--server-side", "-f", "-"));
    says(
        "serverside-applied",
        kubectl(DEPLOYMENT, "apply", "--server-side", "--force-conflicts", "-f", "-"));
    says("web 0/3", kubectl("", "get", "deploy"));
  }

  @Test
  void aCustomResourceHasItsShortNameAndColumns() {
    kubectl(DEFINITION, "apply", "-f", "-");
    says(
        "condition met",
        kubectl("", "wait", "--for=condition=Established", "crd/widgets.example.io"));
    says("widget.example.io/one created", kubectl(WIDGET, "apply", "-f", "-"));
    says("NAME PORT\none 80", kubectl("", "get", "wd"));
    says(
        "unknown field \"spec.prot\"", kubectl(WIDGET.replace("port", "prot"), "apply", "-f", "-"));
  }

  @Test
  void whatCreateCommandsSendIsUnderstood() {
    says("created", kubectl("", "create", "namespace", "shop"));
    says("created", kubectl("", "create", "configmap", "a", "--from-literal=x=y", "-n", "shop"));
    says("created", kubectl("", "create", "secret", "generic", "s", "--from-literal=p=q"));
    assertEquals("cQ==", kubectl("", "get", "secret", "s", "-o", "jsonpath={.data.p}"));
    says("created", kubectl("", "create", "deployment", "d", "--image=web:1", "--replicas=2"));
    says("d 0/2", kubectl("", "get", "deploy"));
    says("shop a 1", kubectl("", "get", "configmaps", "-A"));
    says("deleted", kubectl("", "delete", "namespace", "shop", "--wait=false"));
  }

  @Test
  void eventsAreListed() {
    var event =
        """
        apiVersion: v1
        kind: Event
        metadata: {name: e1}
        involvedObject: {apiVersion: v1, kind: Service, name: web, namespace: default}
        reason: BadValue
        message: no such port
        type: Warning
        """;
    kubectl(event, "create", "-f", "-");
    says("Warning BadValue service/web no such port", kubectl("", "get", "events"));
  }

  @Test
  void explainReadsTheSchema() {
    kubectl(DEFINITION, "apply", "-f", "-");
    kubectl("", "wait", "--for=condition=Established", "crd/widgets.example.io");
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> says("port <integer>", kubectl("", "explain", "widgets.spec")));
    says("clusterIP <string>", kubectl("", "explain", "service.spec"));
  }

  @Test
  void whatOneMayDoIsAsked() {
    says("yes", kubectl("", "auth", "can-i", "list", "services"));
    says("yes", kubectl("", "auth", "can-i", "patch", "widgets.example.io/status"));
  }

  @Test
  void aTokenIsMadeForAServiceAccount() {
    says("created", kubectl("", "create", "serviceaccount", "robot"));
    assertEquals(3, kubectl("", "create", "token", "robot").split("\\.", -1).length);
  }

  @Test
  void waitingForAFieldEnds() {
    kubectl("", "create", "configmap", "a", "--from-literal=x=y");
    says(
        "condition met",
        kubectl("", "wait", "--for=jsonpath={.data.x}=y", "configmap/a", "--timeout=10s"));
  }
}
