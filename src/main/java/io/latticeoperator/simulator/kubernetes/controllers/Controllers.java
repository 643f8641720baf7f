package io.latticeoperator.simulator.kubernetes.controllers;

import io.latticeoperator.simulator.kubernetes.Objects;
import io.latticeoperator.time.Timeline;
import java.util.List;

/** All controllers of one cluster, its node and the pods on it. */
public final class Controllers implements AutoCloseable {
  private final Timeline timeline;
  private final ClusterView view;
  private final Kubelet kubelet;
  private final List<Runnable> ends;

  private Controllers(
      Objects objects, Timeline timeline, ClusterSettings settings, PodRuntime runtime) {
    this.timeline = timeline;
    this.view = ClusterView.of(objects);
    this.kubelet = new Kubelet(view, runtime, timeline, settings);
    this.ends =
        List.of(
            new DeploymentController(view, timeline)::close,
            new ReplicaSetController(view, timeline)::close,
            new Scheduler(view, timeline, settings.nodeName())::close,
            new EndpointSliceController(view, timeline, settings.zone())::close,
            kubelet::close,
            view::close,
            runtime::close);
  }

  /**
   * Starts the cluster's life with pods that really listen.
   *
   * @param timeline the cluster's, in real time
   * @param sockets learns where each pod listens; may be shared by clusters whose pod blocks do not
   *     overlap
   */
  public static Controllers start(
      Objects objects, Timeline timeline, ClusterSettings settings, PodSockets sockets) {
    return start(objects, timeline, settings, SocketPods.start(sockets));
  }

  /**
   * Starts the cluster's life with pods of any sort.
   *
   * @param timeline the cluster's, real or virtual
   * @param runtime closed with the controllers
   */
  public static Controllers start(
      Objects objects, Timeline timeline, ClusterSettings settings, PodRuntime runtime) {
    var started = new Controllers(objects, timeline, settings, runtime);
    timeline.soon(
        () -> {
          ClusterNode.join(objects, settings, timeline.now());
          started.view.start();
        });
    return started;
  }

  /**
   * Ends a pod's processes without warning, as a kernel or a power switch does: its connections are
   * reset, and Kubernetes finds out later. Safe from any thread.
   */
  public void kill(String namespace, String pod) {
    timeline.soon(() -> kubelet.kill(new ObjectKey(namespace, pod)));
  }

  /** Ends the controllers and all pods; the objects stay as they are. Safe from any thread. */
  @Override
  public void close() {
    ends.forEach(Runnable::run);
  }
}
