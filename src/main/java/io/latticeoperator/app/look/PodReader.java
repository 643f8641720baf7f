package io.latticeoperator.app.look;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodIP;
import io.fabric8.kubernetes.api.model.PodReadinessGate;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.Service;
import io.latticeoperator.explain.Case;
import io.latticeoperator.explain.Known;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A pod as the explanation reads it. */
final class PodReader {
  private PodReader() {}

  static Case.Pod read(Pod pod, boolean selected, Known<List<Case.Policy>> policies) {
    var status = Objects.requireNonNullElseGet(pod.getStatus(), PodStatus::new);
    return new Case.Pod(
        pod.getMetadata().getName(),
        pod.getMetadata().getUid(),
        orEmpty(status.getPodIPs()).stream().map(PodIP::getIp).toList(),
        selected,
        Objects.requireNonNullElse(status.getPhase(), "Pending"),
        pod.isMarkedForDeletion(),
        condition(status, "Ready").orElse(null),
        gates(pod, status),
        Stream.concat(
                orEmpty(status.getInitContainerStatuses()).stream(),
                orEmpty(status.getContainerStatuses()).stream())
            .flatMap(PodReader::trouble)
            .toList(),
        status.getHostIP(),
        policies);
  }

  /** Whether the Service's selector matches the pod; none matches nothing. */
  static boolean selects(Service service, Pod pod) {
    var selector = service.getSpec().getSelector();
    var labels =
        Objects.requireNonNullElse(pod.getMetadata().getLabels(), Map.<String, String>of());
    return selector != null
        && !selector.isEmpty()
        && selector.entrySet().stream().allMatch(e -> e.getValue().equals(labels.get(e.getKey())));
  }

  private static List<String> gates(Pod pod, PodStatus status) {
    return orEmpty(pod.getSpec().getReadinessGates()).stream()
        .map(PodReadinessGate::getConditionType)
        .filter(type -> !condition(status, type).orElse(false))
        .toList();
  }

  private static Optional<Boolean> condition(PodStatus status, String type) {
    return orEmpty(status.getConditions()).stream()
        .filter(condition -> type.equals(condition.getType()))
        .map(PodCondition::getStatus)
        .map("True"::equals)
        .findFirst();
  }

  private static Stream<String> trouble(ContainerStatus container) {
    var state = container.getState();
    if (state == null || Boolean.TRUE.equals(container.getReady())) {
      return Stream.empty();
    }
    if (state.getWaiting() != null && state.getWaiting().getReason() != null) {
      return Stream.of(container.getName() + ": " + state.getWaiting().getReason());
    }
    var ended = state.getTerminated();
    return ended != null && !Objects.equals(ended.getExitCode(), 0)
        ? Stream.of(container.getName() + ": ended with " + ended.getExitCode())
        : Stream.empty();
  }

  static <T> List<T> orEmpty(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }
}
