package io.latticeoperator.simulator.kubernetes.controllers;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What several controllers ask about a pod, answered as Kubernetes' own {@code podutil} does. */
final class Pods {
  private Pods() {}

  static boolean ready(Pod pod) {
    return condition(pod, "Ready").map(it -> "True".equals(it.getStatus())).orElse(false);
  }

  /** Ready for at least {@code minReady}. */
  static boolean available(Pod pod, Duration minReady, Instant now) {
    return ready(pod) && !readySince(pod).plus(minReady).isAfter(now);
  }

  /** Since when the Ready condition is what it is; the pod's creation while it has none. */
  static Instant readySince(Pod pod) {
    return condition(pod, "Ready")
        .map(PodCondition::getLastTransitionTime)
        .map(Instant::parse)
        .orElseGet(() -> created(pod));
  }

  static Instant created(HasMetadata object) {
    return Instant.parse(object.getMetadata().getCreationTimestamp());
  }

  static boolean terminating(HasMetadata object) {
    return object.getMetadata().getDeletionTimestamp() != null;
  }

  /** Succeeded or failed: it will never run again. */
  static boolean finished(Pod pod) {
    var phase = phase(pod);
    return phase.equals("Succeeded") || phase.equals("Failed");
  }

  /** Counts towards a ReplicaSet's replicas. */
  static boolean active(Pod pod) {
    return !finished(pod) && !terminating(pod);
  }

  static String phase(Pod pod) {
    return pod.getStatus() == null || pod.getStatus().getPhase() == null
        ? "Pending"
        : pod.getStatus().getPhase();
  }

  static Optional<PodCondition> condition(Pod pod, String type) {
    return pod.getStatus() == null
        ? Optional.empty()
        : pod.getStatus().getConditions().stream()
            .filter(condition -> type.equals(condition.getType()))
            .findFirst();
  }

  static Map<String, String> labels(HasMetadata object) {
    var labels = object.getMetadata().getLabels();
    return labels == null ? Map.of() : labels;
  }

  /** The uid of the object's controlling owner. */
  static @Nullable String controller(HasMetadata object) {
    for (var owner : object.getMetadata().getOwnerReferences()) {
      if (Boolean.TRUE.equals(owner.getController())) {
        return owner.getUid();
      }
    }
    return null;
  }

  static OwnerReference controlledBy(HasMetadata owner) {
    return new OwnerReferenceBuilder()
        .withApiVersion(owner.getApiVersion())
        .withKind(owner.getKind())
        .withName(owner.getMetadata().getName())
        .withUid(owner.getMetadata().getUid())
        .withController(true)
        .withBlockOwnerDeletion(true)
        .build();
  }
}
