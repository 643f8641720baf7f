package io.latticeoperator.simulator.kubernetes.controllers;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import io.latticeoperator.time.Timeline;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Keeps as many pods as each ReplicaSet wants, and counts them in its status. */
final class ReplicaSetController implements AutoCloseable {
  private final Watched<ReplicaSet> sets;
  private final Watched<Pod> pods;
  private final Timeline timeline;
  private final DirtyKeys dirty;

  ReplicaSetController(ClusterView view, Timeline timeline) {
    this.sets = view.replicaSets();
    this.pods = view.pods();
    this.timeline = timeline;
    this.dirty = new DirtyKeys("replicaset", timeline, this::reconcile);
    sets.markOn(dirty);
    pods.listen(
        (before, after) -> {
          markOwner(before);
          markOwner(after);
        });
  }

  @Override
  public void close() {
    dirty.close();
  }

  private void markOwner(@Nullable Pod pod) {
    if (pod != null) {
      for (var owner : pod.getMetadata().getOwnerReferences()) {
        if ("ReplicaSet".equals(owner.getKind())) {
          dirty.mark(new ObjectKey(pod.getMetadata().getNamespace(), owner.getName()));
        }
      }
    }
  }

  private void reconcile(ObjectKey key) {
    var found = sets.get(key);
    if (found.isEmpty()) {
      return;
    }
    var set = found.get();
    if (!Pods.terminating(set)) {
      var correction = ReplicaSets.plan(ReplicaSets.wanted(set), owned(set));
      for (int i = 0; i < correction.missing(); i++) {
        pods.create(replica(set));
      }
      correction.victims().forEach(pod -> pods.delete(pod, OptionalLong.empty()));
    }
    report(set, owned(set));
  }

  private List<Pod> owned(ReplicaSet set) {
    return pods.controlledBy(set.getMetadata().getNamespace(), set.getMetadata().getUid());
  }

  private void report(ReplicaSet set, List<Pod> owned) {
    var now = timeline.now();
    var minReady = ReplicaSets.minReady(set);
    owned.stream()
        .filter(pod -> Pods.active(pod) && Pods.ready(pod))
        .map(pod -> Duration.between(now, Pods.readySince(pod).plus(minReady)))
        .filter(Duration::isPositive)
        .min(Duration::compareTo)
        .ifPresent(wait -> dirty.markAfter(ObjectKey.of(set), wait));
    var status = ReplicaSets.status(set, owned, now);
    if (!status.equals(set.getStatus())) {
      sets.replaceStatus(new ReplicaSetBuilder(set).withStatus(status).build());
    }
  }

  private static Pod replica(ReplicaSet set) {
    var template = set.getSpec().getTemplate();
    return new PodBuilder()
        .withNewMetadata()
        .withNamespace(set.getMetadata().getNamespace())
        .withGenerateName(set.getMetadata().getName() + "-")
        .withLabels(template.getMetadata().getLabels())
        .withAnnotations(template.getMetadata().getAnnotations())
        .withOwnerReferences(Pods.controlledBy(set))
        .endMetadata()
        .withSpec(template.getSpec())
        .build();
  }
}
