package io.latticeoperator.simulator.dataplane;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.HttpResponseException;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Carries one request to its target and the answer back. */
final class Forwarding {
  private final Exchange exchange;
  private final Route.Forward route;
  private final String partition;
  private final HttpClient targets;
  private final ProxySettings settings;
  private final @Nullable ClientBody body;
  private boolean repeated;
  private volatile boolean begun;
  private volatile boolean onUsedConnection;
  private volatile boolean answered;
  private volatile boolean clientGone;

  Forwarding(
      Exchange exchange,
      Route.Forward route,
      String partition,
      HttpClient targets,
      ProxySettings settings) {
    this.exchange = exchange;
    this.route = route;
    this.partition = partition;
    this.targets = targets;
    this.settings = settings;
    this.body = ClientBody.isIn(exchange.request()) ? new ClientBody(exchange.request()) : null;
  }

  void send() {
    begun = false;
    onUsedConnection = false;
    var incoming = exchange.request();
    var connection = incoming.getConnectionMetaData();
    var request =
        targets
            .newRequest(route.target().id(), route.target().port())
            .scheme(route.group().config().protocol().toLowerCase(Locale.ROOT))
            .method(incoming.getMethod())
            .path(incoming.getHttpURI().getPathQuery())
            .idleTimeout(settings.targetTimeout().toMillis(), TimeUnit.MILLISECONDS)
            .headers(
                headers ->
                    ForwardedHeaders.toTarget(
                        incoming.getHeaders(),
                        headers.clear(),
                        exchange.id(),
                        (InetSocketAddress) connection.getRemoteSocketAddress(),
                        connection.isSecure(),
                        partition,
                        route))
            .body(body)
            .onRequestBegin(this::begin)
            .onResponseBegin(_ -> answered = true)
            .onResponseHeaders(this::head)
            .onResponseContentAsync(this::content);
    request.send(this::end);
  }

  private void begin(Request request) {
    begun = true;
    onUsedConnection =
        request.getConnection() instanceof Connection connection && connection.getMessagesIn() > 0;
  }

  private void head(Response answer) {
    exchange.response().setStatus(answer.getStatus());
    ForwardedHeaders.toClient(answer.getHeaders(), exchange.response().getHeaders(), exchange.id());
  }

  private void content(Response answer, Content.Chunk chunk, Runnable demand) {
    chunk.retain();
    exchange
        .response()
        .write(
            false,
            chunk.getByteBuffer(),
            Callback.from(
                () -> {
                  chunk.release();
                  demand.run();
                },
                failure -> {
                  chunk.release();
                  clientGone = true;
                  var _ = answer.abort(failure);
                }));
  }

  private void end(Result result) {
    if (result.isSucceeded()) {
      exchange
          .response()
          .write(
              true,
              ByteBuffer.allocate(0),
              Callback.from(
                  exchange::complete,
                  _ -> exchange.fail(FailureReason.ClientConnectionClosed, "")));
      return;
    }
    var failure = Objects.requireNonNull(result.getFailure());
    var reason = reason(failure);
    if (reason == FailureReason.TargetConnectionClosed && mayRepeat()) {
      repeated = true;
      send();
      return;
    }
    exchange.fail(reason, route.target().id() + ":" + route.target().port() + ": " + failure);
  }

  /**
   * A target may close an idle connection at the very moment in which a request is put on it. That
   * is no failure of the target's, and an idempotent request without a body can be sent again.
   */
  private boolean mayRepeat() {
    var method = HttpMethod.CACHE.get(exchange.request().getMethod());
    return !repeated
        && onUsedConnection
        && !answered
        && body == null
        && method != null
        && method.isIdempotent();
  }

  private FailureReason reason(Throwable failure) {
    if (clientGone || (body != null && body.isBroken())) {
      return FailureReason.ClientConnectionClosed;
    }
    if (!begun) {
      return FailureReason.TargetConnectionError;
    }
    return switch (failure) {
      case TimeoutException _ -> FailureReason.TargetDataTimeout;
      case SSLException _ -> FailureReason.TargetConnectionError;
      case HttpResponseException _ -> FailureReason.TargetProtocolError;
      case HttpException _ -> FailureReason.TargetProtocolError;
      default -> FailureReason.TargetConnectionClosed;
    };
  }
}
