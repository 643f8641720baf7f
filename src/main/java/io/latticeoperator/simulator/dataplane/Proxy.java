package io.latticeoperator.simulator.dataplane;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.latticeoperator.simulator.PodNetwork;
import java.net.InetSocketAddress;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * The data plane's sockets: one on each address for each {@link Entrance}, which takes HTTP and,
 * for HTTPS listeners, TLS with a self-signed certificate. It opens those that the routing table
 * gives a listener to, and never closes one before the end, so that a printed table stays true.
 *
 * <p>It carries out what {@link DataPlane} decides: bodies are streamed both ways, connections to
 * targets are kept and used again, requests in progress go on whatever becomes of their target's
 * registration.
 */
public final class Proxy implements AutoCloseable {
  private final ProxySettings settings;
  private final Traffic traffic = new Traffic();
  private final Server server;
  private final PodNetwork pods;
  private final Threads threads = new Threads();
  private final DataPlane dataPlane;
  private final HttpClient clients;
  private final Consumer<AccessRecord> records;
  private final SslContextFactory.Server tls;
  private final SslContextFactory.Client targetTls = new TargetClient.Unverified();
  private final SortedMap<Entrance, InetSocketAddress> endpoints = new TreeMap<>();
  private boolean closed;

  /**
   * Starts listening.
   *
   * @throws RuntimeException when one of the fixed ports is not free
   */
  public Proxy(DataPlane dataPlane, PodNetwork pods, ProxySettings settings) {
    this(dataPlane, pods, settings, _ -> {});
  }

  /**
   * Starts listening.
   *
   * @param records is told of each request and each passed-through connection when it has ended, on
   *     the thread that ended it: must return at once
   * @throws RuntimeException when one of the fixed ports is not free
   */
  public Proxy(
      DataPlane dataPlane,
      PodNetwork pods,
      ProxySettings settings,
      Consumer<AccessRecord> records) {
    this.dataPlane = dataPlane;
    this.settings = settings;
    this.pods = pods;
    this.records = traffic.andThen(records);
    tls = ServiceCertificates.tls(host -> dataPlane.table().serves(host));
    LifeCycle.start(threads);
    clients = TargetClient.started(pods, threads, settings);
    server = new Server(threads);
    server.setStopTimeout(0);
    server.setHandler(new Gate(dataPlane, clients, settings, this.records));
    server.addBean(targetTls);
    try {
      LifeCycle.start(server);
      settings.fixedPorts().keySet().forEach(this::open);
    } catch (RuntimeException failure) {
      close();
      throw failure;
    }
    sweep();
    dataPlane.watch(this::openAll);
  }

  /**
   * The local socket for callers in a VPC, on the loopback interface; opened if need be. Its port
   * is the same on the other addresses.
   *
   * @throws IllegalStateException when the proxy is closed
   */
  public synchronized InetSocketAddress endpoint(String vpcId, int listenerPort) {
    if (closed) {
      throw new IllegalStateException("the data plane is closed");
    }
    return open(new Entrance(vpcId, listenerPort));
  }

  /** All that are open. */
  public synchronized SortedMap<Entrance, InetSocketAddress> endpoints() {
    return Collections.unmodifiableSortedMap(new TreeMap<>(endpoints));
  }

  /** What has been counted. */
  public Traffic traffic() {
    return traffic;
  }

  /** Closes every socket; requests in progress are broken off. */
  @Override
  public synchronized void close() {
    closed = true;
    for (var connector : server.getConnectors()) {
      LifeCycle.stop(connector);
    }
    LifeCycle.stop(clients);
    LifeCycle.stop(server);
    LifeCycle.stop(threads);
  }

  private synchronized void openAll(RoutingTable table) {
    if (!closed) {
      table.entrances().forEach(this::open);
    }
  }

  /** Closes connections to targets that have not been used for long, again and again. */
  private void sweep() {
    for (var connector : server.getConnectors()) {
      if (connector instanceof EntranceConnector entrance) {
        entrance.targets().closeOld();
      }
    }
    var _ =
        server
            .getScheduler()
            .schedule(this::sweep, settings.pooledIdle().toMillis() / 2 + 1, MILLISECONDS);
  }

  private synchronized InetSocketAddress open(Entrance entrance) {
    return endpoints.computeIfAbsent(entrance, this::listen);
  }

  private InetSocketAddress listen(Entrance entrance) {
    var connectors =
        settings
            .addresses()
            .open(
                settings.fixedPorts().getOrDefault(entrance, 0),
                (host, port) -> connector(entrance, host, port));
    for (var connector : connectors) {
      server.addConnector(connector);
      LifeCycle.start(connector);
    }
    return connectors.getFirst().address();
  }

  private EntranceConnector connector(Entrance entrance, String host, int port) {
    return new EntranceConnector(
        server,
        threads,
        Protocols.all(new Passthrough(dataPlane, entrance, records), tls),
        targetTls,
        pods,
        entrance,
        host,
        port,
        settings);
  }
}
