package io.latticeoperator.testbed;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Set;

/** What happens to the services of a {@link Stage} while they are called. */
final class Story {
  static final int REPLICAS = 4;
  private static final int MORE = 6;

  /** Within which everything has to be right again after anything. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

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
    announced("upgrade of the operator in a rolling update" + round, this::upgrade);
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
  private String allUnready() throws InterruptedException {
    var alpha = stage.alpha();
    var pods = alpha.readyPods();
    var before = stage.targets(alpha);
    pods.forEach(pod -> alpha.ready(pod, false));
    await().atMost(PATIENCE).until(() -> alpha.readyPods().isEmpty());
    // Longer than any reaction would take.
    Thread.sleep(Duration.ofSeconds(5));
    var left = stage.targets(alpha);
    pods.forEach(pod -> alpha.ready(pod, true));
    assertTrue(!left.isEmpty(), "all targets were removed");
    return "%d of %d targets stayed".formatted(left.size(), before.size());
  }

  private String deleteAtOnce() throws InterruptedException {
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

  private String killPod() throws InterruptedException {
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
  private static void obeyed() throws InterruptedException {
    Thread.sleep(SimulatedLattice.LAG.plusSeconds(1));
  }

  private String killLeader() {
    beginUpdate(stage.alpha());
    await().atMost(PATIENCE).until(() -> stage.alpha().updated() > 0);
    var took = stage.operatorOfAlpha().killLeader();
    stage.alpha().rolledOut();
    return "an operator leads again after %.1f s".formatted(took.toMillis() / 1000.0);
  }

  private String freeze() throws InterruptedException {
    var cluster = stage.alphaCluster();
    long from = stage.aws().next();
    cluster.pause();
    try {
      Thread.sleep(pace.freeze());
    } finally {
      cluster.resume();
    }
    long began = System.nanoTime();
    stage.alpha().scale(REPLICAS + 1);
    targetsAreThePods(stage.alpha());
    double recovered = seconds(began);
    assertEquals(
        0, stage.aws().calls("DeregisterTargets", from).size(), "deregistered during the freeze");
    stage.alpha().scale(REPLICAS);
    return "%d s; a new pod was a target %.1f s later"
        .formatted(pace.freeze().toSeconds(), recovered);
  }

  private String upgrade() {
    beginUpdate(stage.alpha());
    stage.operatorOfAlpha().upgrade();
    stage.operatorOfAlpha().rolledOut();
    stage.alpha().rolledOut();
    return "";
  }

  private static double seconds(long since) {
    return Duration.ofNanos(System.nanoTime() - since).toMillis() / 1000.0;
  }

  /** Everything goes, and nothing stays. */
  void end() throws Exception {
    stage.callers().close();
    stage.betaCluster().kubectl("delete", "namespace", Workload.NAMESPACE, "--wait=false").out();
    stage.alpha().withdraw();
    Stage.say("alpha's export is gone");
    assertEquals(Set.of(), stage.targets(stage.alpha()));
    stage.beta().awaitWithdrawn();
    Stage.say("beta's export is gone with its namespace");
    stage.removeNetworks();
    Stage.say("the networks are gone");
    stage.uninstall();
    Stage.say("the operators are gone");
    assertEquals("", stage.aws().leftovers());
  }
}
