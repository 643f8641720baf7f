package io.latticeoperator.testbed;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/** What happens to the services of a {@link Stage} while they are called. */
final class Story {
  static final int REPLICAS = 4;
  private static final int MORE = 6;

  /** Within which everything has to be right again after anything. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Least time after which Kubernetes doubts a node that it has not heard of. */
  private static final Duration NODE_GRACE = Duration.ofSeconds(40);

  private static final Duration LONGEST_REACTION = Duration.ofSeconds(5);

  private final Stage stage;
  private final Pace pace;
  private final Report report;
  private int version = 1;

  Story(Stage stage, Pace pace, Report report) {
    this.stage = stage;
    this.pace = pace;
    this.report = report;
  }

  /** The body of a step; returns figures worth telling. */
  @FunctionalInterface
  private interface Body {
    String play() throws Exception;
  }

  void play() throws Exception {
    stage.callers().call(stage.alpha().dnsName(), pace.rate());
    stage.callers().call(stage.beta().dnsName(), pace.rate());
    for (int round = 1; round == 1 || report.requests() < pace.requests(); round++) {
      play(round == 1 ? "" : ", round " + round);
    }
  }

  private void play(String round) throws Exception {
    announced("scale from 4 to 6 and back" + round, this::scale);
    announced("rolling update in both clusters" + round, this::update);
    announced("drain a node" + round, this::drain);
    announced("one pod's readiness fails" + round, this::unready);
    announced("all pods' readiness fails at once" + round, this::allUnready);
    unannounced("delete a pod with grace period 0" + round, this::deleteAtOnce);
    unannounced("kill -9 of a pod's process" + round, this::killPod);
    announced("kill -9 of the leading operator in a rolling update" + round, this::killLeader);
    announced("the API server answers nobody" + round, this::freeze);
    announced("helm upgrade of the operator in a rolling update" + round, this::upgrade);
    announced("helm uninstall (retain) of the operator, helm install" + round, this::reinstall);
  }

  private void announced(String title, Body body) throws Exception {
    step(title, true, body);
  }

  /** Nothing else may be under way, for what fails would be taken for this step's. */
  private void unannounced(String title, Body body) throws Exception {
    stage.alpha().awaitNoneEnding();
    stage.beta().awaitNoneEnding();
    step(title, false, body);
  }

  private void step(String title, boolean announced, Body body) throws Exception {
    Stage.say(title);
    long began = System.nanoTime();
    stage.callers().begin(title);
    var note = body.play();
    targetsAreThePods();
    var count = stage.callers().end(title);
    double seconds = Duration.ofNanos(System.nanoTime() - began).toMillis() / 1000.0;
    report.add(new Report.Line(count, announced, seconds, note));
    System.out.printf("  %s %s%n", count, note);
  }

  private void targetsAreThePods() {
    targetsAreThePods(stage.alpha());
    targetsAreThePods(stage.beta());
  }

  private void targetsAreThePods(Workload workload) {
    await(workload + ": all pods are ready").atMost(PATIENCE).until(workload::complete);
    await(workload + ": targets are the ready pods")
        .atMost(PATIENCE)
        .untilAsserted(() -> assertEquals(workload.addresses(), stage.healthyTargets(workload)));
  }

  private String scale() {
    var alpha = stage.alpha();
    alpha.scale(MORE);
    targetsAreThePods(alpha);
    alpha.scale(REPLICAS);
    return "";
  }

  private String update() {
    var next = beginUpdate(stage.alpha());
    stage.beta().update(next);
    stage.alpha().rolledOut();
    stage.beta().rolledOut();
    return "";
  }

  private String beginUpdate(Workload workload) {
    version++;
    workload.update("v" + version);
    return "v" + version;
  }

  private String drain() {
    var cluster = stage.alphaCluster();
    var node = cluster.secondNode();
    long there = stage.alpha().readyPods().stream().filter(pod -> pod.node().equals(node)).count();
    assertTrue(there > 0, "no pod is on " + node);
    cluster.kubectl("drain", node, "--ignore-daemonsets", "--delete-emptydir-data").out();
    targetsAreThePods(stage.alpha());
    cluster.kubectl("uncordon", node).out();
    return there + " pods moved";
  }

  private String unready() {
    var alpha = stage.alpha();
    var pod = alpha.readyPods().getFirst();
    alpha.ready(pod, false);
    await().atMost(PATIENCE).until(() -> !stage.targets(alpha).contains(pod.ip()));
    alpha.ready(pod, true);
    return "";
  }

  /** Nothing shows that the pods are gone: that is what a broken network path looks like. */
  private String allUnready() {
    var alpha = stage.alpha();
    var pods = alpha.readyPods();
    var before = stage.targets(alpha);
    pods.forEach(pod -> alpha.ready(pod, false));
    await().atMost(PATIENCE).until(() -> alpha.readyPods().isEmpty());
    await().during(LONGEST_REACTION).until(() -> !stage.targets(alpha).isEmpty());
    var left = stage.targets(alpha);
    pods.forEach(pod -> alpha.ready(pod, true));
    return "%d of %d targets stayed".formatted(left.size(), before.size());
  }

  private String deleteAtOnce() {
    var alpha = stage.alpha();
    var pod = alpha.readyPods().getFirst();
    long began = System.nanoTime();
    alpha.deleteAtOnce(pod);
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> !stage.targets(alpha).contains(pod.ip()));
    double deregistered = seconds(began);
    await().atMost(PATIENCE).until(() -> !alpha.answers(pod));
    double gone = seconds(began);
    obeyed();
    return "deregistered after %.1f s, gone after %.1f s".formatted(deregistered, gone);
  }

  private String killPod() {
    var alpha = stage.alpha();
    var pod = alpha.readyPods().getFirst();
    long began = System.nanoTime();
    alpha.kill(pod);
    // The container is started again in place: the pod may be back before anybody has noticed.
    await().atMost(PATIENCE).until(() -> alpha.addresses().contains(pod.ip()));
    double back = seconds(began);
    obeyed();
    return "back after %.1f s".formatted(back);
  }

  /** Waits until the data plane has heard of everything. */
  private static void obeyed() {
    await().pollDelay(SimulatedLattice.LAG.plusSeconds(1)).until(() -> true);
  }

  private String killLeader() {
    beginUpdate(stage.alpha());
    await().atMost(PATIENCE).until(() -> stage.alpha().updated() > 0);
    var took = stage.operatorOfAlpha().killLeader();
    stage.alpha().rolledOut();
    stage.operatorOfAlpha().rolledOut();
    return "another leads after %.1f s".formatted(took.toMillis() / 1000.0);
  }

  private String freeze() {
    var cluster = stage.alphaCluster();
    long from = stage.aws().next();
    cluster.pause();
    try {
      await()
          .atMost(pace.freeze().plus(PATIENCE))
          .during(pace.freeze())
          .until(() -> stage.aws().calls("DeregisterTargets", from).isEmpty());
    } finally {
      cluster.resume();
    }
    long began = System.nanoTime();
    stage.alpha().scale(REPLICAS + 1);
    targetsAreThePods(stage.alpha());
    double recovered = seconds(began);
    // Nodes that could not renew their leases for 50 s are called not ready, and their pods with
    // them.
    int doubted = stage.aws().calls("DeregisterTargets", from).size();
    assertTrue(doubted == 0 || pace.freeze().compareTo(NODE_GRACE) >= 0, "deregistered");
    stage.alpha().scale(REPLICAS);
    return "%d s; a new pod was a target %.1f s later; %d deregistrations for nodes in doubt"
        .formatted(pace.freeze().toSeconds(), recovered, doubted);
  }

  private String upgrade() {
    beginUpdate(stage.alpha());
    stage.operatorOfAlpha().upgrade();
    stage.alpha().rolledOut();
    return "";
  }

  /** Nobody is there meanwhile: what is registered stays, and is taken over without a change. */
  private String reinstall() {
    var alpha = stage.alpha();
    alpha.awaitNoneEnding();
    targetsAreThePods(alpha);
    long from = stage.aws().next();
    long began = System.nanoTime();
    stage.operatorOfAlpha().uninstall();
    stage.operatorOfAlpha().install();
    double away = seconds(began);
    alpha.awaitReady();
    assertEquals(List.of(), stage.aws().calls("RegisterTargets", from));
    assertEquals(List.of(), stage.aws().calls("DeregisterTargets", from));
    alpha.scale(REPLICAS + 1);
    targetsAreThePods(alpha);
    alpha.scale(REPLICAS);
    return "ready again after %.1f s".formatted(away);
  }

  private static double seconds(long since) {
    return Duration.ofNanos(System.nanoTime() - since).toMillis() / 1000.0;
  }

  /** Everything goes, and nothing stays: all at once with beta's release, one by one in alpha. */
  void end() throws Exception {
    stage.callers().close();
    stage.operatorOfBeta().uninstall();
    Stage.say("beta's release is gone, and what it had made");
    assertEquals(Set.of(), stage.targets(stage.beta()));
    // Kubernetes 1.33 and later delete a namespace's pods first: nobody waits for their grace now.
    stage.alpha().end();
    stage.alphaCluster().kubectl("delete", "namespace", Workload.NAMESPACE, "--wait=false").out();
    stage.alpha().awaitWithdrawn();
    Stage.say("alpha's export is gone with its namespace");
    stage.alphaCluster().kubectl("delete", "lnet", "shop", "--timeout=120s").out();
    Stage.say("the network is gone");
    stage.operatorOfAlpha().uninstall();
    Stage.say("alpha's release is gone");
    assertEquals("", stage.aws().leftovers());
  }
}
