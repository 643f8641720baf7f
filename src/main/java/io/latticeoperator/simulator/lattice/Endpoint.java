package io.latticeoperator.simulator.lattice;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.simulator.aws.Accounts;
import io.latticeoperator.simulator.aws.Caller;
import io.latticeoperator.simulator.aws.Ec2;
import io.latticeoperator.simulator.aws.QueryAnswer;
import io.latticeoperator.simulator.aws.QueryCall;
import io.latticeoperator.simulator.aws.Signature;
import io.latticeoperator.simulator.aws.Sts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.UrlEncoded;
import org.jspecify.annotations.Nullable;

/** Turns HTTP requests into calls, and answers into HTTP responses. Decides nothing else. */
final class Endpoint extends Handler.Abstract {
  private static final String ADMIN = "/_simulator/";

  private final LatticeSimulator simulator;
  private final Accounts accounts;
  private final Ec2 ec2;
  private final Sts sts;
  private final ObjectMapper mapper;
  private final Routes routes = new Routes(Model.get());

  Endpoint(LatticeSimulator simulator, Accounts accounts, Ec2 ec2, Sts sts, ObjectMapper mapper) {
    this.simulator = simulator;
    this.accounts = accounts;
    this.ec2 = ec2;
    this.sts = sts;
    this.mapper = mapper;
  }

  /** One request and its response. */
  private record Exchange(Request request, Response response, Callback callback) {}

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws IOException {
    var exchange = new Exchange(request, response, callback);
    response.getHeaders().put("x-amzn-RequestId", UUID.randomUUID().toString());
    var path = request.getHttpURI().getPath();
    var body = Content.Source.asString(request, StandardCharsets.UTF_8);
    try {
      if (path != null && path.startsWith(ADMIN)) {
        admin(exchange, path.substring(ADMIN.length()));
      } else if (isForm(request)) {
        query(exchange, body);
      } else {
        rest(exchange, path == null ? "/" : path, body);
      }
    } catch (IllegalArgumentException | JsonProcessingException malformed) {
      refuse(exchange, Refused.validation("cannotParse", "The request cannot be parsed"));
    }
    return true;
  }

  private void rest(Exchange exchange, String path, String body) throws JsonProcessingException {
    var request = exchange.request();
    var routed = routes.find(request.getMethod(), path, query(request));
    if (routed.isEmpty()) {
      var what = request.getMethod() + " " + path;
      refuse(exchange, Refused.validation("unknownOperation", "No operation is at " + what));
      return;
    }
    JsonNode json = body.isBlank() ? Json.object() : mapper.readTree(body);
    if (!json.isObject()) {
      refuse(exchange, Refused.validation("cannotParse", "The body is not a JSON object"));
      return;
    }
    var input = ((ObjectNode) json).setAll(routed.get().input());
    var call = new Call(caller(request), routed.get().operation().name(), (ObjectNode) input);
    simulator.call(
        call,
        answer -> {
          switch (answer) {
            case Answer.Ok ok -> write(exchange, ok.status(), ok.output());
            case Answer.Refusal refusal -> refuse(exchange, refusal);
            case Answer.Lost _ -> hangUp(exchange);
          }
        });
  }

  private void query(Exchange exchange, String body) {
    var fields = new Fields();
    UrlEncoded.decodeTo(body, fields::add, StandardCharsets.UTF_8);
    var parameters = new HashMap<String, String>();
    fields.forEach(field -> parameters.put(field.getName(), field.getValue()));
    var id = UUID.randomUUID().toString();
    var call = new QueryCall(caller(exchange.request()), parameters, id);
    var answer =
        switch (call.version()) {
          case Ec2.VERSION -> ec2.call(call);
          case Sts.VERSION -> sts.call(call);
          default -> new QueryAnswer(400, "<Response/>");
        };
    send(exchange, answer.status(), "text/xml;charset=UTF-8", answer.body());
  }

  private void admin(Exchange exchange, String path) {
    var request = exchange.request();
    switch (request.getMethod() + " " + path) {
      case "GET snapshot" -> write(exchange, 200, simulator.snapshot());
      case "GET journal" -> write(exchange, 200, journal(query(request)));
      case "POST reset" -> {
        simulator.reset();
        write(exchange, 204, Json.object());
      }
      default -> write(exchange, 404, Json.object().put("message", "Nothing is here"));
    }
  }

  private ObjectNode journal(Map<String, List<String>> query) {
    long since = Long.parseLong(query.getOrDefault("since", List.of("1")).getFirst());
    var output = Json.object().put("next", simulator.journal().next());
    var entries = output.putArray("entries");
    for (var entry : simulator.journal().since(since)) {
      var item =
          entries
              .addObject()
              .put("sequence", entry.sequence())
              .put("at", Json.time(entry.at()))
              .put("accessKey", entry.caller().accessKey())
              .put("account", entry.caller().account())
              .put("operation", entry.operation())
              .put("read", entry.read())
              .put("result", entry.result())
              .put("status", entry.status());
      item.set("input", entry.input());
    }
    return output;
  }

  private Caller caller(Request request) {
    return Signature.parse(request.getHeaders().get(HttpHeader.AUTHORIZATION))
        .map(accounts::caller)
        .orElseGet(accounts::anonymous);
  }

  private static boolean isForm(Request request) {
    var type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
    return type != null && type.startsWith("application/x-www-form-urlencoded");
  }

  private static Map<String, List<String>> query(Request request) {
    var raw = request.getHttpURI().getQuery();
    var values = new HashMap<String, List<String>>();
    if (raw != null) {
      var fields = new Fields(true);
      UrlEncoded.decodeTo(raw, fields::add, StandardCharsets.UTF_8);
      fields.forEach(field -> values.put(field.getName(), field.getValues()));
    }
    return values;
  }

  private void refuse(Exchange exchange, Answer.Refusal refusal) {
    var headers = exchange.response().getHeaders();
    headers.put("x-amzn-ErrorType", refusal.code().wireName());
    var body = refusal.extra().deepCopy().put("message", refusal.message());
    var retryAfter = body.remove("retryAfterSeconds");
    if (retryAfter != null) {
      headers.put(HttpHeader.RETRY_AFTER, retryAfter.asText());
    }
    write(exchange, refusal.status(), body);
  }

  private void write(Exchange exchange, int status, ObjectNode body) {
    send(exchange, status, "application/json", status == 204 ? null : body.toString());
  }

  private static void send(
      Exchange exchange, int status, String contentType, @Nullable String body) {
    var response = exchange.response();
    response.setStatus(status);
    if (body == null) {
      exchange.callback().succeeded();
      return;
    }
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, contentType);
    Content.Sink.write(response, true, body, exchange.callback());
  }

  /** The client sees its connection end without an answer. */
  private static void hangUp(Exchange exchange) {
    exchange.request().getConnectionMetaData().getConnection().getEndPoint().close();
    exchange.callback().succeeded();
  }
}
