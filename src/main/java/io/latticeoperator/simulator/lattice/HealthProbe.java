package io.latticeoperator.simulator.lattice;

import java.util.function.Consumer;

/**
 * Makes one health check. The simulator decides when, gives up on an answer after the check's
 * timeout, and counts.
 */
@FunctionalInterface
public interface HealthProbe {
  /**
   * Must return at once. {@code result} may be told on any thread, during the call or later; only
   * the first telling counts.
   *
   * @param group whose {@link TargetGroup#healthCheck()} says how to check
   * @param port the one to be checked: the health check's or else the target's
   */
  void check(TargetGroup group, String ip, int port, Consumer<Boolean> result);

  /** Finds everything healthy, at once. */
  static HealthProbe alwaysHealthy() {
    return (group, ip, port, result) -> result.accept(true);
  }
}
