package io.latticeoperator.simulator.dataplane;

import java.time.Duration;
import java.util.Map;

/**
 * How the proxy treats connections.
 *
 * @param targetTimeout how long a target may be silent before the client gets 504
 * @param connectTimeout how long a target may take to accept a connection before the client gets
 *     500
 * @param pooledIdle how long an unused connection to a target is kept; shorter than what servers
 *     commonly allow, so that it is mostly the proxy who closes first
 * @param fixedPorts local ports for some entrances, opened at the start; the others get any free
 *     port when they are first needed
 */
public record ProxySettings(
    Duration targetTimeout,
    Duration connectTimeout,
    Duration pooledIdle,
    Map<Entrance, Integer> fixedPorts) {
  public ProxySettings {
    fixedPorts = Map.copyOf(fixedPorts);
  }

  /** Silence of a minute, as AWS's idle timeout; any free ports. */
  public static ProxySettings likely() {
    return new ProxySettings(
        Duration.ofMinutes(1), Duration.ofSeconds(5), Duration.ofSeconds(2), Map.of());
  }

  public ProxySettings withTargetTimeout(Duration changed) {
    return new ProxySettings(changed, connectTimeout, pooledIdle, fixedPorts);
  }

  public ProxySettings withFixedPorts(Map<Entrance, Integer> changed) {
    return new ProxySettings(targetTimeout, connectTimeout, pooledIdle, changed);
  }
}
