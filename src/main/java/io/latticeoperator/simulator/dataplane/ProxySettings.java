package io.latticeoperator.simulator.dataplane;

import io.latticeoperator.simulator.Addresses;
import java.net.URI;
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
 * @param clientIdle how long a client's connection may be silent before it is closed
 * @param connectionLife how long a client's connection may last at all
 * @param requestsPerSecond what a service may be asked before clients get 429; also how many may
 *     come at once
 * @param functions where Lambda targets answer: URL by function ARN
 * @param addresses where clients are taken in
 * @param fixedPorts local ports for some entrances, opened at the start; the others get any free
 *     port when they are first needed
 */
public record ProxySettings(
    Duration targetTimeout,
    Duration connectTimeout,
    Duration pooledIdle,
    Duration clientIdle,
    Duration connectionLife,
    int requestsPerSecond,
    Map<String, URI> functions,
    Addresses addresses,
    Map<Entrance, Integer> fixedPorts) {
  public ProxySettings {
    functions = Map.copyOf(functions);
    fixedPorts = Map.copyOf(fixedPorts);
  }

  /** AWS's idle timeout of a minute, life of ten and rate of 10,000; any free ports of loopback. */
  public static ProxySettings likely() {
    return new ProxySettings(
        Duration.ofMinutes(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(2),
        Duration.ofMinutes(1),
        Duration.ofMinutes(10),
        10_000,
        Map.of(),
        Addresses.LOOPBACK,
        Map.of());
  }

  public ProxySettings withTargetTimeout(Duration changed) {
    return with(changed, clientIdle, connectionLife, requestsPerSecond, functions, fixedPorts);
  }

  public ProxySettings withClientIdle(Duration changed) {
    return with(targetTimeout, changed, connectionLife, requestsPerSecond, functions, fixedPorts);
  }

  public ProxySettings withConnectionLife(Duration changed) {
    return with(targetTimeout, clientIdle, changed, requestsPerSecond, functions, fixedPorts);
  }

  public ProxySettings withRequestsPerSecond(int changed) {
    return with(targetTimeout, clientIdle, connectionLife, changed, functions, fixedPorts);
  }

  public ProxySettings withFunctions(Map<String, URI> changed) {
    return with(targetTimeout, clientIdle, connectionLife, requestsPerSecond, changed, fixedPorts);
  }

  public ProxySettings withFixedPorts(Map<Entrance, Integer> changed) {
    return with(targetTimeout, clientIdle, connectionLife, requestsPerSecond, functions, changed);
  }

  public ProxySettings withAddresses(Addresses changed) {
    return new ProxySettings(
        targetTimeout,
        connectTimeout,
        pooledIdle,
        clientIdle,
        connectionLife,
        requestsPerSecond,
        functions,
        changed,
        fixedPorts);
  }

  private ProxySettings with(
      Duration target,
      Duration idle,
      Duration life,
      int rate,
      Map<String, URI> urls,
      Map<Entrance, Integer> ports) {
    return new ProxySettings(
        target, connectTimeout, pooledIdle, idle, life, rate, urls, addresses, ports);
  }
}
