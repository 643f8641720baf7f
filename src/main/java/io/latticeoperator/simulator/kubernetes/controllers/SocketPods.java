package io.latticeoperator.simulator.kubernetes.controllers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.Channel;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.VirtualThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pods that answer HTTP on ephemeral loopback ports ({@link PodAnswers} says what). All pods share
 * one Jetty server: each port is a listening socket with a virtual thread that hands its
 * connections over, so that starting a pod costs no more than that.
 */
public final class SocketPods implements PodRuntime {
  private static final Logger LOG = LoggerFactory.getLogger(SocketPods.class);
  private static final int BACKLOG = 128;

  private final PodSockets sockets;
  private final Server server;
  private final ServerConnector connector;
  private final HttpClient prober = HttpClient.newHttpClient();
  private final Map<SocketChannel, SocketPod> owners = new ConcurrentHashMap<>();
  private final Set<SocketPod> running = ConcurrentHashMap.newKeySet();

  private SocketPods(PodSockets sockets) {
    this.sockets = sockets;
    this.server = new Server(new VirtualThreadPool());
    var http = new HttpConfiguration();
    http.setSendServerVersion(false);
    this.connector = new ServerConnector(server, 0, 1, new HttpConnectionFactory(http));
    connector.addBean(new Forgetting());
    connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
    server.addConnector(connector);
    server.setHandler(new PodAnswers(this::owner));
  }

  /**
   * @param sockets learns where each pod listens
   */
  public static SocketPods start(PodSockets sockets) {
    var pods = new SocketPods(sockets);
    try {
      pods.server.start();
    } catch (Exception failure) {
      throw new IllegalStateException("the pods' server does not start", failure);
    }
    // the connector's own socket belongs to no pod
    pods.connector.close();
    return pods;
  }

  @Override
  public Running start(Workload workload) {
    var pod = new SocketPod(workload, this);
    for (int port : workload.ports()) {
      var listener = listen();
      var socket = local(listener);
      pod.listens(port, listener, socket);
      Thread.ofVirtual().name(workload.name() + ":" + port).start(() -> acceptAll(listener, pod));
      sockets.opened(workload.ip(), port, socket);
    }
    running.add(pod);
    return pod;
  }

  @Override
  public void close() {
    List.copyOf(running).forEach(SocketPod::kill);
    prober.shutdownNow();
    try {
      server.stop();
    } catch (Exception failure) {
      throw new IllegalStateException("the pods' server does not stop", failure);
    }
  }

  /** No new connections from now on. */
  void closed(SocketPod pod, int port, ServerSocketChannel listener, InetSocketAddress socket) {
    sockets.closed(pod.workload().ip(), port, socket);
    close(listener);
  }

  /** The pod has ended: whatever connection it still has is reset. */
  void ended(SocketPod pod) {
    running.remove(pod);
    for (var endPoint : connections(pod)) {
      resetOnClose(endPoint.getChannel());
      endPoint.close();
    }
    // accepted, but no connection of the server's yet
    owners.forEach(
        (channel, owner) -> {
          if (owner == pod) {
            close(channel);
            owners.remove(channel);
          }
        });
  }

  List<SocketChannelEndPoint> connections(SocketPod pod) {
    return connector.getConnectedEndPoints().stream()
        .filter(SocketChannelEndPoint.class::isInstance)
        .map(SocketChannelEndPoint.class::cast)
        .filter(endPoint -> owners.get(endPoint.getChannel()) == pod)
        .toList();
  }

  /** Runs {@code action} after {@code delay}, on a thread of the server's. */
  void later(Duration delay, Runnable action) {
    connector.getScheduler().schedule(action, delay.toMillis(), TimeUnit.MILLISECONDS);
  }

  CompletionStage<Boolean> passes(InetSocketAddress socket, Check check) {
    if (check.path().isEmpty()) {
      return CompletableFuture.completedFuture(true);
    }
    var address = "http://" + socket.getHostString() + ":" + socket.getPort() + check.path();
    var request = HttpRequest.newBuilder(URI.create(address)).timeout(check.timeout()).build();
    return prober
        .sendAsync(request, HttpResponse.BodyHandlers.discarding())
        .handle(
            (response, failure) ->
                failure == null && response.statusCode() >= 200 && response.statusCode() < 400);
  }

  private Optional<SocketPod> owner(EndPoint endPoint) {
    return endPoint instanceof SocketChannelEndPoint it
        ? Optional.ofNullable(owners.get(it.getChannel()))
        : Optional.empty();
  }

  private void acceptAll(ServerSocketChannel listener, SocketPod pod) {
    try {
      while (true) {
        var channel = listener.accept();
        owners.put(channel, pod);
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        connector.getSelectorManager().accept(channel);
      }
    } catch (ClosedChannelException stopped) {
      LOG.debug("{} accepts no more connections", pod.workload().name());
    } catch (IOException failure) {
      LOG.warn("{} cannot accept connections any more", pod.workload().name(), failure);
    }
  }

  private static ServerSocketChannel listen() {
    try {
      return ServerSocketChannel.open()
          .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
    } catch (IOException failure) {
      throw new UncheckedIOException("no loopback port for a pod", failure);
    }
  }

  private static InetSocketAddress local(ServerSocketChannel listener) {
    return new InetSocketAddress(
        InetAddress.getLoopbackAddress(), listener.socket().getLocalPort());
  }

  private static void resetOnClose(SocketChannel channel) {
    try {
      channel.setOption(StandardSocketOptions.SO_LINGER, 0);
    } catch (IOException gone) {
      LOG.debug("a connection was closed before its pod was killed", gone);
    }
  }

  private static void close(Channel channel) {
    try {
      channel.close();
    } catch (IOException failure) {
      LOG.warn("a pod's socket cannot be closed", failure);
    }
  }

  /** Forgets whose a connection was when it has ended. */
  private final class Forgetting implements Connection.Listener {
    @Override
    public void onClosed(Connection connection) {
      if (connection.getEndPoint() instanceof SocketChannelEndPoint endPoint) {
        owners.remove(endPoint.getChannel());
      }
    }
  }
}
