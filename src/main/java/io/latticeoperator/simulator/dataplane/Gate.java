package io.latticeoperator.simulator.dataplane;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Takes each request, has it routed, and answers or forwards it. */
final class Gate extends Handler.Abstract.NonBlocking {
  private final DataPlane dataPlane;
  private final HttpClient targets;
  private final ProxySettings settings;
  private final Traffic traffic;

  Gate(DataPlane dataPlane, HttpClient targets, ProxySettings settings, Traffic traffic) {
    this.dataPlane = dataPlane;
    this.targets = targets;
    this.settings = settings;
    this.traffic = traffic;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    var exchange = new Exchange(request, response, callback, traffic);
    if (ForwardedHeaders.tooLarge(request.getHeaders())) {
      exchange.fail(FailureReason.ClientProtocolError, "more than 60 KB or 100 headers");
      return true;
    }
    switch (dataPlane.route(head(request))) {
      case Route.Fixed fixed -> {
        exchange.concerns(fixed.passage().service());
        exchange.answer(fixed.status(), "");
      }
      case Route.Refused refused -> {
        if (refused.passage() != null) {
          exchange.concerns(refused.passage().service());
        }
        exchange.answer(refused.status(), refused.reason());
      }
      case Route.Forward forward -> {
        exchange.concerns(forward.passage().service());
        exchange.concerns(forward.group());
        new Forwarding(exchange, forward, dataPlane.table().partition(), targets, settings).send();
      }
    }
    return true;
  }

  private static RequestHead head(Request request) {
    var headers = new HashMap<String, List<String>>();
    for (var field : request.getHeaders()) {
      if (field.getValue() != null) {
        headers
            .computeIfAbsent(field.getLowerCaseName(), _ -> new ArrayList<>(1))
            .add(field.getValue());
      }
    }
    var connection = request.getConnectionMetaData();
    var uri = request.getHttpURI();
    return new RequestHead(
        ((EntranceConnector) connection.getConnector()).entrance(),
        connection.isSecure(),
        uri.getHost() == null ? "" : uri.getHost(),
        request.getMethod(),
        uri.getPath() == null ? "/" : uri.getPath(),
        uri.getQuery() == null ? "" : uri.getQuery(),
        headers);
  }
}
