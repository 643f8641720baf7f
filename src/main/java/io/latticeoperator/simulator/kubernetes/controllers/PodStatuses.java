package io.latticeoperator.simulator.kubernetes.controllers;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.HostIPBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.PodIPBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the kubelet says about a pod; conditions that others set (readiness gates) are kept. */
final class PodStatuses {
  private static final int KILLED = 137;

  private final Pod pod;
  private final PodRun run;
  private final String hostIp;
  private final String now;
  private final List<PodCondition> conditions;

  private PodStatuses(Pod pod, PodRun run, String hostIp, Instant now) {
    this.pod = pod;
    this.run = run;
    this.hostIp = hostIp;
    this.now = now.truncatedTo(ChronoUnit.SECONDS).toString();
    this.conditions =
        new ArrayList<>(pod.getStatus() == null ? List.of() : pod.getStatus().getConditions());
  }

  /**
   * @param pod as it is stored now
   * @param run of this pod
   * @param hostIp address of its node
   */
  static PodStatus of(Pod pod, PodRun run, String hostIp, Instant now) {
    return new PodStatuses(pod, run, hostIp, now).status();
  }

  private PodStatus status() {
    var containers = pod.getSpec().getContainers();
    var unready = containers.stream().filter(it -> !run.ready(it)).map(Container::getName).toList();
    var openGates =
        pod.getSpec().getReadinessGates().stream()
            .map(gate -> gate.getConditionType())
            .filter(
                gate ->
                    Pods.condition(pod, gate).filter(it -> "True".equals(it.getStatus())).isEmpty())
            .toList();
    var waiting = "containers with unready status: [" + String.join(" ", unready) + "]";
    set("Initialized", true, null, null);
    if (unready.isEmpty()) {
      set(
          "Ready",
          openGates.isEmpty(),
          openGates.isEmpty() ? null : "ReadinessGatesNotReady",
          openGates.isEmpty()
              ? null
              : openGates.stream()
                  .map(
                      gate ->
                          "corresponding condition of pod readiness gate \""
                              + gate
                              + "\" does not exist or is not \"True\"")
                  .collect(Collectors.joining(", ")));
      set("ContainersReady", true, null, null);
    } else {
      var reason = run.stage() == PodRun.Stage.STOPPED ? "PodCompleted" : "ContainersNotReady";
      set("Ready", false, reason, waiting);
      set("ContainersReady", false, reason, waiting);
    }
    set("PodScheduled", true, null, null);

    var before = pod.getStatus() == null ? new PodStatus() : pod.getStatus();
    var status =
        new PodStatusBuilder(before)
            .withPhase(phase())
            .withConditions(conditions)
            .withHostIP(hostIp)
            .withHostIPs(new HostIPBuilder().withIp(hostIp).build())
            .withStartTime(Objects.requireNonNullElse(before.getStartTime(), now))
            .withQosClass("BestEffort")
            .withContainerStatuses(containers.stream().map(this::container).toList());
    return run.started() == null
        ? status.build()
        : status
            .withPodIP(run.ip())
            .withPodIPs(new PodIPBuilder().withIp(run.ip()).build())
            .build();
  }

  private String phase() {
    return switch (run.stage()) {
      case STARTING -> "Pending";
      case RUNNING, PRE_STOP, STOPPING, CRASHED, DEAD -> "Running";
      case FAILED -> "Failed";
      case STOPPED -> "Succeeded";
    };
  }

  private void set(String type, boolean holds, @Nullable String reason, @Nullable String message) {
    var status = holds ? "True" : "False";
    int index = 0;
    while (index < conditions.size() && !type.equals(conditions.get(index).getType())) {
      index++;
    }
    var last = index < conditions.size() ? conditions.get(index) : null;
    var condition =
        new PodConditionBuilder()
            .withType(type)
            .withStatus(status)
            .withReason(reason)
            .withMessage(message)
            .withLastTransitionTime(
                last != null && status.equals(last.getStatus())
                    ? last.getLastTransitionTime()
                    : now)
            .build();
    if (last == null) {
      conditions.add(condition);
    } else {
      conditions.set(index, condition);
    }
  }

  private ContainerStatus container(Container container) {
    return new ContainerStatusBuilder()
        .withName(container.getName())
        .withImage(container.getImage())
        .withImageID("")
        .withReady(run.ready(container))
        .withStarted(run.stage().seemsUp())
        .withRestartCount(0)
        .withState(state())
        .build();
  }

  private ContainerState state() {
    var state = new ContainerStateBuilder();
    return switch (run.stage()) {
      case STARTING -> state.withNewWaiting().withReason("ContainerCreating").endWaiting().build();
      case RUNNING, PRE_STOP, STOPPING, CRASHED ->
          state.withNewRunning().withStartedAt(text(run.started())).endRunning().build();
      case DEAD, FAILED -> terminated(state, KILLED, "Error");
      case STOPPED -> terminated(state, 0, "Completed");
    };
  }

  private ContainerState terminated(ContainerStateBuilder state, int exitCode, String reason) {
    return state
        .withNewTerminated()
        .withExitCode(exitCode)
        .withReason(reason)
        .withStartedAt(text(run.started()))
        .withFinishedAt(text(run.ended()))
        .endTerminated()
        .build();
  }

  private static @Nullable String text(@Nullable Instant instant) {
    return instant == null ? null : instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
