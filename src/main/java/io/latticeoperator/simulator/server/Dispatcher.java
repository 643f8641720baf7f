package io.latticeoperator.simulator.server;

import io.latticeoperator.simulator.aws.Accounts;
import io.latticeoperator.simulator.aws.AwsService;
import io.latticeoperator.simulator.aws.HttpCall;
import io.latticeoperator.simulator.aws.Reply;
import io.latticeoperator.simulator.aws.Signature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.UrlEncoded;

/** Turns requests into calls of the service that they are for, and replies into responses. */
final class Dispatcher extends Handler.Abstract {
  private final Map<String, AwsService> services;
  private final AwsService lattice;
  private final Accounts accounts;
  private final Admin admin;
  private final Bugs bugs;
  private final Runnable afterEachCall;

  /**
   * @param services the first one gets what no other one recognises
   * @param afterEachCall runs when a call has been answered, on any thread
   */
  Dispatcher(
      List<AwsService> services,
      Accounts accounts,
      Admin admin,
      Bugs bugs,
      Runnable afterEachCall) {
    this.services =
        services.stream().collect(Collectors.toMap(AwsService::signingName, Function.identity()));
    this.lattice = services.getFirst();
    this.accounts = accounts;
    this.admin = admin;
    this.bugs = bugs;
    this.afterEachCall = afterEachCall;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws IOException {
    var delivery = new Delivery(request, response, callback, afterEachCall);
    var signature =
        Signature.parse(request.getHeaders().get(HttpHeader.AUTHORIZATION))
            .or(() -> Signature.parseQuery(request.getHttpURI().getQuery()));
    var id = UUID.randomUUID().toString();
    response.getHeaders().put("x-amzn-RequestId", id);
    final HttpCall call;
    try {
      call = call(id, signature, request);
    } catch (IllegalArgumentException malformed) {
      var refusal = "{\"message\":\"The request cannot be parsed\",\"reason\":\"cannotParse\"}";
      response.getHeaders().put("x-amzn-ErrorType", "ValidationException");
      delivery.deliver(Reply.of(400, "application/json", refusal));
      return true;
    }
    try {
      serve(request, call, signature, delivery.patient());
    } catch (RuntimeException | StackOverflowError bug) {
      bugs.note(call.method() + " " + call.path(), bug);
      delivery.deliver(Admin.problem(500, "Internal server error"));
    }
    return true;
  }

  private void serve(
      Request request, HttpCall call, Optional<Signature> signature, Delivery delivery) {
    if (Admin.isFor(call)) {
      delivery.deliver(Origin.isOfThisMachine(request) ? admin.serve(call) : Admin.refusal());
    } else if (Origin.isFromHere(call.header("origin"))) {
      signature
          .map(Signature::service)
          .map(services::get)
          .orElseGet(() -> unsigned(call))
          .serve(call, delivery::deliver);
    } else {
      delivery.deliver(Admin.problem(403, "Web pages of other sites may not call the simulator"));
    }
  }

  private AwsService unsigned(HttpCall call) {
    return services.values().stream()
        .filter(service -> service.recognises(call))
        .findFirst()
        .orElse(lattice);
  }

  private HttpCall call(String id, Optional<Signature> signature, Request request)
      throws IOException {
    var path = request.getHttpURI().getPath();
    var query = request.getHttpURI().getQuery();
    var headers = new HashMap<String, String>();
    for (var field : request.getHeaders()) {
      headers.merge(field.getLowerCaseName(), field.getValue(), (one, two) -> one + "," + two);
    }
    return new HttpCall(
        id,
        signature.map(accounts::caller).orElseGet(accounts::anonymous),
        request.getMethod(),
        path == null ? "/" : path,
        query == null ? "" : query,
        decoded(query == null ? "" : query),
        headers,
        Body.of(request));
  }

  private static Map<String, List<String>> decoded(String rawQuery) {
    var values = new HashMap<String, List<String>>();
    var fields = new Fields(true);
    UrlEncoded.decodeTo(rawQuery, fields::add, StandardCharsets.UTF_8);
    fields.forEach(field -> values.put(field.getName(), field.getValues()));
    return values;
  }
}
