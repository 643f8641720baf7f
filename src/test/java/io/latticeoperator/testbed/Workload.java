package io.latticeoperator.testbed;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * An application in a cluster: a Deployment of echo pods with the settings that the README advises
 * for rollouts without a failed request, and its Service.
 */
final class Workload {
  static final String NAMESPACE = "shop";

  private static final String LABELS = "app=checkout";
  private static final String DEPLOYMENT = "deployment/checkout";
  private static final String PROGRAM = "echo";
  private static final int PORT = 8080;
  private static final String TIMEOUT = "--timeout=180s";

  /** At least the data plane's lag, which is 2 s, and a health check. */
  private static final int MIN_READY_SECONDS = 4;

  /** At least the lag and the time in which another operator takes over. */
  private static final int PRE_STOP_SECONDS = 30;

  private static final int GRACE_SECONDS = 45;

  private final Cluster cluster;

  Workload(Cluster cluster) {
    this.cluster = cluster;
  }

  void deploy(int replicas) {
    cluster.apply(
        """
        apiVersion: v1
        kind: Namespace
        metadata: {name: %1$s}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: checkout, namespace: %1$s}
        spec:
          replicas: %2$d
          minReadySeconds: %3$d
          strategy: {rollingUpdate: {maxUnavailable: 0, maxSurge: 1}}
          selector: {matchLabels: {app: checkout}}
          template:
            metadata: {labels: {app: checkout}}
            spec:
              terminationGracePeriodSeconds: %5$d
              topologySpreadConstraints:
              - maxSkew: 1
                topologyKey: kubernetes.io/hostname
                whenUnsatisfiable: ScheduleAnyway
                labelSelector: {matchLabels: {app: checkout}}
              containers:
              - name: echo
                image: docker.io/testbed/echo:1
                imagePullPolicy: Never
                env: [{name: VERSION, value: v1}]
                ports: [{containerPort: %6$d}]
                readinessProbe: {httpGet: {path: /ready, port: %6$d}, periodSeconds: 1, failureThreshold: 2}
                lifecycle: {preStop: {sleep: {seconds: %4$d}}}
        ---
        apiVersion: policy/v1
        kind: PodDisruptionBudget
        metadata: {name: checkout, namespace: %1$s}
        spec: {maxUnavailable: 1, selector: {matchLabels: {app: checkout}}}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: checkout, namespace: %1$s}
        spec: {selector: {app: checkout}, ports: [{port: 80, targetPort: %6$d}]}
        """
            .formatted(
                NAMESPACE, replicas, MIN_READY_SECONDS, PRE_STOP_SECONDS, GRACE_SECONDS, PORT));
    rolledOut();
  }

  void export() {
    kubectl("annotate", "service", "checkout", "latticeoperator.io/export=true").out();
    awaitReady();
  }

  /** Waits until AWS has what the export asks for. */
  void awaitReady() {
    await()
        .untilAsserted(
            () -> kubectl("wait", "lex/checkout", "--for=condition=Ready", TIMEOUT).out());
  }

  /** Waits until nothing of the export is left. */
  void awaitWithdrawn() {
    kubectl("wait", "lex/checkout", "--for=delete", TIMEOUT).out();
  }

  /** Takes the pods away at once: nobody calls them any more. The Service stays. */
  void end() {
    kubectl("delete", DEPLOYMENT).out();
    kubectl("delete", "pods", "--all", "--grace-period=0", "--force").out();
  }

  /** Of the Lattice service, once there is one. */
  String dnsName() {
    return cluster.get("lex", "checkout", "-n", NAMESPACE).at("/status/dnsName").asText();
  }

  void scale(int replicas) {
    kubectl("scale", DEPLOYMENT, "--replicas=" + replicas).out();
    rolledOut();
  }

  /** Begins a rolling update. */
  void update(String version) {
    kubectl("set", "env", DEPLOYMENT, "VERSION=" + version).out();
  }

  void rolledOut() {
    kubectl("rollout", "status", DEPLOYMENT, TIMEOUT).out();
  }

  /** How many pods of the newest version are ready. */
  int updated() {
    return cluster.get(DEPLOYMENT, "-n", NAMESPACE).at("/status/updatedReplicas").asInt();
  }

  /** Whether as many pods are ready as are wanted. */
  boolean complete() {
    var deployment = cluster.get(DEPLOYMENT, "-n", NAMESPACE);
    int wanted = deployment.at("/spec/replicas").asInt();
    return deployment.at("/status/readyReplicas").asInt() == wanted && readyPods().size() == wanted;
  }

  List<Cluster.Pod> readyPods() {
    return cluster.pods(NAMESPACE, LABELS).stream().filter(Cluster.Pod::ready).toList();
  }

  /** Addresses of the pods that Lattice should send to. */
  Set<String> addresses() {
    return readyPods().stream().map(Cluster.Pod::ip).collect(Collectors.toCollection(TreeSet::new));
  }

  /** Makes a pod's readiness probe fail or succeed; it goes on answering requests. */
  void ready(Cluster.Pod pod, boolean ready) {
    var url = "http://%s:%d/ready/%b".formatted(pod.ip(), PORT, ready);
    Command.of("curl", "-sSf", "-m", "5", "-X", "POST", url).out();
  }

  /** Removes a pod without a grace period: Kubernetes says so when it is already done. */
  void deleteAtOnce(Cluster.Pod pod) {
    kubectl("delete", "pod", pod.name(), "--grace-period=0", "--force").out();
  }

  /** Whether there is anybody at a pod's address. */
  boolean answers(Cluster.Pod pod) {
    var url = "http://%s:%d/ready".formatted(pod.ip(), PORT);
    return Command.of("curl", "-sS", "-m", "1", url).run().code() == 0;
  }

  /** Waits until no pod is about to end. */
  void awaitNoneEnding() {
    await()
        .atMost(ending())
        .until(() -> cluster.pods(NAMESPACE, LABELS).stream().allMatch(Cluster.Pod::ready));
  }

  /** Kills a pod's program: nobody is told. */
  void kill(Cluster.Pod pod) {
    PodProcess.kill(pod, PROGRAM);
  }

  Command kubectl(String... words) {
    return cluster.kubectl("-n", NAMESPACE).and(words);
  }

  /** Longer than any pod needs to end. */
  private static Duration ending() {
    return Duration.ofSeconds(GRACE_SECONDS + 15);
  }
}
