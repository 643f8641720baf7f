package io.latticeoperator.simulator;

import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * Where a pod's address really listens. Pods of the simulated clusters have VPC addresses that no
 * machine routes; each of their ports is a socket on the loopback interface. On a real cluster the
 * address is its own socket.
 */
@FunctionalInterface
public interface PodNetwork {
  /**
   * @return the socket to connect to, or empty when nothing owns the address (a connection attempt
   *     would time out or be refused)
   */
  Optional<InetSocketAddress> locate(String ip, int port);

  /** Every address is its own socket. */
  static PodNetwork direct() {
    return (ip, port) -> Optional.of(new InetSocketAddress(ip, port));
  }
}
