package io.latticeoperator.simulator.dataplane;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.client.BufferingResponseListener;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.URIUtil;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;

/**
 * Has a request answered by the HTTP endpoint that stands for a function: the event is posted to
 * it, and its answer is what the function returns. As with AWS, neither body may exceed 6 MB.
 */
final class FunctionInvocation {
  private static final int MOST_BYTES = 6 * 1024 * 1024;

  private final Exchange exchange;
  private final Route.Forward route;
  private final String partition;
  private final HttpClient clients;
  private final ProxySettings settings;

  FunctionInvocation(
      Exchange exchange,
      Route.Forward route,
      String partition,
      HttpClient clients,
      ProxySettings settings) {
    this.exchange = exchange;
    this.route = route;
    this.partition = partition;
    this.clients = clients;
    this.settings = settings;
  }

  void send() {
    Content.Source.asByteArrayAsync(
        exchange.request(),
        MOST_BYTES,
        Promise.Invocable.from(
            InvocationType.NON_BLOCKING,
            (body, failure) -> {
              if (failure == null) {
                invoke(Objects.requireNonNull(body));
              } else if (failure instanceof IllegalStateException) {
                exchange.answer(HttpStatus.PAYLOAD_TOO_LARGE_413, "more than 6 MB");
              } else {
                exchange.fail(FailureReason.ClientConnectionClosed, "");
              }
            }));
  }

  private void invoke(byte[] body) {
    var function = settings.functions().get(route.target().id());
    if (function == null) {
      exchange.fail(
          FailureReason.TargetConnectionError, "no endpoint stands for " + route.target().id());
      return;
    }
    var uri = exchange.request().getHttpURI();
    var headers = HttpFields.build();
    ForwardedHeaders.toTarget(exchange, headers, partition, route);
    var question =
        new FunctionEvent.Question(
            exchange.request().getMethod(),
            uri.getPath(),
            uri.getQuery() == null ? "" : uri.getQuery(),
            headers,
            ByteBuffer.wrap(body),
            exchange.start());
    clients
        .newRequest(function)
        .tag(new InetSocketAddress(function.getHost(), port(function)))
        .method(HttpMethod.POST)
        .timeout(settings.targetTimeout().toMillis(), TimeUnit.MILLISECONDS)
        .body(
            new BytesRequestContent(
                "application/json", FunctionEvent.of(question, route, partition)))
        .onRequestSuccess(_ -> exchange.sent())
        .send(
            new BufferingResponseListener(MOST_BYTES) {
              @Override
              public void onComplete(Result result) {
                answered(result, getContent());
              }
            });
  }

  private static int port(URI function) {
    return function.getPort() < 0
        ? URIUtil.getDefaultPortForScheme(function.getScheme())
        : function.getPort();
  }

  private void answered(Result result, byte[] content) {
    var failure = result.getFailure();
    if (failure != null) {
      exchange.fail(
          failure instanceof TimeoutException
              ? FailureReason.TargetDataTimeout
              : FailureReason.TargetConnectionError,
          failure.toString());
      return;
    }
    try {
      if (result.getResponse().getStatus() != HttpStatus.OK_200) {
        throw new IOException("the function failed: " + result.getResponse().getStatus());
      }
      var reply = FunctionEvent.reply(content);
      exchange.head(reply.status(), reply.headers());
      exchange.content(
          reply.body(),
          true,
          Callback.from(() -> {}, _ -> exchange.fail(FailureReason.ClientConnectionClosed, "")));
    } catch (IOException bad) {
      exchange.fail(FailureReason.TargetProtocolError, String.valueOf(bad.getMessage()));
    }
  }
}
