package io.latticeoperator.simulator.kubernetes.controllers;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetStatus;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetStatusBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** Decides which pods a ReplicaSet lacks or has too many. */
final class ReplicaSets {
  private static final String DELETION_COST = "controller.kubernetes.io/pod-deletion-cost";

  /** The order in which ReplicaSets give up pods: least useful first, then the youngest. */
  private static final Comparator<Pod> VICTIMS =
      Comparator.comparing((Pod pod) -> pod.getSpec().getNodeName() != null)
          .thenComparing(pod -> Pods.phase(pod).equals("Running"))
          .thenComparing(Pods::ready)
          .thenComparingInt(ReplicaSets::deletionCost)
          .thenComparing(Pods::readySince, Comparator.reverseOrder())
          .thenComparing(Pods::created, Comparator.reverseOrder())
          .thenComparing(pod -> pod.getMetadata().getName());

  private ReplicaSets() {}

  /**
   * What to do to reach the wanted number.
   *
   * @param missing pods to create, 0 or more
   * @param victims pods to delete; empty when some are missing
   */
  record Correction(int missing, List<Pod> victims) {
    Correction {
      victims = List.copyOf(victims);
    }
  }

  /**
   * @param owned all pods of the set, whatever their state
   */
  static Correction plan(int wanted, List<Pod> owned) {
    var active = owned.stream().filter(Pods::active).toList();
    int surplus = active.size() - wanted;
    return surplus <= 0
        ? new Correction(-surplus, List.of())
        : new Correction(0, active.stream().sorted(VICTIMS).limit(surplus).toList());
  }

  static int wanted(ReplicaSet set) {
    return Objects.requireNonNullElse(set.getSpec().getReplicas(), 1);
  }

  static Duration minReady(ReplicaSet set) {
    return Duration.ofSeconds(Objects.requireNonNullElse(set.getSpec().getMinReadySeconds(), 0));
  }

  static ReplicaSetStatus status(ReplicaSet set, List<Pod> owned, Instant now) {
    var active = owned.stream().filter(Pods::active).toList();
    var minReady = minReady(set);
    return new ReplicaSetStatusBuilder()
        .withObservedGeneration(set.getMetadata().getGeneration())
        .withReplicas(active.size())
        .withFullyLabeledReplicas(active.size())
        .withReadyReplicas((int) active.stream().filter(Pods::ready).count())
        .withAvailableReplicas(
            (int) active.stream().filter(pod -> Pods.available(pod, minReady, now)).count())
        .build();
  }

  private static int deletionCost(Pod pod) {
    var annotations = pod.getMetadata().getAnnotations();
    var cost = annotations == null ? null : annotations.get(DELETION_COST);
    return cost == null || !cost.matches("-?[0-9]{1,9}") ? 0 : Integer.parseInt(cost);
  }
}
