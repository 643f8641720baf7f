package io.latticeoperator.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.deploy.Chart.Rendered;
import io.latticeoperator.kubernetes.RealApiServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the chart renders, as a real API server sees it: fields, names and admission are checked,
 * and nothing is stored. Pods are tried in a namespace that enforces the level restricted.
 */
@Tag("helm")
@Tag("api-server")
class ChartApiServerTest {
  /** Of an operator that need not be there. */
  private static final Set<String> FOREIGN =
      Set.of("ServiceMonitor", "PodMonitor", "PrometheusRule");

  private static final String THERE =
      """
      apiVersion: v1
      kind: Namespace
      metadata: {name: lattice-system, labels: {pod-security.kubernetes.io/enforce: restricted}}
      ---
      {apiVersion: v1, kind: Namespace, metadata: {name: shop}}
      ---
      {apiVersion: v1, kind: Namespace, metadata: {name: payments}}
      ---
      {apiVersion: v1, kind: Namespace, metadata: {name: monitoring}}
      ---
      {apiVersion: node.k8s.io/v1, kind: RuntimeClass, metadata: {name: gvisor}, handler: runsc}
      """;

  private final RealApiServer server = RealApiServer.shared();

  @TempDir private Path folder;

  private record Ran(int code, String said) {}

  @BeforeEach
  void namespaces() throws IOException, InterruptedException {
    server.wipe();
    var made = kubectl(THERE, "create");
    assertEquals(0, made.code(), made.said());
  }

  @TestFactory
  Stream<DynamicTest> everyRenderingIsTaken() {
    var cases =
        Chart.read(ChartRenderingTest.CASES.resolve("cases.yaml"))
            .valueStream()
            .map(
                each ->
                    DynamicTest.dynamicTest(
                        each.path("name").asText(), () -> taken(ChartRenderingTest.values(each))));
    var wholes =
        Stream.of("usual", "namespaced", "everything")
            .map(
                name -> DynamicTest.dynamicTest(name, () -> taken(ChartRenderingTest.whole(name))));
    return Stream.concat(wholes, cases);
  }

  @Test
  void aPodThatAsksForMoreIsRefused() throws IOException, InterruptedException {
    var pods = pods(Chart.objects(Chart.NEEDED, "hostNetwork: true")).getFirst();
    var ran = kubectl(pods, "create", "--dry-run=server");
    assertTrue(ran.code() != 0 && ran.said().contains("violates PodSecurity"), ran.said());
  }

  @Test
  void theManifestIsTaken() throws IOException, InterruptedException {
    var ran =
        kubectl(
            Files.readString(Path.of("deploy/operator.yaml")),
            "apply",
            "--server-side",
            "--dry-run=server");
    assertEquals(0, ran.code(), ran.said());
    assertTrue(!ran.said().contains("Warning"), ran.said());
  }

  @Test
  void definitionsAreNotDeletedByTheWay() throws IOException, InterruptedException {
    var kinds =
        Set.of(
            "CustomResourceDefinition",
            "ValidatingAdmissionPolicy",
            "ValidatingAdmissionPolicyBinding");
    var objects =
        Chart.objects(Chart.NEEDED).stream().filter(it -> kinds.contains(it.kind())).toList();
    var documents = documents(objects);
    var made = kubectl(documents, "apply", "--server-side", "--force-conflicts");
    assertEquals(0, made.code(), made.said());
    var definition =
        documents(
            objects.stream()
                .filter(it -> it.name().equals("latticeexports.latticeoperator.io"))
                .toList());
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                kubectl(definition, "delete", "--dry-run=server")
                    .said()
                    .contains("every LatticeExport and LatticeNetwork would be deleted"));
  }

  private static String documents(List<Rendered> objects) throws IOException {
    var documents = new StringBuilder();
    for (var object : objects) {
      documents.append("---\n").append(Chart.YAML.writeValueAsString(object.object()));
    }
    return documents.toString();
  }

  private void taken(String values) throws IOException, InterruptedException {
    var objects =
        Chart.objects(Chart.NEEDED, values).stream()
            .filter(it -> !FOREIGN.contains(it.kind()))
            .toList();
    var ran =
        kubectl(
            documents(objects), "apply", "--server-side", "--force-conflicts", "--dry-run=server");
    assertEquals(0, ran.code(), ran.said());
    // containers of others, and hosts' networks, pass or do not as they are
    if (!values.contains("hostNetwork") && !values.contains("extraContainers")) {
      assertTrue(!ran.said().contains("Warning"), ran.said());
      for (var pod : pods(objects)) {
        var made = kubectl(pod, "create", "--dry-run=server");
        assertEquals(0, made.code(), made.said());
      }
    }
  }

  /** The pods that its Deployment and Job would make. */
  private static List<String> pods(List<Rendered> objects) throws IOException {
    var pods = new ArrayList<String>();
    for (var template : Chart.pods(objects).toList()) {
      var pod = Chart.YAML.createObjectNode().put("apiVersion", "v1").put("kind", "Pod");
      ObjectNode metadata = pod.putObject("metadata").put("generateName", "pod-");
      metadata.put("namespace", "lattice-system");
      metadata.set("labels", template.at("/metadata/labels"));
      JsonNode spec = template.path("spec");
      pod.set("spec", spec);
      pods.add(Chart.YAML.writeValueAsString(pod));
    }
    return pods;
  }

  private Ran kubectl(String documents, String... words) throws IOException, InterruptedException {
    var kubeconfig = folder.resolve("kubeconfig");
    Files.writeString(kubeconfig, server.access().kubeconfig());
    var input = Files.writeString(folder.resolve("input.yaml"), documents);
    var said = folder.resolve("said");
    var command = new ArrayList<>(List.of("kubectl", "--kubeconfig", kubeconfig.toString()));
    command.addAll(List.of(words));
    command.addAll(List.of("-f", input.toString()));
    var process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    return new Ran(process.exitValue(), Files.readString(said));
  }
}
