package io.latticeoperator.simulator.kubernetes.controllers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.latticeoperator.simulator.kubernetes.Kinds;
import io.latticeoperator.simulator.kubernetes.Store;
import io.latticeoperator.time.VirtualTimeline;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClusterLifeTest {
  private static final Duration TICK = Duration.ofMillis(50);

  private final VirtualTimeline timeline =
      new VirtualTimeline(Instant.parse("2026-01-01T00:00:00Z"));
  private final Store objects = new Store(timeline);
  private final VirtualPods runtime = new VirtualPods(timeline, Duration.ofMillis(200));
  private final Checkout checkout = new Checkout(objects);
  private Controllers controllers =
      Controllers.start(objects, timeline, ClusterSettings.of("10.1.0.0/16"), runtime);

  @BeforeEach
  void start() {
    checkout.deploy(Checkout.deployment());
    advance(5);
  }

  @AfterEach
  void close() {
    controllers.close();
  }

  @Test
  void aDeploymentOfThreeHasThreeReadyEndpoints() {
    assertEquals(3, checkout.ready());
    var slice = checkout.slices().getFirst();
    assertEquals("checkout", slice.getMetadata().getLabels().get("kubernetes.io/service-name"));
    assertEquals(8080, slice.getPorts().getFirst().getPort());
    assertEquals(
        List.of("10.1.0.2", "10.1.0.3", "10.1.0.4"),
        checkout.pods().stream().map(pod -> pod.getStatus().getPodIP()).sorted().toList());
    assertTrue(checkout.pods().stream().allMatch(Pods::ready));
  }

  @Test
  void theStatusOfAFinishedRolloutSaysSo() {
    var status = checkout.stored().getStatus();
    assertEquals(checkout.stored().getMetadata().getGeneration(), status.getObservedGeneration());
    assertEquals(
        List.of(3, 3, 3, 3, 0),
        List.of(
            status.getReplicas(),
            status.getUpdatedReplicas(),
            status.getReadyReplicas(),
            status.getAvailableReplicas(),
            status.getUnavailableReplicas()));
    assertEquals(
        List.of("Available=True", "Progressing=True"),
        status.getConditions().stream().map(it -> it.getType() + "=" + it.getStatus()).toList());
    assertEquals("NewReplicaSetAvailable", status.getConditions().get(1).getReason());
    assertEquals(
        "1", checkout.stored().getMetadata().getAnnotations().get(DeploymentController.REVISION));
  }

  @Test
  void aRollingUpdateWithoutUnavailabilityNeverHasFewerThanThreeReady() {
    checkout.image("shop/checkout:v2");
    int least = Integer.MAX_VALUE;
    int most = 0;
    for (int i = 0; i < 1200; i++) {
      timeline.advance(TICK);
      least = Math.min(least, checkout.ready());
      most = Math.max(most, (int) checkout.pods().stream().filter(Pods::active).count());
    }
    assertEquals(3, least);
    assertEquals(4, most);
    assertEquals(3, checkout.pods().size());
    assertTrue(
        checkout.pods().stream()
            .allMatch(
                pod ->
                    pod.getSpec()
                        .getContainers()
                        .getFirst()
                        .getImage()
                        .equals("shop/checkout:v2")));
    assertEquals(
        List.of(0, 3), checkout.replicaSets().stream().map(ReplicaSets::wanted).sorted().toList());
    assertEquals(
        "2", checkout.stored().getMetadata().getAnnotations().get(DeploymentController.REVISION));
  }

  @Test
  void minReadySecondsHoldsTheRolloutBack() {
    checkout.change(it -> it.editSpec().withMinReadySeconds(20).endSpec());
    advance(30);
    checkout.image("shop/checkout:v2");
    advance(15);
    assertEquals(4, checkout.ready());
    advance(90);
    assertEquals(3, checkout.ready());
    assertEquals(3, checkout.stored().getStatus().getUpdatedReplicas());
  }

  @Test
  void aRolloutThatNeverGetsReadyStopsAndSaysSo() {
    checkout.change(it -> it.editSpec().withProgressDeadlineSeconds(60).endSpec());
    checkout.change(
        it ->
            it.editSpec()
                .editTemplate()
                .editSpec()
                .editFirstContainer()
                .editReadinessProbe()
                .editHttpGet()
                .withNewPort("absent")
                .endHttpGet()
                .endReadinessProbe()
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec());
    advance(120);
    assertEquals(3, checkout.ready());
    assertEquals(4, checkout.pods().size());
    var progressing = checkout.stored().getStatus().getConditions().get(1);
    assertEquals("False", progressing.getStatus());
    assertEquals("ProgressDeadlineExceeded", progressing.getReason());
  }

  @Test
  void aRollbackBringsBackTheOldReplicaSetAsTheYoungest() {
    var first = checkout.replicaSets().getFirst().getMetadata().getUid();
    checkout.image("shop/checkout:v2");
    advance(60);
    checkout.image("shop/checkout:v1");
    advance(60);
    assertEquals(2, checkout.replicaSets().size());
    var serving =
        checkout.replicaSets().stream().filter(it -> ReplicaSets.wanted(it) == 3).toList();
    assertEquals(first, serving.getFirst().getMetadata().getUid());
    assertEquals(
        "3", checkout.stored().getMetadata().getAnnotations().get(DeploymentController.REVISION));
  }

  @Test
  void recreateEndsEveryOldPodBeforeTheFirstNewOne() {
    checkout.change(
        it -> it.editSpec().withNewStrategy().withType("Recreate").endStrategy().endSpec());
    checkout.image("shop/checkout:v2");
    for (int i = 0; i < 600; i++) {
      timeline.advance(TICK);
      assertTrue(
          checkout.pods().stream()
                  .map(pod -> pod.getSpec().getContainers().getFirst().getImage())
                  .distinct()
                  .count()
              <= 1);
    }
    assertEquals(3, checkout.ready());
  }

  @Test
  void scalesUpDownAndToNothing() {
    checkout.scale(6);
    advance(5);
    assertEquals(6, checkout.ready());
    checkout.scale(0);
    advance(2);
    assertEquals(0, checkout.ready());
    assertEquals(6, checkout.endpoints(Endpoints::terminatingAndServing).size());
    advance(10);
    assertEquals(List.of(), checkout.pods());
    assertEquals(1, checkout.slices().size());
    assertEquals(List.of(), checkout.endpoints(endpoint -> true));
    checkout.scale(3);
    advance(5);
    assertEquals(3, checkout.ready());
  }

  @Test
  void aTerminatingEndpointServesDuringPreStopAndThenVanishes() {
    var victim = checkout.pods().getFirst();
    checkout.delete(victim, OptionalLong.empty());
    advance(4);
    assertEquals(
        List.of(victim.getMetadata().getUid()),
        checkout.endpoints(Endpoints::terminatingAndServing).stream().map(Endpoints::pod).toList());
    assertEquals(4, runtime.accepting());
    assertEquals(3, checkout.ready());
    advance(2);
    assertEquals(List.of(), checkout.endpoints(Endpoints::terminatingAndServing));
    assertEquals(3, runtime.accepting());
    assertEquals(3, checkout.pods().size());
  }

  @Test
  void aKilledPodIsFoundNotReadyAndThenReplaced() {
    var victim = checkout.pods().getFirst();
    controllers.kill(Checkout.NAMESPACE, victim.getMetadata().getName());
    timeline.advance(TICK);
    assertEquals(3, checkout.ready());
    assertEquals(2, runtime.accepting());
    advance(1);
    assertEquals(2, checkout.ready());
    var endpoint =
        checkout
            .endpoints(it -> Endpoints.pod(it).equals(victim.getMetadata().getUid()))
            .getFirst();
    assertEquals(false, endpoint.getConditions().getServing());
    assertEquals(false, endpoint.getConditions().getTerminating());
    advance(3);
    assertEquals(3, checkout.ready());
    assertEquals(
        1, checkout.pods().stream().filter(pod -> Pods.phase(pod).equals("Failed")).count());
  }

  @Test
  void aPodDeletedByForceVanishesAtOnceAndIsReplaced() {
    var victim = checkout.pods().getFirst();
    checkout.delete(victim, OptionalLong.of(0));
    timeline.advance(TICK);
    assertEquals(2, checkout.ready());
    // what the object's end leaves behind on the node
    assertEquals(3, runtime.accepting());
    advance(5);
    assertEquals(3, checkout.ready());
    assertEquals(3, runtime.accepting());
    assertEquals(3, checkout.pods().size());
  }

  @Test
  void theGracePeriodCutsPreStopShort() {
    checkout.delete(checkout.pods().getFirst(), OptionalLong.of(2));
    advance(1);
    assertEquals(4, checkout.pods().size());
    advance(2);
    assertEquals(3, checkout.pods().size());
  }

  @Test
  void aPodThatFailsItsProbeLeavesAndComesBack() {
    var name = checkout.pods().getFirst().getMetadata().getName();
    runtime.healthy(Checkout.NAMESPACE, name, false);
    advance(4);
    assertEquals(2, checkout.ready());
    assertEquals(3, checkout.endpoints(endpoint -> true).size());
    runtime.healthy(Checkout.NAMESPACE, name, true);
    advance(2);
    assertEquals(3, checkout.ready());
  }

  @Test
  void aReadinessGateKeepsAPodOutUntilItsConditionIsTrue() {
    var gate = "example.org/registered";
    checkout.change(
        it ->
            it.editSpec()
                .editTemplate()
                .editSpec()
                .addNewReadinessGate(gate)
                .endSpec()
                .endTemplate()
                .endSpec());
    advance(5);
    var gated =
        checkout.pods().stream()
            .filter(pod -> !pod.getSpec().getReadinessGates().isEmpty())
            .toList();
    assertEquals(1, gated.size());
    assertEquals(false, Pods.ready(gated.getFirst()));
    objects.replaceStatus(Kinds.POD, Checkout.tree(withCondition(gated.getFirst(), gate)));
    advance(1);
    var opened =
        checkout.pods().stream().filter(pod -> Pods.condition(pod, gate).isPresent()).toList();
    assertTrue(Pods.ready(opened.getFirst()));
  }

  @Test
  void anAddressIsNotUsedAgainSoon() {
    var seen = new HashSet<String>();
    for (int i = 0; i < 5; i++) {
      checkout.pods().forEach(pod -> checkout.delete(pod, OptionalLong.of(0)));
      advance(5);
      checkout.pods().forEach(pod -> assertTrue(seen.add(pod.getStatus().getPodIP())));
    }
  }

  @Test
  void aDeletedServiceTakesItsSlicesWithIt() {
    objects.delete(Kinds.SERVICE, Checkout.NAMESPACE, Checkout.NAME, OptionalLong.empty());
    advance(1);
    assertEquals(List.of(), checkout.slices());
    assertEquals(3, checkout.pods().size());
  }

  @Test
  void aDeletedDeploymentTakesItsPodsWithIt() {
    objects.delete(Kinds.DEPLOYMENT, Checkout.NAMESPACE, Checkout.NAME, OptionalLong.empty());
    advance(10);
    assertEquals(List.of(), checkout.pods());
    assertEquals(List.of(), checkout.replicaSets());
    assertEquals(0, runtime.accepting());
  }

  @Test
  void oldReplicaSetsAreKeptOnlyAsLongAsTheHistory() {
    checkout.change(it -> it.editSpec().withRevisionHistoryLimit(1).endSpec());
    for (var version : List.of("v2", "v3", "v4")) {
      checkout.image("shop/checkout:" + version);
      advance(60);
    }
    assertEquals(2, checkout.replicaSets().size());
  }

  @Test
  void aClusterAtRestWritesNothing() {
    advance(60);
    var before = versions();
    advance(3600);
    assertEquals(before, versions());
  }

  @Test
  void controllersThatStartAgainTakeOverTheDeploymentsTheyFind() {
    controllers.close();
    checkout.scale(5);
    controllers =
        Controllers.start(
            objects,
            timeline,
            ClusterSettings.of("10.1.0.0/16"),
            new VirtualPods(timeline, Duration.ZERO));
    advance(5);
    assertEquals(5, checkout.ready());
    assertNotEquals(0, checkout.stored().getStatus().getAvailableReplicas());
  }

  private String versions() {
    return checkout.pods().stream()
        .map(pod -> pod.getMetadata().getResourceVersion())
        .collect(Collectors.joining(",", checkout.stored().getMetadata().getResourceVersion(), ""));
  }

  private static Pod withCondition(Pod pod, String type) {
    return new PodBuilder(pod)
        .editStatus()
        .addToConditions(new PodConditionBuilder().withType(type).withStatus("True").build())
        .endStatus()
        .build();
  }

  private void advance(long seconds) {
    timeline.advance(Duration.ofSeconds(seconds));
  }

  /** What the tests ask about an endpoint. */
  private static final class Endpoints {
    static boolean terminatingAndServing(Endpoint endpoint) {
      var conditions = endpoint.getConditions();
      return conditions.getTerminating() && conditions.getServing() && !conditions.getReady();
    }

    static String pod(Endpoint endpoint) {
      return endpoint.getTargetRef().getUid();
    }
  }
}
