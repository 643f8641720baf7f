package io.latticeoperator.simulator.dataplane;

import java.io.EOFException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * A TLS connection that is passed through to a target: the same bytes, both ways, until both sides
 * have closed. It ends once, and is recorded then.
 */
final class Relay implements Outbound {
  private final EntranceConnector sockets;
  private final RelayEnd client;
  private final InetSocketAddress from;
  private final String serverName;
  private final Route route;
  private final ByteBuffer hello;
  private final Consumer<AccessRecord> records;
  private final Instant start;
  private final long startNanos = System.nanoTime();
  private final LongAdder received = new LongAdder();
  private final LongAdder sent = new LongAdder();
  private final AtomicBoolean halfClosed = new AtomicBoolean();
  private final AtomicBoolean ended = new AtomicBoolean();
  private volatile @Nullable RelayEnd target;

  /**
   * @param hello the bytes that have been read from the client
   */
  Relay(
      EntranceConnector sockets,
      RelayEnd client,
      String serverName,
      Route route,
      ByteBuffer hello,
      Consumer<AccessRecord> records,
      Instant start) {
    this.sockets = sockets;
    this.client = client;
    this.from = (InetSocketAddress) client.getEndPoint().getRemoteSocketAddress();
    this.serverName = serverName;
    this.route = route;
    this.hello = hello;
    this.records = records;
    this.start = start;
  }

  /** Connects to the target, or refuses the client. */
  void open() {
    switch (route) {
      case Route.Forward forward ->
          sockets
              .pods()
              .locate(forward.target().id(), forward.target().port())
              .ifPresentOrElse(
                  socket -> sockets.connect(socket, this),
                  () -> failed(new NoRouteToHostException(forward.target().id())));
      case Route.Refused refused ->
          end(
              refused.status() == FailureReason.ClientAccessDenied.status()
                  ? FailureReason.ClientAccessDenied
                  : FailureReason.TargetConnectionError);
      case Route.Fixed _ -> end(FailureReason.InternalError);
    }
  }

  @Override
  public Connection newConnection(EndPoint endPoint) {
    var end = new RelayEnd(endPoint, sockets, this::pump);
    target = end;
    return end;
  }

  @Override
  public void failed(Throwable cause) {
    end(FailureReason.TargetConnectionError);
  }

  private void pump(RelayEnd opened) {
    received.add(hello.remaining());
    opened
        .getEndPoint()
        .write(
            Callback.from(
                () -> {
                  client.pump(opened, received, this::ended);
                  opened.pump(client, sent, this::ended);
                },
                failure -> ended(opened, failure)),
            hello);
  }

  /**
   * @param failure null when one side will send no more
   */
  private void ended(RelayEnd side, @Nullable Throwable failure) {
    if (failure == null && halfClosed.compareAndSet(false, true)) {
      return;
    }
    // The side that notices the close first may see an orderly end, or a broken write.
    boolean isOver =
        failure instanceof ConnectionLife.Over || sockets.life().isOver(client.getEndPoint());
    end(isOver ? FailureReason.ConnectionDurationExceeded : reason(side, failure));
  }

  private @Nullable FailureReason reason(RelayEnd side, @Nullable Throwable failure) {
    return switch (failure) {
      case null -> null;
      case TimeoutException _ -> null;
      case EOFException _ -> null;
      default ->
          side == client
              ? FailureReason.ClientConnectionClosed
              : FailureReason.TargetConnectionClosed;
    };
  }

  private void end(@Nullable FailureReason reason) {
    if (!ended.compareAndSet(false, true)) {
      return;
    }
    var duration = Duration.ofNanos(System.nanoTime() - startNanos);
    client.close();
    var end = target;
    if (end != null) {
      end.close();
    }
    var passage = route.passage();
    var forward = route instanceof Route.Forward chosen ? chosen : null;
    records.accept(
        new AccessRecord(
            UUID.randomUUID().toString(),
            start,
            duration,
            passage,
            forward == null ? null : forward.group(),
            forward == null ? null : forward.target(),
            forward != null,
            "TLS",
            "",
            "",
            serverName,
            "",
            new AccessRecord.Tls("", "", serverName),
            from.getAddress().getHostAddress() + ":" + from.getPort(),
            passage == null ? AccessRecord.Identity.UNASKED : passage.identity(),
            0,
            received.sum(),
            sent.sum(),
            null,
            null,
            null,
            reason));
  }
}
