package io.latticeoperator.verify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.cloud.aws.SignedCalls;
import io.latticeoperator.simulator.lattice.RestRequest;
import java.io.UncheckedIOException;
import java.time.Duration;

/** AWS, or whatever the SDK's configuration points to; patient when it is asked to slow down. */
public final class AwsWire implements Wire {
  private static final int ATTEMPTS = 6;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERROR = 500;

  private final SignedCalls calls;
  private final Pause pause;
  private final ObjectMapper mapper = new ObjectMapper();

  public AwsWire(SignedCalls calls, Pause pause) {
    this.calls = calls;
    this.pause = pause;
  }

  @Override
  public Outcome call(String operation, ObjectNode input) {
    var request = RestRequest.of(operation, input);
    for (int attempt = 1; ; attempt++) {
      var answer = answer(operation, request);
      boolean later = answer.status() == TOO_MANY_REQUESTS || answer.status() >= SERVER_ERROR;
      if (!later || attempt == ATTEMPTS) {
        return outcome(operation, answer);
      }
      pause.pause(Duration.ofMillis(500L << attempt));
    }
  }

  private SignedCalls.Answer answer(String operation, RestRequest request) {
    try {
      return calls.call(request.method(), request.target(), request.body());
    } catch (UncheckedIOException failed) {
      throw new NoAnswer(operation + ": " + failed.getMessage(), failed);
    }
  }

  private Outcome outcome(String operation, SignedCalls.Answer answer) {
    JsonNode body;
    try {
      body = mapper.readTree(answer.body().isBlank() ? "{}" : answer.body());
    } catch (JsonProcessingException notJson) {
      throw new NoAnswer(operation + ": the answer is not JSON", notJson);
    }
    return answer.status() < 300
        ? new Outcome.Done(body)
        : new Outcome.Refused(answer.status(), answer.errorType(), body.path("message").asText(""));
  }
}
