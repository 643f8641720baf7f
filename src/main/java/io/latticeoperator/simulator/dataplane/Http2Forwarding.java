package io.latticeoperator.simulator.dataplane;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;
import org.jspecify.annotations.Nullable;

/** Carries one request to its target by HTTP/2, gRPC's trailers included, and the answer back. */
final class Http2Forwarding {
  private final Exchange exchange;
  private final Route.Forward route;
  private final String partition;
  private final HttpClient targets;
  private final ProxySettings settings;
  private final @Nullable ClientBody body;
  private final HttpFields.Mutable trailers = HttpFields.build();
  private volatile boolean begun;
  private volatile boolean clientGone;

  Http2Forwarding(
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
    this.body = ClientBody.of(exchange.request());
  }

  void send() {
    var incoming = exchange.request();
    var uri = incoming.getHttpURI();
    // The host becomes the authority that the target sees; the tag tells where to connect.
    var host = uri.getHost() == null ? route.target().id() : uri.getHost();
    targets
        .newRequest(host, uri.getPort())
        .tag(route.target())
        .scheme(route.group().config().protocol().toLowerCase(Locale.ROOT))
        .version(HttpVersion.HTTP_2)
        .method(incoming.getMethod())
        .path(uri.getPathQuery())
        .idleTimeout(settings.targetTimeout().toMillis(), TimeUnit.MILLISECONDS)
        .headers(headers -> headers(incoming.getHeaders(), headers.clear()))
        .body(body)
        .onRequestBegin(_ -> begun = true)
        .onRequestSuccess(_ -> exchange.sent())
        .onResponseHeaders(this::head)
        .onResponseContentAsync(this::content)
        .send(this::end);
  }

  private void headers(HttpFields sent, HttpFields.Mutable target) {
    ForwardedHeaders.toTarget(exchange, target, partition, route);
    if (sent.contains(HttpHeader.TE, "trailers")) {
      target.put(HttpHeader.TE, "trailers");
    }
  }

  private void head(Response answer) {
    exchange.head(answer.getStatus(), answer.getHeaders());
    exchange.trailers(trailers);
  }

  private void content(Response answer, Content.Chunk chunk, Runnable demand) {
    chunk.retain();
    exchange.content(
        chunk.getByteBuffer(),
        false,
        Callback.from(
            InvocationType.NON_BLOCKING,
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
      var sent = result.getResponse().getTrailers();
      if (sent != null) {
        trailers.add(sent);
      }
      exchange.content(
          BufferUtil.EMPTY_BUFFER,
          true,
          Callback.from(() -> {}, _ -> exchange.fail(FailureReason.ClientConnectionClosed, "")));
      return;
    }
    if (!begun) {
      exchange.connected();
    }
    var failure = result.getFailure();
    exchange.fail(
        reason(failure), route.target().id() + ":" + route.target().port() + ": " + failure);
  }

  private FailureReason reason(@Nullable Throwable failure) {
    if (clientGone || (body != null && body.isBroken())) {
      return FailureReason.ClientConnectionClosed;
    }
    return FailureReason.ofTarget(begun, failure);
  }
}
