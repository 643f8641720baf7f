package io.latticeoperator.simulator.dataplane;

import io.latticeoperator.simulator.PodNetwork;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Executor;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.server.DetectorConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.IO;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * The listening socket of an entrance. A client's first byte tells TLS from plain HTTP. Connections
 * to targets are made on the same selector as those from clients.
 */
final class EntranceConnector extends ServerConnector {
  private final Entrance entrance;
  private final TargetConnections targets;

  /**
   * @param localPort 0 for any free one
   */
  EntranceConnector(
      Server server,
      Threads threads,
      SslContextFactory.Server tls,
      SslContextFactory.Client targetTls,
      PodNetwork pods,
      Entrance entrance,
      int localPort,
      ProxySettings settings) {
    super(
        server,
        null,
        null,
        null,
        0,
        1,
        new DetectorConnectionFactory(
            new SslConnectionFactory(tls, HttpVersion.HTTP_1_1.asString())),
        http());
    this.entrance = entrance;
    this.targets = new TargetConnections(this, threads, pods, targetTls, settings.pooledIdle());
    setHost(InetAddress.getLoopbackAddress().getHostAddress());
    setPort(localPort);
    setIdleTimeout(settings.targetTimeout().toMillis());
    getSelectorManager().setConnectTimeout(settings.connectTimeout().toMillis());
  }

  Entrance entrance() {
    return entrance;
  }

  /** The connections to targets that requests from here use. */
  TargetConnections targets() {
    return targets;
  }

  /** Where it listens, once started. */
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
    public Connection newConnection(
        SelectableChannel channel, EndPoint endPoint, Object attachment) throws IOException {
      return attachment instanceof Outbound outbound
          ? outbound.newConnection(endPoint)
          : super.newConnection(channel, endPoint, attachment);
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

  private static HttpConnectionFactory http() {
    var http = new HttpConfiguration();
    http.setRequestHeaderSize(ForwardedHeaders.READ_BYTES);
    http.setSendServerVersion(false);
    http.setSendDateHeader(false);
    return new HttpConnectionFactory(http);
  }
}
