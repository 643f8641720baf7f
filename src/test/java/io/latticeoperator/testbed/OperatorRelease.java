package io.latticeoperator.testbed;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The operator in a cluster, installed under its own service account: from {@code
 * deploy/operator.yaml}, with the places that it says to change.
 */
final class OperatorRelease {
  static final String NAMESPACE = "lattice-system";

  private static final String LABELS = "app.kubernetes.io/name=lattice-operator";
  private static final String DEPLOYMENT = "deployment/lattice-operator";
  private static final String PROGRAM = "java";
  private static final String TIMEOUT = "--timeout=180s";

  private final Cluster cluster;
  private final SimulatedLattice.Vpc vpc;
  private final URI aws;

  /**
   * @param vpc that the cluster's pods are in
   * @param aws the endpoint as pods reach it
   */
  OperatorRelease(Cluster cluster, SimulatedLattice.Vpc vpc, URI aws) {
    this.cluster = cluster;
    this.vpc = vpc;
    this.aws = aws;
  }

  /** Returns when it is ready. */
  void install(Path image) throws IOException {
    cluster.load(image);
    cluster.apply(manifests());
    rolledOut();
  }

  /** Begins to replace the running operator by another release of it. */
  void upgrade() {
    kubectl("set", "env", DEPLOYMENT, "RELEASE=" + System.nanoTime()).out();
  }

  void rolledOut() {
    kubectl("rollout", "status", DEPLOYMENT, TIMEOUT).out();
  }

  /** The operator itself; what it was to make goes first. */
  void uninstall() throws IOException {
    cluster.kubectl("delete", "--wait", TIMEOUT, "-f", "-").reading(manifests()).out();
  }

  /** Kills the one that leads, without a word, and returns when another one is ready. */
  Duration killLeader() {
    var leader = leader();
    long began = System.nanoTime();
    PodProcess.kill(leader, PROGRAM);
    await().until(() -> !leader().ready());
    await().atMost(Duration.ofSeconds(120)).until(() -> leader().ready());
    return Duration.ofNanos(System.nanoTime() - began);
  }

  private Cluster.Pod leader() {
    return cluster.pods(NAMESPACE, LABELS).getFirst();
  }

  /** What it has logged, to be looked at when something is wrong. */
  String log() {
    return kubectl("logs", "-l", LABELS, "--tail", "200", "--prefix").run().out();
  }

  private Command kubectl(String... words) {
    return cluster.kubectl("-n", NAMESPACE).and(words);
  }

  private Map<String, String> settings() {
    var settings = new LinkedHashMap<String, String>();
    settings.put("AWS_REGION", SimulatedLattice.REGION);
    settings.put(
        "AWS_ROLE_ARN", "arn:aws:iam::%s:role/operator".formatted(SimulatedLattice.ACCOUNT));
    settings.put("LATTICE_CLUSTER_NAME", cluster.name());
    settings.put("LATTICE_VPC_ID", vpc.id());
    settings.put("LATTICE_ROUTABLE_CIDRS", vpc.block());
    settings.put("LATTICE_DEFAULT_NETWORK", "shop");
    return settings;
  }

  private String manifests() throws IOException {
    var manifests = Files.readString(Path.of("deploy/operator.yaml"));
    for (var setting : settings().entrySet()) {
      var place = "- name: %s\n          value: CHANGE_ME".formatted(setting.getKey());
      if (!manifests.contains(place)) {
        throw new AssertionError("deploy/operator.yaml has no place for " + setting.getKey());
      }
      manifests = manifests.replace(place, variable(setting.getKey(), setting.getValue()));
    }
    return manifests
        .replace(
            "        env:\n",
            "        env:\n        %s\n        %s\n"
                .formatted(
                    variable("AWS_ENDPOINT_URL", aws.toString()),
                    variable("LATTICE_HEALTH_ADDRESS", "0.0.0.0")))
        .replace("        args: [run]", "        imagePullPolicy: Never\n        args: [run]");
  }

  private static String variable(String name, String value) {
    return "- name: %s\n          value: \"%s\"".formatted(name, value);
  }
}
