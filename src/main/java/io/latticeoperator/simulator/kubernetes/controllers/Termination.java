package io.latticeoperator.simulator.kubernetes.controllers;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * How long the parts of a pod's end may take, by the kubelet's rules.
 *
 * @param preStop how long the preStop hook runs, while the pod still serves
 * @param stop how long running requests have after that, before the process is killed
 */
record Termination(Duration preStop, Duration stop) {
  private static final Duration SHORTEST = Duration.ofSeconds(1);

  /** Each container gets this much even if its hook has used up the grace period. */
  private static final Duration SHORTEST_STOP = Duration.ofSeconds(2);

  private static final Pattern SLEEP = Pattern.compile("\\bsleep\\s+(\\d{1,6}(?:\\.\\d{1,3})?)");

  /** Of a pod that was deleted; its hook's time counts towards its grace period. */
  static Termination of(Pod pod) {
    var given = pod.getMetadata().getDeletionGracePeriodSeconds();
    var spec = pod.getSpec().getTerminationGracePeriodSeconds();
    long seconds = given != null ? given : Objects.requireNonNullElse(spec, 30L);
    return within(Duration.ofSeconds(seconds), pod);
  }

  /** Of a pod whose object is gone: what is left of it is given the least grace there is. */
  static Termination forced(Pod pod) {
    return within(SHORTEST, pod);
  }

  private static Termination within(Duration grace, Pod pod) {
    var whole = longer(grace, SHORTEST);
    var hook =
        pod.getSpec().getContainers().stream()
            .map(Termination::preStop)
            .reduce(Duration.ZERO, Termination::longer);
    var preStop = hook.compareTo(whole) < 0 ? hook : whole;
    return new Termination(preStop, longer(whole.minus(preStop), SHORTEST_STOP));
  }

  private static Duration preStop(Container container) {
    var hook = container.getLifecycle() == null ? null : container.getLifecycle().getPreStop();
    if (hook == null) {
      return Duration.ZERO;
    }
    if (hook.getSleep() != null) {
      return Duration.ofSeconds(Objects.requireNonNullElse(hook.getSleep().getSeconds(), 0L));
    }
    if (hook.getExec() != null) {
      var sleep = SLEEP.matcher(String.join(" ", hook.getExec().getCommand()));
      return sleep.find()
          ? Duration.ofMillis(Math.round(Double.parseDouble(sleep.group(1)) * 1000))
          : Duration.ZERO;
    }
    return Duration.ZERO;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }
}
