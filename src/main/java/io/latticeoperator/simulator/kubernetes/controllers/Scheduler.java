package io.latticeoperator.simulator.kubernetes.controllers;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.latticeoperator.time.Timeline;
import java.util.OptionalLong;

/** Binds every pod to the cluster's one node. */
final class Scheduler implements AutoCloseable {
  private final Watched<Pod> pods;
  private final String node;
  private final DirtyKeys dirty;

  Scheduler(ClusterView view, Timeline timeline, String node) {
    this.pods = view.pods();
    this.node = node;
    this.dirty = new DirtyKeys("scheduler", timeline, this::reconcile);
    pods.listen(
        (before, after) -> {
          if (after != null && after.getSpec().getNodeName() == null) {
            dirty.mark(ObjectKey.of(after));
          }
        });
  }

  @Override
  public void close() {
    dirty.close();
  }

  private void reconcile(ObjectKey key) {
    pods.get(key)
        .filter(pod -> pod.getSpec().getNodeName() == null)
        .ifPresent(
            pod -> {
              if (Pods.terminating(pod)) {
                pods.delete(pod, OptionalLong.of(0));
              } else {
                pods.replace(new PodBuilder(pod).editSpec().withNodeName(node).endSpec().build());
              }
            });
  }
}
