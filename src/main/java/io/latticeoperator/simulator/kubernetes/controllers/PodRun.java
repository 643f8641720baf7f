package io.latticeoperator.simulator.kubernetes.controllers;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Probe;
import io.latticeoperator.time.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The life of one pod on the node, from its scheduling to its end. */
final class PodRun {
  private static final Timeline.Scheduled NOTHING = () -> {};

  private final Pod pod;
  private final PodRuntime.Workload workload;
  private final PodRuntime runtime;
  private final Timeline timeline;
  private final ClusterSettings.Delays delays;
  private final Runnable changed;
  private final Map<String, Readiness> readiness = new HashMap<>();

  private Stage stage = Stage.STARTING;
  private PodRuntime.@Nullable Running running;
  private @Nullable Termination termination;
  private @Nullable Instant started;
  private @Nullable Instant ended;
  private Instant terminatingSince = Instant.MIN;
  private Timeline.Scheduled next = NOTHING;

  /** Where a pod is in its life. */
  enum Stage {
    /** Its containers are being created. */
    STARTING,
    RUNNING,
    /** To be deleted, but it still serves while its preStop hook runs. */
    PRE_STOP,
    /** Told to end; answers the requests it has. */
    STOPPING,
    /** Dead, and nobody has noticed yet. */
    CRASHED,
    /** Shown as dead. */
    DEAD,
    /** Given up for good. */
    FAILED,
    /** Ended in order. */
    STOPPED;

    /** Whether the node believes that the containers run. */
    boolean seemsUp() {
      return switch (this) {
        case RUNNING, PRE_STOP, STOPPING, CRASHED -> true;
        case STARTING, DEAD, FAILED, STOPPED -> false;
      };
    }
  }

  /**
   * @param changed told on the timeline after each change of the run that the pod's status shows
   */
  PodRun(
      Pod pod,
      PodRuntime.Workload workload,
      PodRuntime runtime,
      Timeline timeline,
      ClusterSettings.Delays delays,
      Runnable changed) {
    this.pod = pod;
    this.workload = workload;
    this.runtime = runtime;
    this.timeline = timeline;
    this.delays = delays;
    this.changed = changed;
    for (var container : pod.getSpec().getContainers()) {
      readiness.put(container.getName(), Readiness.initial(container.getReadinessProbe()));
    }
    next = timeline.after(delays.start(), this::run);
  }

  /** The pod as it was when it was started; its spec does not change. */
  Pod pod() {
    return pod;
  }

  String ip() {
    return workload.ip();
  }

  Stage stage() {
    return stage;
  }

  @Nullable Instant started() {
    return started;
  }

  @Nullable Instant ended() {
    return ended;
  }

  boolean ready(Container container) {
    var known = readiness.get(container.getName());
    return stage.seemsUp() && known != null && known.ready();
  }

  /** Begins the end of the pod, or hastens one that has begun. */
  void terminate(Termination wanted) {
    if (wanted.equals(termination)) {
      return;
    }
    termination = wanted;
    switch (stage) {
      case RUNNING -> {
        terminatingSince = timeline.now();
        stage = Stage.PRE_STOP;
        next = timeline.after(wanted.preStop(), () -> stop(wanted));
      }
      case PRE_STOP -> {
        next.cancel();
        var elapsed = Duration.between(terminatingSince, timeline.now());
        next = timeline.after(wanted.preStop().minus(elapsed), () -> stop(wanted));
      }
      case STOPPING -> {
        if (running != null) {
          next = timeline.after(wanted.stop(), running::kill);
        }
      }
      case STARTING, CRASHED, DEAD, FAILED -> {
        next.cancel();
        end(Stage.STOPPED);
      }
      case STOPPED -> {}
    }
  }

  /** The containers die this instant, and nothing says so at first. */
  void crash() {
    switch (stage) {
      case RUNNING, PRE_STOP, STOPPING -> {
        next.cancel();
        stage = Stage.CRASHED;
        ended = timeline.now();
        if (running != null) {
          running.kill();
        }
        next = timeline.after(delays.crashSeen(), this::discoverCrash);
      }
      case STARTING, CRASHED, DEAD, FAILED, STOPPED -> {}
    }
  }

  private void discoverCrash() {
    stage = Stage.DEAD;
    changed.run();
    next = timeline.after(delays.crashFailed(), () -> end(Stage.FAILED));
  }

  private void run() {
    running = runtime.start(workload);
    started = timeline.now();
    stage = Stage.RUNNING;
    for (var container : pod.getSpec().getContainers()) {
      var probe = container.getReadinessProbe();
      if (probe != null) {
        timeline.after(Readiness.initialDelay(probe), () -> probe(container, probe));
      }
    }
    changed.run();
  }

  private void stop(Termination now) {
    stage = Stage.STOPPING;
    if (running != null) {
      running.stop(now.stop()).whenComplete((none, failure) -> timeline.soon(this::stopped));
    }
  }

  private void stopped() {
    if (stage == Stage.STOPPING) {
      next.cancel();
      end(Stage.STOPPED);
    }
  }

  private void end(Stage last) {
    stage = last;
    if (ended == null) {
      ended = timeline.now();
    }
    changed.run();
  }

  private void probe(Container container, Probe probe) {
    var asked = running;
    if (asked == null || !stage.seemsUp()) {
      return;
    }
    Readiness.check(container)
        .ifPresentOrElse(
            check ->
                asked
                    .passes(check)
                    .whenComplete(
                        (passed, failure) ->
                            timeline.soon(
                                () ->
                                    probed(
                                        container.getName(), probe, Boolean.TRUE.equals(passed)))),
            () -> probed(container.getName(), probe, true));
    timeline.after(Readiness.period(probe), () -> probe(container, probe));
  }

  private void probed(String container, Probe probe, boolean passed) {
    if (!stage.seemsUp()) {
      return;
    }
    var before = readiness.getOrDefault(container, Readiness.initial(probe));
    var after = before.after(passed, probe);
    readiness.put(container, after);
    if (after.ready() != before.ready()) {
      changed.run();
    }
  }
}
