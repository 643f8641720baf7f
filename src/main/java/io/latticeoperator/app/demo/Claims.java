package io.latticeoperator.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** What steps claim, looked up in the simulators. */
record Claims(DemoWorld world, Patience patience) {

  /** Exactly the ready pods are targets, all of them healthy. */
  void targetsAreTheReadyPods(int count) throws NotHeld {
    patience.until(
        count + " ready pods that are exactly the healthy targets",
        () -> {
          var ready = ready();
          var inventory = world.inventory();
          return ready.size() == count
              && inventory.registered().equals(ready)
              && inventory.healthy().equals(ready);
        });
  }

  /** All replicas, and no other pod, are of a version and have been ready for long enough. */
  void rolledOut(int replicas, String version) throws NotHeld {
    patience.until(
        "the rollout of " + version,
        () -> {
          var status = deployment().path("status");
          return status.path("observedGeneration").asLong()
                  == deployment().path("metadata").path("generation").asLong()
              && status.path("replicas").asInt() == replicas
              && status.path("updatedReplicas").asInt() == replicas
              && status.path("availableReplicas").asInt() == replicas
              && world.one().pods().wanted().stream()
                  .allMatch(pod -> pod.version().equals(version));
        });
  }

  /** So many replicas are of the newest version. */
  boolean updated(int replicas) {
    return deployment().path("status").path("updatedReplicas").asInt() >= replicas;
  }

  /** Addresses of the pods that should be targets. */
  Set<String> ready() {
    return world.one().pods().wanted().stream()
        .map(PodWatch.Pod::ip)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  Optional<JsonNode> export() {
    return world.one().api().get(Checkout.EXPORT);
  }

  /** Whether a condition of an object is True. */
  static boolean isTrue(JsonNode object, String condition) {
    return StreamSupport.stream(object.path("status").path("conditions").spliterator(), false)
        .anyMatch(
            each ->
                each.path("type").asText().equals(condition)
                    && each.path("status").asText().equals("True"));
  }

  private JsonNode deployment() {
    return world
        .one()
        .api()
        .get(Checkout.DEPLOYMENT)
        .orElseThrow(() -> new IllegalStateException("the Deployment is gone"));
  }
}
