package io.latticeoperator.simulator.dataplane;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.function.Consumer;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Takes each request, has it routed, and answers or forwards it. */
final class Gate extends Handler.Abstract.NonBlocking {
  private final DataPlane dataPlane;
  private final HttpClient clients;
  private final ProxySettings settings;
  private final Consumer<AccessRecord> records;
  private final RequestRates rates;

  /**
   * @param clients for targets that do not speak HTTP/1.1
   */
  Gate(
      DataPlane dataPlane,
      HttpClient clients,
      ProxySettings settings,
      Consumer<AccessRecord> records) {
    this.dataPlane = dataPlane;
    this.clients = clients;
    this.settings = settings;
    this.records = records;
    this.rates = new RequestRates(settings.requestsPerSecond());
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    var exchange = new Exchange(request, response, callback, records, dataPlane.now());
    var unacceptable = unacceptable(request);
    if (unacceptable != null) {
      exchange.fail(FailureReason.ClientProtocolError, unacceptable);
      return true;
    }
    var connector = (EntranceConnector) request.getConnectionMetaData().getConnector();
    var route = dataPlane.route(head(request, connector.entrance()));
    exchange.concerns(route);
    var passage = route.passage();
    if (passage != null && !rates.admits(passage.service().id(), System.nanoTime())) {
      exchange.fail(FailureReason.ClientRateLimited, "too many requests");
      return true;
    }
    switch (route) {
      case Route.Fixed fixed -> exchange.answer(fixed.status(), "");
      case Route.Refused refused -> exchange.refuse(refused);
      case Route.Forward forward -> forward(exchange, forward, connector);
    }
    return true;
  }

  private void forward(Exchange exchange, Route.Forward forward, EntranceConnector connector) {
    var partition = dataPlane.table().partition();
    if (forward.group().type().equals("LAMBDA")) {
      new FunctionInvocation(exchange, forward, partition, clients, settings).send();
    } else if (forward.group().config().protocolVersion().equals("HTTP1")) {
      new Forwarding(exchange, forward, partition, connector.targets()).send();
    } else {
      new Http2Forwarding(exchange, forward, partition, clients, settings).send();
    }
  }

  /** Why a request is answered with 400; null when it is not. */
  private static @Nullable String unacceptable(Request request) {
    var headers = request.getHeaders();
    if (ForwardedHeaders.tooLarge(headers)) {
      return "more than 60 KB or 100 headers";
    }
    if (HttpMethod.CONNECT.is(request.getMethod())) {
      return "tunnels are not made";
    }
    return headers.contains(HttpHeader.UPGRADE, "websocket") ? "no WebSocket" : null;
  }

  private static RequestHead head(Request request, Entrance entrance) {
    var headers = new HashMap<String, List<String>>();
    for (var field : request.getHeaders()) {
      if (field.getValue() != null) {
        headers
            .computeIfAbsent(field.getLowerCaseName(), _ -> new ArrayList<>(1))
            .add(field.getValue());
      }
    }
    var uri = request.getHttpURI();
    return new RequestHead(
        entrance,
        request.getConnectionMetaData().isSecure(),
        protocol(request),
        uri.getHost() == null ? "" : uri.getHost(),
        request.getMethod(),
        uri.getPath() == null ? "/" : uri.getPath(),
        uri.getQuery() == null ? "" : uri.getQuery(),
        headers);
  }

  private static ClientProtocol protocol(Request request) {
    if (request.getConnectionMetaData().getHttpVersion() != HttpVersion.HTTP_2) {
      return ClientProtocol.HTTP1;
    }
    var type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
    return type != null && type.startsWith("application/grpc")
        ? ClientProtocol.GRPC
        : ClientProtocol.HTTP2;
  }
}
