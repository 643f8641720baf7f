package io.latticeoperator.simulator.dataplane;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;
import org.jspecify.annotations.Nullable;

/** A client's request and the answer it gets. It ends once, and is recorded then. */
final class Exchange {
  private static final String GRPC_STATUS = "grpc-status";

  private final Request request;
  private final Response response;
  private final Callback callback;
  private final Consumer<AccessRecord> records;
  private final String id;
  private final Instant start;
  private final InetSocketAddress client;
  private final long startNanos = System.nanoTime();
  private final AtomicBoolean ended = new AtomicBoolean();
  private Route.@Nullable Passage passage;
  private Route.@Nullable Forward forward;
  private @Nullable HttpFields trailers;
  private volatile boolean connected;
  private volatile long sentNanos;
  private volatile long answeredNanos;

  Exchange(
      Request request,
      Response response,
      Callback callback,
      Consumer<AccessRecord> records,
      Instant start) {
    this.request = request;
    this.response = response;
    this.callback = callback;
    this.records = records;
    this.start = start;
    this.client = (InetSocketAddress) request.getConnectionMetaData().getRemoteSocketAddress();
    this.id = ForwardedHeaders.requestId(request.getHeaders());
  }

  /** Where it goes, as far as is known. */
  void concerns(Route found) {
    passage = found.passage();
    forward = found instanceof Route.Forward chosen ? chosen : null;
  }

  Request request() {
    return request;
  }

  /** The value of {@code x-amzn-requestid}. */
  String id() {
    return id;
  }

  Instant start() {
    return start;
  }

  /** The client's socket. */
  InetSocketAddress client() {
    return client;
  }

  /** A new connection to the target was made for it, or has failed to be made. */
  void connected() {
    connected = true;
  }

  /** The target has the whole request. */
  void sent() {
    sentNanos = System.nanoTime();
  }

  /** Begins the answer with the target's. */
  void head(int status, HttpFields fields) {
    answeredNanos = System.nanoTime();
    response.setStatus(status);
    ForwardedHeaders.toClient(fields, response.getHeaders(), id);
  }

  /** The answer ends with what {@code found} holds then, if the client's protocol has trailers. */
  void trailers(HttpFields found) {
    trailers = found;
    if (request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_2) {
      response.setTrailersSupplier(() -> found);
    }
  }

  /** Passes on a part of the answer, and ends with the last. */
  void content(ByteBuffer bytes, boolean last, Callback taken) {
    response.write(
        last,
        bytes,
        Callback.from(
            InvocationType.NON_BLOCKING,
            () -> {
              boolean whole = last && end(response.getStatus(), null);
              // The target's connection is free before the client can send its next request.
              taken.succeeded();
              if (whole) {
                callback.succeeded();
              }
            },
            taken::failed));
  }

  /** Ends with an answer of the data plane's own. */
  void answer(int status, String text) {
    end(status, null);
    write(status, text);
  }

  /** Ends with the data plane's refusal. */
  void refuse(Route.Refused refused) {
    end(
        refused.status(),
        switch (refused.status()) {
          case 400 -> FailureReason.ClientProtocolError;
          case 403 -> FailureReason.ClientAccessDenied;
          default -> null;
        });
    write(refused.status(), refused.reason());
  }

  /** Ends with an error; an answer that has begun is broken off. */
  void fail(FailureReason reason, String text) {
    if (response.isCommitted() || reason.status() == 0) {
      if (end(response.isCommitted() ? response.getStatus() : 0, reason)) {
        callback.failed(new BrokenOff(reason));
      }
    } else if (end(reason.status(), reason)) {
      response.reset();
      write(reason.status(), reason + ": " + text);
    }
  }

  private void write(int status, String text) {
    response.setStatus(status);
    response.getHeaders().put(ForwardedHeaders.REQUEST_ID, id);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain; charset=utf-8");
    Content.Sink.write(response, true, text.isEmpty() ? "" : text + "\n", callback);
  }

  /** Whether it has not ended before. */
  private boolean end(int status, @Nullable FailureReason reason) {
    if (!ended.compareAndSet(false, true)) {
      return false;
    }
    records.accept(
        record(status, isOver(reason) ? FailureReason.ConnectionDurationExceeded : reason));
    return true;
  }

  /** A connection that is closed for its age looks to the exchange as if the client had gone. */
  private boolean isOver(@Nullable FailureReason reason) {
    var connection = request.getConnectionMetaData();
    return reason == FailureReason.ClientConnectionClosed
        && connection.getConnector() instanceof EntranceConnector entrance
        && entrance.life().isOver(connection.getConnection().getEndPoint());
  }

  private AccessRecord record(int status, @Nullable FailureReason reason) {
    var headers = request.getHeaders();
    var uri = request.getHttpURI();
    var target = forward == null ? null : forward.target();
    long end = System.nanoTime();
    return new AccessRecord(
        id,
        start,
        Duration.ofNanos(end - startNanos),
        passage,
        forward == null ? null : forward.group(),
        target,
        connected,
        protocol(),
        request.getMethod(),
        uri.getPathQuery() == null ? "" : uri.getPathQuery(),
        uri.getAuthority() == null ? "" : uri.getAuthority(),
        text(headers.get(HttpHeader.USER_AGENT)),
        Sessions.tls(request),
        client.getAddress().getHostAddress() + ":" + client.getPort(),
        passage == null ? AccessRecord.Identity.UNASKED : passage.identity(),
        status,
        ForwardedHeaders.bytes(headers) + Math.max(0, Request.getContentBytesRead(request)),
        ForwardedHeaders.bytes(response.getHeaders()) + Response.getContentBytesWritten(response),
        sentNanos == 0 ? null : Duration.ofNanos(sentNanos - startNanos),
        answeredNanos == 0 || sentNanos == 0
            ? null
            : Duration.ofNanos(Math.max(0, answeredNanos - sentNanos)),
        grpcStatus(),
        reason);
  }

  private String protocol() {
    var version = request.getConnectionMetaData().getHttpVersion();
    return version == HttpVersion.HTTP_2 ? "HTTP/2" : version.asString();
  }

  private @Nullable Integer grpcStatus() {
    var value = trailers == null ? null : trailers.get(GRPC_STATUS);
    if (value == null) {
      value = response.getHeaders().get(GRPC_STATUS);
    }
    return value == null || !value.matches("\\d{1,3}") ? null : Integer.valueOf(value);
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }

  /** Tells the server to drop the connection; nothing is wrong with the server. */
  private static final class BrokenOff extends Exception {
    BrokenOff(FailureReason reason) {
      super(reason.name(), null, false, false);
    }
  }
}
