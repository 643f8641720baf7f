package io.latticeoperator.simulator.kubernetes.controllers;

import io.latticeoperator.simulator.PodNetwork;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where each port of each simulated pod listens on the loopback interface. One may serve several
 * clusters, provided that their pod blocks do not overlap. Safe to use from any thread.
 */
public final class PodSockets implements PodNetwork {
  private final Map<Address, InetSocketAddress> sockets = new ConcurrentHashMap<>();

  @Override
  public Optional<InetSocketAddress> locate(String ip, int port) {
    return Optional.ofNullable(sockets.get(new Address(ip, port)));
  }

  void opened(String ip, int port, InetSocketAddress socket) {
    sockets.put(new Address(ip, port), socket);
  }

  /** Only if {@code socket} is what listens there: the address may belong to another pod by now. */
  void closed(String ip, int port, InetSocketAddress socket) {
    sockets.remove(new Address(ip, port), socket);
  }

  private record Address(String ip, int port) {}
}
