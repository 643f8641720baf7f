package io.latticeoperator.simulator.kubernetes.controllers;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import io.latticeoperator.simulator.kubernetes.controllers.RollingUpdate.Generation;
import io.latticeoperator.time.Timeline;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Moves each Deployment towards one ReplicaSet of its present template, by rolling update or by
 * Recreate. Ownership is by controller reference; orphans are not adopted.
 */
final class DeploymentController implements AutoCloseable {
  static final String REVISION = "deployment.kubernetes.io/revision";
  private static final int KEPT_REVISIONS = 10;
  private static final Comparator<ReplicaSet> BY_REVISION =
      Comparator.comparingLong(DeploymentController::revision);

  private final Watched<Deployment> deployments;
  private final Watched<ReplicaSet> sets;
  private final Watched<Pod> pods;
  private final Timeline timeline;
  private final DirtyKeys dirty;

  DeploymentController(ClusterView view, Timeline timeline) {
    this.deployments = view.deployments();
    this.sets = view.replicaSets();
    this.pods = view.pods();
    this.timeline = timeline;
    this.dirty = new DirtyKeys("deployment", timeline, this::reconcile);
    deployments.markOn(dirty);
    sets.listen(
        (before, after) -> {
          markOwner(before);
          markOwner(after);
        });
    pods.listen(
        (before, after) -> {
          if (before != null && after == null) {
            markOwnerOfOwner(before);
          }
        });
  }

  @Override
  public void close() {
    dirty.close();
  }

  private void markOwner(@Nullable ReplicaSet set) {
    if (set != null) {
      for (var owner : set.getMetadata().getOwnerReferences()) {
        if ("Deployment".equals(owner.getKind())) {
          dirty.mark(new ObjectKey(set.getMetadata().getNamespace(), owner.getName()));
        }
      }
    }
  }

  /** Recreate waits for the last old pod to be gone, which no ReplicaSet's status shows. */
  private void markOwnerOfOwner(Pod pod) {
    for (var owner : pod.getMetadata().getOwnerReferences()) {
      sets.get(new ObjectKey(pod.getMetadata().getNamespace(), owner.getName()))
          .ifPresent(this::markOwner);
    }
  }

  private void reconcile(ObjectKey key) {
    deployments
        .get(key)
        .ifPresent(
            deployment -> {
              if (!Pods.terminating(deployment)) {
                advance(deployment);
              }
              report(deployments.get(key).orElse(deployment));
            });
  }

  private void advance(Deployment deployment) {
    var older = older(deployment);
    var newest = newest(deployment);
    if (newest == null) {
      if (!paused(deployment)) {
        introduce(deployment, older);
      }
      return;
    }
    var current = current(deployment, newest);
    var rollout = RollingUpdate.of(deployment);
    var generations = older.stream().map(DeploymentController::generation).toList();
    if (paused(deployment) && older.stream().anyMatch(set -> ReplicaSets.wanted(set) > 0)) {
      return;
    }
    var scales =
        recreate(deployment)
            ? recreation(deployment, current, older)
            : rollout.plan(generation(current), generations);
    for (var scale : scales) {
      sets.get(new ObjectKey(deployment.getMetadata().getNamespace(), scale.name()))
          .ifPresent(set -> resize(set, scale.replicas()));
    }
    trim(deployment, older(deployment));
  }

  private void introduce(Deployment deployment, List<ReplicaSet> older) {
    var none = new Generation("", 0, 0);
    if (recreate(deployment)) {
      older.stream().filter(set -> ReplicaSets.wanted(set) > 0).forEach(set -> resize(set, 0));
      if (older.stream().anyMatch(this::hasPods)) {
        return;
      }
      create(deployment, RollingUpdate.of(deployment).replicas(), older);
      return;
    }
    var generations = older.stream().map(DeploymentController::generation).toList();
    create(deployment, RollingUpdate.of(deployment).newestSize(none, generations), older);
  }

  private List<RollingUpdate.Scale> recreation(
      Deployment deployment, ReplicaSet newest, List<ReplicaSet> older) {
    var shrink =
        older.stream()
            .filter(set -> ReplicaSets.wanted(set) > 0)
            .map(set -> new RollingUpdate.Scale(set.getMetadata().getName(), 0))
            .toList();
    int replicas = RollingUpdate.of(deployment).replicas();
    if (!shrink.isEmpty()) {
      return shrink;
    }
    return older.stream().anyMatch(this::hasPods) || ReplicaSets.wanted(newest) == replicas
        ? List.of()
        : List.of(new RollingUpdate.Scale(newest.getMetadata().getName(), replicas));
  }

  private void create(Deployment deployment, int replicas, List<ReplicaSet> older) {
    var template = deployment.getSpec().getTemplate();
    var hash = TemplateHash.of(template);
    long revision = 1 + older.stream().mapToLong(DeploymentController::revision).max().orElse(0);
    var labels = new HashMap<>(Map.copyOf(template.getMetadata().getLabels()));
    labels.put(TemplateHash.LABEL, hash);
    sets.create(
        new ReplicaSetBuilder()
            .withNewMetadata()
            .withNamespace(deployment.getMetadata().getNamespace())
            .withName(deployment.getMetadata().getName() + "-" + hash)
            .withLabels(labels)
            .addToAnnotations(REVISION, Long.toString(revision))
            .withOwnerReferences(Pods.controlledBy(deployment))
            .endMetadata()
            .withNewSpec()
            .withReplicas(replicas)
            .withMinReadySeconds(deployment.getSpec().getMinReadySeconds())
            .withNewSelectorLike(deployment.getSpec().getSelector())
            .addToMatchLabels(TemplateHash.LABEL, hash)
            .endSelector()
            .withNewTemplateLike(template)
            .editMetadata()
            .withLabels(labels)
            .endMetadata()
            .endTemplate()
            .endSpec()
            .build());
  }

  /** Keeps what follows the Deployment without a rollout; a set rolled back to becomes youngest. */
  private ReplicaSet current(Deployment deployment, ReplicaSet newest) {
    long youngest =
        older(deployment).stream().mapToLong(DeploymentController::revision).max().orElse(0);
    var minReady = deployment.getSpec().getMinReadySeconds();
    boolean behind = revision(newest) <= youngest;
    if (!behind && Objects.equals(newest.getSpec().getMinReadySeconds(), minReady)) {
      return newest;
    }
    return sets.replace(
        new ReplicaSetBuilder(newest)
            .editMetadata()
            .addToAnnotations(REVISION, Long.toString(behind ? youngest + 1 : revision(newest)))
            .endMetadata()
            .editSpec()
            .withMinReadySeconds(minReady)
            .endSpec()
            .build());
  }

  private void resize(ReplicaSet set, int replicas) {
    sets.replace(new ReplicaSetBuilder(set).editSpec().withReplicas(replicas).endSpec().build());
  }

  private void trim(Deployment deployment, List<ReplicaSet> older) {
    int kept =
        Objects.requireNonNullElse(deployment.getSpec().getRevisionHistoryLimit(), KEPT_REVISIONS);
    older.stream()
        .limit(Math.max(0, older.size() - kept))
        .filter(set -> ReplicaSets.wanted(set) == 0 && !hasPods(set) && !Pods.terminating(set))
        .forEach(set -> sets.delete(set, OptionalLong.empty()));
  }

  private void report(Deployment deployment) {
    var newest = newest(deployment);
    var revised = deployment;
    if (newest != null && revision(newest) != revision(deployment)) {
      revised =
          deployments.replace(
              new DeploymentBuilder(deployment)
                  .editMetadata()
                  .addToAnnotations(REVISION, Long.toString(revision(newest)))
                  .endMetadata()
                  .build());
    }
    var status = RolloutStatus.of(revised, newest, owned(revised), timeline.now());
    if (!status.equals(revised.getStatus())) {
      deployments.replaceStatus(new DeploymentBuilder(revised).withStatus(status).build());
    }
    RolloutStatus.deadline(revised, status)
        .map(deadline -> Duration.between(timeline.now(), deadline))
        .ifPresent(wait -> dirty.markAfter(ObjectKey.of(deployment), wait));
  }

  private List<ReplicaSet> owned(Deployment deployment) {
    return sets.controlledBy(
        deployment.getMetadata().getNamespace(), deployment.getMetadata().getUid());
  }

  private @Nullable ReplicaSet newest(Deployment deployment) {
    var hash = TemplateHash.of(deployment.getSpec().getTemplate());
    for (var set : owned(deployment)) {
      if (hash.equals(Pods.labels(set).get(TemplateHash.LABEL))) {
        return set;
      }
    }
    return null;
  }

  /** All but the newest, from the oldest to the youngest. */
  private List<ReplicaSet> older(Deployment deployment) {
    var newest = newest(deployment);
    return owned(deployment).stream()
        .filter(set -> !set.equals(newest))
        .sorted(BY_REVISION)
        .toList();
  }

  private boolean hasPods(ReplicaSet set) {
    return pods.controlledBy(set.getMetadata().getNamespace(), set.getMetadata().getUid()).stream()
        .anyMatch(pod -> !Pods.finished(pod));
  }

  private static boolean paused(Deployment deployment) {
    return Boolean.TRUE.equals(deployment.getSpec().getPaused());
  }

  private static boolean recreate(Deployment deployment) {
    var strategy = deployment.getSpec().getStrategy();
    return strategy != null && "Recreate".equals(strategy.getType());
  }

  private static Generation generation(ReplicaSet set) {
    var available = set.getStatus() == null ? null : set.getStatus().getAvailableReplicas();
    return new Generation(
        set.getMetadata().getName(),
        ReplicaSets.wanted(set),
        Objects.requireNonNullElse(available, 0));
  }

  private static long revision(HasMetadata object) {
    var annotations = object.getMetadata().getAnnotations();
    var revision = annotations == null ? null : annotations.get(REVISION);
    return revision == null ? 0 : Long.parseLong(revision);
  }
}
