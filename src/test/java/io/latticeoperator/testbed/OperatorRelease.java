package io.latticeoperator.testbed;

import static org.awaitility.Awaitility.await;

import io.latticeoperator.image.BuiltImage;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The operator in a cluster: its chart with its image, under its own service account. */
final class OperatorRelease {
  private static final String NAMESPACE = "lattice-system";
  private static final String NAME = "lattice-operator";
  private static final String CHART =
      Path.of("charts/lattice-operator").toAbsolutePath().toString();
  private static final String LABELS = "app.kubernetes.io/component=operator";
  private static final String DEPLOYMENT = "deployment/" + NAME;
  private static final String PROGRAM = "lattice";
  private static final String TIMEOUT = "--timeout=240s";

  /** Within which another replica leads when one is killed: the lease runs out, and a look. */
  private static final Duration TAKEOVER = Duration.ofSeconds(60);

  private final Cluster cluster;
  private final String values;
  private int revision;

  /**
   * @param vpc that the cluster's pods are in
   * @param aws the endpoint as pods reach it
   * @param policy of an uninstall: {@code retain} or {@code delete}
   */
  OperatorRelease(Cluster cluster, SimulatedLattice.Vpc vpc, URI aws, String policy) {
    this.cluster = cluster;
    this.values =
        """
        image: {tag: %s}
        cluster: {name: %s}
        aws:
          region: %s
          vpcId: %s
          routableCidrs: [%s]
          endpoints: {all: "%s"}
          credentials: {webIdentity: {roleArn: "arn:aws:iam::%s:role/operator"}}
        networks: {default: shop}
        uninstall: {policy: %s}
        """
            .formatted(
                BuiltImage.tag(),
                cluster.name(),
                SimulatedLattice.REGION,
                vpc.id(),
                vpc.block(),
                aws,
                SimulatedLattice.ACCOUNT,
                policy);
  }

  /** Brings the image and a namespace that admits restricted pods only. */
  void prepare() {
    cluster.load(BuiltImage.ARCHIVE);
    cluster.apply(
        """
        apiVersion: v1
        kind: Namespace
        metadata:
          name: %s
          labels: {pod-security.kubernetes.io/enforce: restricted}
        """
            .formatted(NAMESPACE));
  }

  /** Returns when all replicas are ready. */
  void install() {
    helm("install");
  }

  /** Replaces the running operator by another release of it, and returns when that is done. */
  void upgrade() {
    helm("upgrade");
  }

  private void helm(String verb) {
    revision++;
    cluster
        .helm(verb, NAME, CHART, "--namespace", NAMESPACE, "--values", "-", "--wait", TIMEOUT)
        .and("--set-string", "podAnnotations.story=" + revision)
        .reading(values)
        .out();
  }

  /** With the policy that it was installed with. */
  void uninstall() {
    cluster.helm("uninstall", NAME, "--namespace", NAMESPACE, "--wait", "--timeout=6m").out();
  }

  void rolledOut() {
    kubectl("rollout", "status", DEPLOYMENT, TIMEOUT).out();
  }

  /**
   * What {@code kubectl lattice} says: a command of the image, run in one of the operator's pods.
   */
  String lattice(String... words) {
    return cluster.kubectlLattice(words).out();
  }

  /** Kills the one that leads, without a word; returns how long it takes until another leads. */
  Duration killLeader() {
    var holder = holder();
    var leader =
        pods().stream().filter(pod -> holder.startsWith(pod.name() + "_")).findAny().orElseThrow();
    long began = System.nanoTime();
    PodProcess.kill(leader, PROGRAM);
    await().atMost(TAKEOVER).until(() -> !List.of(holder, "").contains(holder()));
    return Duration.ofNanos(System.nanoTime() - began);
  }

  /** Who has the Lease; empty if nobody. */
  private String holder() {
    return cluster.get("lease", NAME, "-n", NAMESPACE).at("/spec/holderIdentity").asText();
  }

  private List<Cluster.Pod> pods() {
    return cluster.pods(NAMESPACE, LABELS);
  }

  /** What it has logged, to be looked at when something is wrong. */
  String log() {
    return kubectl("logs", "-l", LABELS, "--tail", "200", "--prefix").run().out();
  }

  private Command kubectl(String... words) {
    return cluster.kubectl("-n", NAMESPACE).and(words);
  }
}
