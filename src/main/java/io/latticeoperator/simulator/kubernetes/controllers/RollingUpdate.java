package io.latticeoperator.simulator.kubernetes.controllers;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The arithmetic of a rolling update: never more than {@code replicas + maxSurge} pods, never fewer
 * than {@code replicas - maxUnavailable} available ones. As in Kubernetes' deployment controller,
 * except that a Deployment scaled in the middle of a rollout grows its newest set only.
 *
 * @param replicas wanted by the Deployment, 0 or more
 * @param maxSurge pods allowed above that, 0 or more
 * @param maxUnavailable pods allowed to be unavailable, 0 or more; never 0 together with maxSurge
 */
record RollingUpdate(int replicas, int maxSurge, int maxUnavailable) {
  private static final IntOrString QUARTER = new IntOrString("25%");

  /**
   * One ReplicaSet of the Deployment.
   *
   * @param wanted its {@code spec.replicas}
   * @param available its {@code status.availableReplicas}
   */
  record Generation(String name, int wanted, int available) {}

  /** Sets the {@code spec.replicas} of a ReplicaSet. */
  record Scale(String name, int replicas) {}

  /** Reads the strategy; percentages are of the replicas, surge rounded up, unavailable down. */
  static RollingUpdate of(Deployment deployment) {
    int replicas = Objects.requireNonNullElse(deployment.getSpec().getReplicas(), 1);
    var strategy = deployment.getSpec().getStrategy();
    var limits = strategy == null ? null : strategy.getRollingUpdate();
    int surge = share(limits == null ? null : limits.getMaxSurge(), replicas, 99);
    int unavailable = share(limits == null ? null : limits.getMaxUnavailable(), replicas, 0);
    return new RollingUpdate(
        replicas, surge, surge == 0 && unavailable == 0 ? 1 : Math.min(unavailable, replicas));
  }

  /**
   * What can be done now: either the newest set is resized, or older ones shrink; nothing when the
   * rollout must wait for pods or is complete.
   *
   * @param older from the oldest to the youngest
   */
  List<Scale> plan(Generation newest, List<Generation> older) {
    int size = newestSize(newest, older);
    return size != newest.wanted ? List.of(new Scale(newest.name, size)) : shrink(newest, older);
  }

  /** How large the newest set may be now. */
  int newestSize(Generation newest, List<Generation> older) {
    if (newest.wanted >= replicas) {
      return replicas;
    }
    int room = replicas + maxSurge - newest.wanted - wanted(older);
    return newest.wanted + Math.clamp(room, 0, replicas - newest.wanted);
  }

  private List<Scale> shrink(Generation newest, List<Generation> older) {
    int floor = replicas - maxUnavailable;
    int pending = newest.wanted - newest.available;
    int removable = newest.wanted + wanted(older) - floor - pending;
    var sizes = new ArrayList<>(older.stream().map(Generation::wanted).toList());

    // pods that serve nobody go first: removing them costs no availability
    for (int i = 0; i < older.size() && removable > 0; i++) {
      int unhealthy = Math.clamp(sizes.get(i) - older.get(i).available, 0, removable);
      sizes.set(i, sizes.get(i) - unhealthy);
      removable -= unhealthy;
    }
    int spare = newest.available - floor;
    for (var set : older) {
      spare += set.available;
    }
    spare = Math.min(spare, removable);
    for (int i = 0; i < older.size() && spare > 0; i++) {
      int healthy = Math.min(sizes.get(i), spare);
      sizes.set(i, sizes.get(i) - healthy);
      spare -= healthy;
    }

    var scales = new ArrayList<Scale>();
    for (int i = 0; i < older.size(); i++) {
      if (sizes.get(i) != older.get(i).wanted) {
        scales.add(new Scale(older.get(i).name, sizes.get(i)));
      }
    }
    return List.copyOf(scales);
  }

  private static int wanted(List<Generation> sets) {
    return sets.stream().mapToInt(Generation::wanted).sum();
  }

  private static int share(@Nullable IntOrString value, int of, int up) {
    var given = value == null ? QUARTER : value;
    if (given.getStrVal() == null) {
      return Math.max(0, Objects.requireNonNullElse(given.getIntVal(), 0));
    }
    int percent = Integer.parseInt(given.getStrVal().replace("%", "").strip());
    return Math.max(0, (of * percent + up) / 100);
  }
}
