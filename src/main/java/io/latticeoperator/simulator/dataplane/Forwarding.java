package io.latticeoperator.simulator.dataplane;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Carries one request to its target by HTTP/1.1, and the answer back. */
final class Forwarding implements TargetAnswer {
  private final Exchange exchange;
  private final Route.Forward route;
  private final TargetConnections connections;
  private final MetaData.Request request;
  private final @Nullable ClientBody body;
  private boolean repeated;
  private volatile boolean begun;
  private volatile boolean onUsedConnection;
  private volatile boolean answered;
  private volatile boolean clientGone;

  Forwarding(
      Exchange exchange, Route.Forward route, String partition, TargetConnections connections) {
    this.exchange = exchange;
    this.route = route;
    this.connections = connections;
    this.body = ClientBody.of(exchange.request());
    this.request = request(exchange, route, partition, body);
  }

  void send() {
    begun = false;
    onUsedConnection = false;
    var destination =
        new TargetConnections.Destination(
            route.target(), route.group().config().protocol().equals("HTTPS"));
    connections.send(destination, request, body, this);
  }

  private static MetaData.Request request(
      Exchange exchange, Route.Forward route, String partition, @Nullable ClientBody body) {
    var headers = HttpFields.build();
    ForwardedHeaders.toTarget(exchange, headers, partition, route);
    if (body != null && body.getLength() < 0) {
      headers.put(HttpHeader.TRANSFER_ENCODING, HttpHeaderValue.CHUNKED.asString());
    }
    return new MetaData.Request(
        exchange.request().getMethod(),
        HttpURI.build().pathQuery(exchange.request().getHttpURI().getPathQuery()),
        HttpVersion.HTTP_1_1,
        headers,
        body == null ? -1 : body.getLength());
  }

  @Override
  public void begun(boolean used) {
    begun = true;
    onUsedConnection = used;
    if (!used) {
      exchange.connected();
    }
  }

  @Override
  public void sent() {
    exchange.sent();
  }

  @Override
  public void head(int status, HttpFields fields) {
    answered = true;
    exchange.head(status, fields);
  }

  @Override
  public void content(ByteBuffer bytes, boolean last, Callback taken) {
    exchange.content(
        bytes,
        last,
        Callback.from(
            taken::succeeded,
            failure -> {
              clientGone = true;
              taken.failed(failure);
            }));
  }

  @Override
  public void failed(Throwable cause) {
    if (!begun) {
      exchange.connected();
    }
    var reason = reason(cause);
    if (reason == FailureReason.TargetConnectionClosed && mayRepeat()) {
      repeated = true;
      send();
      return;
    }
    exchange.fail(reason, route.target().id() + ":" + route.target().port() + ": " + cause);
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
    return FailureReason.ofTarget(begun, failure);
  }
}
