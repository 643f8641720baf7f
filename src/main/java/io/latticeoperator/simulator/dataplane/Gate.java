package io.latticeoperator.simulator.dataplane;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.function.Consumer;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Takes each request, has it routed, and answers or forwards it. */
final class Gate extends Handler.Abstract.NonBlocking {
  private final DataPlane dataPlane;
  private final Consumer<AccessRecord> records;

  Gate(DataPlane dataPlane, Consumer<AccessRecord> records) {
    this.dataPlane = dataPlane;
    this.records = records;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    var exchange = new Exchange(request, response, callback, records, dataPlane.now());
    if (ForwardedHeaders.tooLarge(request.getHeaders())) {
      exchange.fail(FailureReason.ClientProtocolError, "more than 60 KB or 100 headers");
      return true;
    }
    var connector = (EntranceConnector) request.getConnectionMetaData().getConnector();
    switch (dataPlane.route(head(request, connector.entrance()))) {
      case Route.Fixed fixed -> {
        exchange.concerns(fixed.passage());
        exchange.answer(fixed.status(), "");
      }
      case Route.Refused refused -> {
        exchange.concerns(refused.passage());
        exchange.answer(refused.status(), refused.reason());
      }
      case Route.Forward forward -> {
        exchange.concerns(forward);
        new Forwarding(exchange, forward, dataPlane.table().partition(), connector.targets())
            .send();
      }
    }
    return true;
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
        uri.getHost() == null ? "" : uri.getHost(),
        request.getMethod(),
        uri.getPath() == null ? "/" : uri.getPath(),
        uri.getQuery() == null ? "" : uri.getQuery(),
        headers);
  }
}
