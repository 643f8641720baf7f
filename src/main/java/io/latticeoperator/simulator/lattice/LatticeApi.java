package io.latticeoperator.simulator.lattice;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.simulator.aws.AwsService;
import io.latticeoperator.simulator.aws.HttpCall;
import io.latticeoperator.simulator.aws.Reply;
import java.io.IOException;
import java.nio.ByteBuffer;
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
  private final ObjectMapper mapper =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
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
  public void serve(HttpCall http, Consumer<Reply> reply) {
    final Call call;
    try {
      call = read(http);
    } catch (Refused malformed) {
      reply.accept(refused(malformed.refusal()));
      return;
    } catch (IllegalArgumentException | IOException malformed) {
      reply.accept(refused(Refused.validation("cannotParse", "The request cannot be parsed")));
      return;
    }
    simulator.call(call, answer -> reply.accept(written(answer)));
  }

  @Override
  public void reset() {
    simulator.reset();
  }

  /** Throws Refused for what is no operation or no JSON object. */
  private Call read(HttpCall http) throws IOException {
    var routed =
        routes
            .find(http.method(), http.path(), http.query())
            .orElseThrow(
                () ->
                    Refused.malformed(
                        "unknownOperation",
                        "No operation is at %s %s".formatted(http.method(), http.path())));
    var body = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(http.body())).toString();
    JsonNode json = body.isBlank() ? Json.object() : mapper.readTree(body);
    if (!(json instanceof ObjectNode input)) {
      throw Refused.malformed("cannotParse", "The body is not a JSON object");
    }
    input.setAll(routed.input());
    return new Call(http.caller(), routed.operation().name(), input);
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
