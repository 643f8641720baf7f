package io.latticeoperator.simulator.dataplane;

import io.latticeoperator.simulator.lattice.Target;
import java.net.NoRouteToHostException;
import java.time.Duration;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP/1.1 connections of one entrance to targets. The one used last is used next, so that
 * those too many grow old and are closed.
 */
final class TargetConnections {
  private final Map<Destination, Deque<TargetConnection>> idle = new ConcurrentHashMap<>();
  private final EntranceConnector sockets;
  private final Threads threads;
  private final SslContextFactory.Client tls;
  private final Duration targetTimeout;
  private final long keptNanos;

  /**
   * @param tls started; for targets that speak HTTPS
   */
  TargetConnections(
      EntranceConnector sockets,
      Threads threads,
      SslContextFactory.Client tls,
      ProxySettings settings) {
    this.sockets = sockets;
    this.threads = threads;
    this.tls = tls;
    this.targetTimeout = settings.targetTimeout();
    this.keptNanos = settings.pooledIdle().toNanos();
  }

  /** Where a connection goes; {@code secure} for TLS. */
  record Destination(Target.Key target, boolean secure) {}

  /** Sends a request on an idle connection or on a new one. */
  void send(
      Destination destination,
      MetaData.Request request,
      @Nullable ClientBody body,
      TargetAnswer answer) {
    var waiting = waiting(destination);
    for (var next = waiting.pollFirst(); next != null; next = waiting.pollFirst()) {
      if (next.send(request, body, answer)) {
        return;
      }
    }
    var target = destination.target();
    sockets
        .pods()
        .locate(target.id(), target.port())
        .ifPresentOrElse(
            socket -> sockets.connect(socket, new Opening(destination, request, body, answer)),
            () -> answer.failed(new NoRouteToHostException(target.id() + ":" + target.port())));
  }

  /** Closes those that nobody has used for too long. To be called now and then. */
  void closeOld() {
    long now = System.nanoTime();
    idle.values()
        .forEach(
            waiting ->
                waiting.removeIf(
                    connection -> now - connection.idleSince() > keptNanos && close(connection)));
    idle.values().removeIf(Deque::isEmpty);
  }

  private static boolean close(TargetConnection connection) {
    connection.closeIfIdle();
    return true;
  }

  private Deque<TargetConnection> waiting(Destination destination) {
    return idle.computeIfAbsent(destination, _ -> new ConcurrentLinkedDeque<>());
  }

  /** A new connection, and what to do on it first. */
  private final class Opening implements Outbound {
    private final Destination destination;
    private final MetaData.Request request;
    private final @Nullable ClientBody body;
    private final TargetAnswer answer;

    Opening(
        Destination destination,
        MetaData.Request request,
        @Nullable ClientBody body,
        TargetAnswer answer) {
      this.destination = destination;
      this.request = request;
      this.body = body;
      this.answer = answer;
    }

    @Override
    public Connection newConnection(EndPoint endPoint) {
      endPoint.setIdleTimeout(targetTimeout.toMillis());
      if (!destination.secure()) {
        return target(endPoint);
      }
      var engine = tls.newSSLEngine(destination.target().id(), destination.target().port());
      engine.setUseClientMode(true);
      var encrypted =
          new SslConnection(sockets.getByteBufferPool(), threads, tls, endPoint, engine);
      encrypted.getSslEndPoint().setConnection(target(encrypted.getSslEndPoint()));
      return encrypted;
    }

    private TargetConnection target(EndPoint endPoint) {
      return new TargetConnection(
          endPoint,
          threads,
          sockets.getByteBufferPool(),
          opened -> {
            if (!opened.send(request, body, answer)) {
              answer.failed(new NoRouteToHostException("closed as soon as it was opened"));
            }
          },
          returned -> waiting(destination).addFirst(returned));
    }

    @Override
    public void failed(Throwable cause) {
      answer.failed(cause);
    }
  }
}
