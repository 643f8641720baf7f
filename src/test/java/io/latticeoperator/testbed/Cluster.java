package io.latticeoperator.testbed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** A real cluster, spoken to with kubectl and helm. */
final class Cluster {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path BINARIES = Testbed.binaries();

  private final Map<String, String> facts;

  Cluster(Map<String, String> facts) {
    this.facts = Map.copyOf(facts);
  }

  String name() {
    return facts.get("NAME");
  }

  /** The machine's address as pods see it. */
  String machine() {
    return facts.get("MACHINE");
  }

  /** What pods have addresses of. */
  String pods() {
    return facts.get("PODS");
  }

  String secondNode() {
    return name() + "-2";
  }

  Command kubectl(String... words) {
    return Command.of(BINARIES.resolve("kubectl").toString())
        .and(words)
        .with("KUBECONFIG", facts.get("KUBECONFIG"));
  }

  /** kubectl finds its plugins by their names, on the PATH. */
  Command kubectlLattice(String... words) {
    var plugins = Path.of("src/kubectl").toAbsolutePath();
    return kubectl("lattice")
        .and(words)
        .with("PATH", plugins + ":" + BINARIES + ":" + System.getenv("PATH"));
  }

  Command helm(String... words) {
    return Command.of(BINARIES.resolve("helm").toString())
        .and(words)
        .with("KUBECONFIG", facts.get("KUBECONFIG"));
  }

  void apply(String manifests) {
    kubectl("apply", "--server-side", "-f", "-").reading(manifests).out();
  }

  JsonNode get(String... words) {
    try {
      return JSON.readTree(kubectl("get", "-o", "json").and(words).out());
    } catch (JsonProcessingException impossible) {
      throw new AssertionError(impossible);
    }
  }

  /**
   * A pod as it is now.
   *
   * @param ready and not about to end
   */
  record Pod(String name, String uid, String ip, String node, boolean ready) {}

  List<Pod> pods(String namespace, String labels) {
    var items = get("pods", "-n", namespace, "-l", labels).path("items");
    return StreamSupport.stream(items.spliterator(), false).map(Cluster::pod).toList();
  }

  private static Pod pod(JsonNode pod) {
    var conditions = pod.at("/status/conditions");
    boolean ready =
        StreamSupport.stream(conditions.spliterator(), false)
            .anyMatch(
                condition ->
                    condition.path("type").asText().equals("Ready")
                        && condition.path("status").asText().equals("True"));
    return new Pod(
        pod.at("/metadata/name").asText(),
        pod.at("/metadata/uid").asText(),
        pod.at("/status/podIP").asText(),
        pod.at("/spec/nodeName").asText(),
        ready && pod.at("/metadata/deletionTimestamp").isMissingNode());
  }

  /** An image archive into all nodes. */
  void load(Path archive) {
    Testbed.script("load", name(), archive.toString()).out();
  }

  /** The API server answers nobody any more. */
  void pause() {
    Testbed.script("pause", name()).out();
  }

  void resume() {
    Testbed.script("resume", name()).out();
  }
}
