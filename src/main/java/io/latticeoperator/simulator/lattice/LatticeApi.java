package io.latticeoperator.simulator.lattice;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.simulator.aws.AwsService;
import io.latticeoperator.simulator.aws.HttpCall;
import io.latticeoperator.simulator.aws.Reply;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** VPC Lattice's REST-JSON protocol. Decides nothing else. */
public final class LatticeApi implements AwsService {
  /** The service in SigV4 scopes. */
  public static final String SIGNING_NAME = "vpc-lattice";

  private final LatticeSimulator simulator;
  private final ObjectMapper mapper = new ObjectMapper();
  private final Routes routes = new Routes(Model.of(true));

  public LatticeApi(LatticeSimulator simulator) {
    this.simulator = simulator;
  }

  /** All operations of the service model, whether the simulator has them or not. */
  public static Set<String> operationNames() {
    return Model.of(true).operations().keySet();
  }

  @Override
  public String signingName() {
    return SIGNING_NAME;
  }

  @Override
  public void serve(HttpCall call, Consumer<Reply> reply) {
    try {
      route(call, reply);
    } catch (IllegalArgumentException | JsonProcessingException malformed) {
      reply.accept(refused(Refused.validation("cannotParse", "The request cannot be parsed")));
    }
  }

  @Override
  public void reset() {
    simulator.reset();
  }

  private void route(HttpCall http, Consumer<Reply> reply) throws JsonProcessingException {
    var routed = routes.find(http.method(), http.path(), http.query());
    if (routed.isEmpty()) {
      var what = http.method() + " " + http.path();
      reply.accept(refused(Refused.validation("unknownOperation", "No operation is at " + what)));
      return;
    }
    var body = http.text();
    JsonNode json = body.isBlank() ? Json.object() : mapper.readTree(body);
    if (!json.isObject()) {
      reply.accept(refused(Refused.validation("cannotParse", "The body is not a JSON object")));
      return;
    }
    var input = ((ObjectNode) json).setAll(routed.get().input());
    var call = new Call(http.caller(), routed.get().operation().name(), (ObjectNode) input);
    simulator.call(call, answer -> reply.accept(written(answer)));
  }

  private static Reply written(Answer answer) {
    return switch (answer) {
      case Answer.Ok ok when ok.status() == 204 -> Reply.empty(204);
      case Answer.Ok ok -> Reply.of(ok.status(), "application/json", ok.output().toString());
      case Answer.Refusal refusal -> refused(refusal);
      case Answer.Lost _ -> new Reply.HungUp();
    };
  }

  private static Reply refused(Answer.Refusal refusal) {
    var headers =
        new HashMap<>(
            Map.of(
                "Content-Type", "application/json", "x-amzn-ErrorType", refusal.code().wireName()));
    var body = refusal.extra().deepCopy().put("message", refusal.message());
    var retryAfter = body.remove("retryAfterSeconds");
    if (retryAfter != null) {
      headers.put("Retry-After", retryAfter.asText());
    }
    return new Reply.Response(
        refusal.status(), headers, body.toString().getBytes(StandardCharsets.UTF_8));
  }
}
