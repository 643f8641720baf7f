package io.latticeoperator.simulator.kubernetes.controllers;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.apps.DeploymentConditionBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatusBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** What a Deployment says about itself, as {@code kubectl rollout status} reads it. */
final class RolloutStatus {
  private static final String AVAILABLE = "Available";
  private static final String PROGRESSING = "Progressing";
  private static final String COMPLETE = "NewReplicaSetAvailable";

  private RolloutStatus() {}

  /**
   * @param newest the set of the present template, or null while there is none
   * @param all the Deployment's sets, {@code newest} among them
   */
  static DeploymentStatus of(
      Deployment deployment, @Nullable ReplicaSet newest, List<ReplicaSet> all, Instant now) {
    var rollout = RollingUpdate.of(deployment);
    int available = sum(all, set -> count(set.getStatus().getAvailableReplicas()));
    int asked = all.stream().mapToInt(ReplicaSets::wanted).sum();
    var before = Optional.ofNullable(deployment.getStatus()).orElseGet(DeploymentStatus::new);
    var counted =
        new DeploymentStatusBuilder()
            .withObservedGeneration(deployment.getMetadata().getGeneration())
            .withReplicas(sum(all, set -> count(set.getStatus().getReplicas())))
            .withUpdatedReplicas(
                newest == null || newest.getStatus() == null
                    ? 0
                    : count(newest.getStatus().getReplicas()))
            .withReadyReplicas(sum(all, set -> count(set.getStatus().getReadyReplicas())))
            .withAvailableReplicas(available)
            .withUnavailableReplicas(Math.max(0, asked - available))
            .build();
    var enough = available >= rollout.replicas() - rollout.maxUnavailable();
    return new DeploymentStatusBuilder(counted)
        .withConditions(
            condition(
                before,
                AVAILABLE,
                enough,
                enough ? "MinimumReplicasAvailable" : "MinimumReplicasUnavailable",
                enough
                    ? "Deployment has minimum availability."
                    : "Deployment does not have minimum availability.",
                false,
                now),
            progressing(deployment, newest, before, counted, now))
        .build();
  }

  /** When the rollout will have made no progress for too long; empty for one that is complete. */
  static Optional<Instant> deadline(Deployment deployment, DeploymentStatus status) {
    int seconds =
        Objects.requireNonNullElse(deployment.getSpec().getProgressDeadlineSeconds(), 600);
    return find(status, PROGRESSING)
        .filter(it -> "True".equals(it.getStatus()) && !COMPLETE.equals(it.getReason()))
        .map(it -> Instant.parse(it.getLastUpdateTime()).plusSeconds(seconds));
  }

  private static DeploymentCondition progressing(
      Deployment deployment,
      @Nullable ReplicaSet newest,
      DeploymentStatus before,
      DeploymentStatus counted,
      Instant now) {
    var subject =
        newest == null
            ? "Deployment \"" + deployment.getMetadata().getName() + "\""
            : "ReplicaSet \"" + newest.getMetadata().getName() + "\"";
    var last = find(before, PROGRESSING);
    int replicas = RollingUpdate.of(deployment).replicas();
    boolean onlyNewest = Objects.equals(counted.getReplicas(), counted.getUpdatedReplicas());
    boolean complete =
        newest != null
            && onlyNewest
            && counted.getUpdatedReplicas() == replicas
            && counted.getAvailableReplicas() == replicas;
    // a finished rollout stays finished while the Deployment is merely scaled or loses pods
    boolean finished =
        newest != null
            && onlyNewest
            && last.filter(
                    it -> COMPLETE.equals(it.getReason()) && it.getMessage().startsWith(subject))
                .isPresent();
    if (complete || finished) {
      return condition(
          before,
          PROGRESSING,
          true,
          COMPLETE,
          subject + " has successfully progressed.",
          false,
          now);
    }
    boolean moved =
        last.filter(it -> !COMPLETE.equals(it.getReason())).isEmpty()
            || !Objects.equals(before.getUpdatedReplicas(), counted.getUpdatedReplicas())
            || !Objects.equals(before.getReplicas(), counted.getReplicas())
            || !Objects.equals(before.getAvailableReplicas(), counted.getAvailableReplicas());
    boolean late =
        !moved
            && deadline(deployment, before)
                .map(it -> !now.isBefore(it))
                .orElse(last.filter(it -> "False".equals(it.getStatus())).isPresent());
    return late
        ? condition(
            before,
            PROGRESSING,
            false,
            "ProgressDeadlineExceeded",
            subject + " has timed out progressing.",
            false,
            now)
        : condition(
            before,
            PROGRESSING,
            true,
            "ReplicaSetUpdated",
            subject + " is progressing.",
            moved,
            now);
  }

  private static DeploymentCondition condition(
      DeploymentStatus before,
      String type,
      boolean holds,
      String reason,
      String message,
      boolean touched,
      Instant now) {
    var status = holds ? "True" : "False";
    var last = find(before, type);
    if (!touched
        && last.filter(
                it ->
                    status.equals(it.getStatus())
                        && reason.equals(it.getReason())
                        && message.equals(it.getMessage()))
            .isPresent()) {
      return last.get();
    }
    var time = now.truncatedTo(ChronoUnit.SECONDS).toString();
    return new DeploymentConditionBuilder()
        .withType(type)
        .withStatus(status)
        .withReason(reason)
        .withMessage(message)
        .withLastUpdateTime(time)
        .withLastTransitionTime(
            last.filter(it -> status.equals(it.getStatus()))
                .map(DeploymentCondition::getLastTransitionTime)
                .orElse(time))
        .build();
  }

  private static Optional<DeploymentCondition> find(DeploymentStatus status, String type) {
    return status.getConditions().stream().filter(it -> type.equals(it.getType())).findFirst();
  }

  private static int sum(List<ReplicaSet> sets, ToIntFunction<ReplicaSet> of) {
    return sets.stream().filter(set -> set.getStatus() != null).mapToInt(of).sum();
  }

  private static int count(@Nullable Integer value) {
    return value == null ? 0 : value;
  }
}
