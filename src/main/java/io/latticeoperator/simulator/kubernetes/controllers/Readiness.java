package io.latticeoperator.simulator.kubernetes.controllers;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Probe;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether a container counts as ready after the probes so far.
 *
 * @param ready starts false with a probe, true without one
 * @param streak how many results in a row were contrary to {@code ready}
 */
record Readiness(boolean ready, int streak) {
  static Readiness initial(@Nullable Probe probe) {
    return new Readiness(probe == null, 0);
  }

  /** Turns only after as many results in a row as the probe's threshold says. */
  Readiness after(boolean passed, Probe probe) {
    if (passed == ready) {
      return new Readiness(ready, 0);
    }
    int threshold =
        passed ? or(probe.getSuccessThreshold(), 1) : or(probe.getFailureThreshold(), 3);
    return streak + 1 >= threshold ? new Readiness(passed, 0) : new Readiness(ready, streak + 1);
  }

  static Duration initialDelay(Probe probe) {
    return Duration.ofSeconds(or(probe.getInitialDelaySeconds(), 0));
  }

  static Duration period(Probe probe) {
    return Duration.ofSeconds(Math.max(1, or(probe.getPeriodSeconds(), 10)));
  }

  /** What the container's probe asks; empty for kinds of probe that every pod here passes. */
  static Optional<PodRuntime.Check> check(Container container) {
    var probe = container.getReadinessProbe();
    if (probe == null) {
      return Optional.empty();
    }
    var timeout = Duration.ofSeconds(Math.max(1, or(probe.getTimeoutSeconds(), 1)));
    if (probe.getHttpGet() != null) {
      var path = Objects.requireNonNullElse(probe.getHttpGet().getPath(), "/");
      int port = port(probe.getHttpGet().getPort(), container);
      return Optional.of(
          new PodRuntime.Check(port, path.startsWith("/") ? path : "/" + path, timeout));
    }
    return probe.getTcpSocket() == null
        ? Optional.empty()
        : Optional.of(
            new PodRuntime.Check(port(probe.getTcpSocket().getPort(), container), "", timeout));
  }

  /** Port 0 stands for a name that the container lacks: nothing listens there. */
  private static int port(IntOrString given, Container container) {
    if (given.getStrVal() == null) {
      return or(given.getIntVal(), 0);
    }
    return container.getPorts().stream()
        .filter(port -> given.getStrVal().equals(port.getName()))
        .mapToInt(port -> port.getContainerPort())
        .findFirst()
        .orElse(0);
  }

  private static int or(@Nullable Integer value, int otherwise) {
    return value == null ? otherwise : value;
  }
}
