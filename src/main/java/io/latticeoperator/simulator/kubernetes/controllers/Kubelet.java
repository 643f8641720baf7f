package io.latticeoperator.simulator.kubernetes.controllers;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.latticeoperator.time.Timeline;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Runs the pods of the cluster's node and reports how they are. */
final class Kubelet implements AutoCloseable {
  private static final int USUAL_PORT = 8080;
  private static final Duration ADDRESS_RETRY = Duration.ofSeconds(1);

  private final Watched<Pod> pods;
  private final PodRuntime runtime;
  private final Timeline timeline;
  private final ClusterSettings settings;
  private final AddressPool addresses;
  private final Map<String, PodRun> runs = new LinkedHashMap<>();
  private final DirtyKeys dirty;

  Kubelet(ClusterView view, PodRuntime runtime, Timeline timeline, ClusterSettings settings) {
    this.pods = view.pods();
    this.runtime = runtime;
    this.timeline = timeline;
    this.settings = settings;
    this.addresses = new AddressPool(settings.podCidr(), settings.delays().addressRest());
    this.dirty = new DirtyKeys("kubelet", timeline, this::reconcile);
    pods.markOn(dirty);
  }

  /** Only looks away; the pods end with their runtime. */
  @Override
  public void close() {
    dirty.close();
  }

  /** Ends a pod's processes without warning; no effect on a pod that does not run. */
  void kill(ObjectKey key) {
    runs.values().stream()
        .filter(run -> ObjectKey.of(run.pod()).equals(key))
        .forEach(PodRun::crash);
  }

  private void reconcile(ObjectKey key) {
    var stored =
        pods.get(key).filter(pod -> settings.nodeName().equals(pod.getSpec().getNodeName()));
    for (var run : List.copyOf(runs.values())) {
      if (ObjectKey.of(run.pod()).equals(key)
          && stored.filter(pod -> uid(pod).equals(uid(run.pod()))).isEmpty()) {
        run.terminate(Termination.forced(run.pod()));
        if (run.stage() == PodRun.Stage.STOPPED) {
          release(run);
        }
      }
    }
    stored.ifPresent(this::sync);
  }

  private void sync(Pod pod) {
    var run = runs.get(uid(pod));
    if (run == null) {
      if (Pods.terminating(pod)) {
        pods.delete(pod, OptionalLong.of(0));
      } else if (!Pods.finished(pod)) {
        start(pod);
      }
      return;
    }
    if (Pods.terminating(pod)) {
      run.terminate(Termination.of(pod));
    }
    report(pod, run);
    switch (run.stage()) {
      case STOPPED -> {
        pods.delete(pod, OptionalLong.of(0));
        release(run);
      }
      case FAILED -> release(run);
      case STARTING, RUNNING, PRE_STOP, STOPPING, CRASHED, DEAD -> {}
    }
  }

  private void start(Pod pod) {
    var key = ObjectKey.of(pod);
    addresses
        .take(timeline.now())
        .ifPresentOrElse(
            ip -> {
              var run =
                  new PodRun(
                      pod,
                      workload(pod, ip),
                      runtime,
                      timeline,
                      settings.delays(),
                      () -> dirty.mark(key));
              runs.put(uid(pod), run);
              report(pod, run);
            },
            () -> dirty.markAfter(key, ADDRESS_RETRY));
  }

  private void release(PodRun run) {
    runs.remove(uid(run.pod()));
    addresses.release(run.ip(), timeline.now());
  }

  private void report(Pod pod, PodRun run) {
    var status = PodStatuses.of(pod, run, settings.nodeAddress(), timeline.now());
    if (!status.equals(pod.getStatus())) {
      pods.replaceStatus(new PodBuilder(pod).withStatus(status).build());
    }
  }

  private PodRuntime.Workload workload(Pod pod, String ip) {
    var containers = pod.getSpec().getContainers();
    var ports = containers.stream().flatMap(Kubelet::ports).distinct().toList();
    var version =
        containers.stream()
            .flatMap(container -> env(container, "VERSION").stream())
            .findFirst()
            .orElseGet(() -> containers.isEmpty() ? "latest" : tag(containers.getFirst()));
    return new PodRuntime.Workload(
        pod.getMetadata().getNamespace(),
        pod.getMetadata().getName(),
        settings.nodeName(),
        ip,
        version,
        ports.isEmpty() ? List.of(USUAL_PORT) : ports);
  }

  private static Stream<Integer> ports(Container container) {
    return Stream.concat(
        env(container, "PORT")
            .filter(port -> port.matches("\\d{1,5}"))
            .map(Integer::valueOf)
            .stream(),
        container.getPorts().stream()
            .filter(port -> !"UDP".equals(port.getProtocol()))
            .map(port -> port.getContainerPort()));
  }

  private static Optional<String> env(Container container, String name) {
    return container.getEnv().stream()
        .filter(variable -> name.equals(variable.getName()))
        .map(EnvVar::getValue)
        .filter(Objects::nonNull)
        .findFirst();
  }

  private static String tag(Container container) {
    var image = Objects.requireNonNullElse(container.getImage(), "");
    int colon = image.lastIndexOf(':');
    return colon > image.lastIndexOf('/') ? image.substring(colon + 1) : "latest";
  }

  private static String uid(Pod pod) {
    return pod.getMetadata().getUid();
  }
}
