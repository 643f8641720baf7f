package io.latticeoperator.simulator.dataplane;

import io.latticeoperator.simulator.PodNetwork;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.Executor;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.IO;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * The listening socket of an entrance. Connections to targets are made on the same selector as
 * those from clients.
 */
final class EntranceConnector extends ServerConnector {
  private final Entrance entrance;
  private final PodNetwork pods;
  private final TargetConnections targets;
  private final ConnectionLife life;

  /**
   * @param protocols what clients may speak, the first of them first
   * @param host an address of this machine
   * @param localPort 0 for any free one
   */
  EntranceConnector(
      Server server,
      Threads threads,
      List<ConnectionFactory> protocols,
      SslContextFactory.Client targetTls,
      PodNetwork pods,
      Entrance entrance,
      String host,
      int localPort,
      ProxySettings settings) {
    super(server, null, null, null, 0, 1, protocols.toArray(ConnectionFactory[]::new));
    this.entrance = entrance;
    this.pods = pods;
    this.targets = new TargetConnections(this, threads, targetTls, settings);
    this.life = new ConnectionLife(getScheduler(), settings.connectionLife());
    setHost(host);
    setPort(localPort);
    setIdleTimeout(settings.clientIdle().toMillis());
    getSelectorManager().setConnectTimeout(settings.connectTimeout().toMillis());
  }

  Entrance entrance() {
    return entrance;
  }

  PodNetwork pods() {
    return pods;
  }

  /** The connections to targets that requests from here use. */
  TargetConnections targets() {
    return targets;
  }

  ConnectionLife life() {
    return life;
  }

  /** Where programs of this machine reach it, once it is open. */
  InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), getLocalPort());
  }

  /** Begins to connect to a target. */
  void connect(InetSocketAddress target, Outbound outbound) {
    SocketChannel channel;
    try {
      channel = SocketChannel.open();
    } catch (IOException failure) {
      outbound.failed(failure);
      return;
    }
    try {
      channel.configureBlocking(false);
      channel.socket().setTcpNoDelay(true);
      if (channel.connect(target)) {
        getSelectorManager().accept(channel, outbound);
      } else {
        getSelectorManager().connect(channel, outbound);
      }
    } catch (IOException | RuntimeException failure) {
      IO.close(channel);
      outbound.failed(failure);
    }
  }

  @Override
  protected SelectorManager newSelectorManager(
      Executor executor, Scheduler scheduler, int selectors) {
    return new Sockets(executor, scheduler, selectors);
  }

  private final class Sockets extends ServerConnectorManager {
    Sockets(Executor executor, Scheduler scheduler, int selectors) {
      super(executor, scheduler, selectors);
    }

    @Override
    public Connection newConnection(SelectableChannel channel, EndPoint endPoint, Object attachment)
        throws IOException {
      if (attachment instanceof Outbound outbound) {
        return outbound.newConnection(endPoint);
      }
      life.begun(endPoint);
      return super.newConnection(channel, endPoint, attachment);
    }

    @Override
    protected void endPointClosed(EndPoint endPoint) {
      life.ended(endPoint);
      super.endPointClosed(endPoint);
    }

    @Override
    protected void connectionFailed(
        SelectableChannel channel, Throwable failure, Object attachment) {
      if (attachment instanceof Outbound outbound) {
        outbound.failed(failure);
      } else {
        super.connectionFailed(channel, failure, attachment);
      }
    }
  }
}
