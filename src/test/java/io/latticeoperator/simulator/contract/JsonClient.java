package io.latticeoperator.simulator.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.latticeoperator.simulator.aws.AwsService;
import io.latticeoperator.simulator.aws.Caller;
import io.latticeoperator.simulator.aws.HttpCall;
import io.latticeoperator.simulator.aws.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Map;

/**
 * Calls a service by awsJson without HTTP, in terse JSON: single quotes for double ones, and
 * arguments as in {@link String#format}.
 *
 * @param target what precedes the operation in {@code X-Amz-Target}
 */
public record JsonClient(AwsService service, String target, Caller caller) {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Who calls when it does not matter. */
  public static final Caller CALLER = new Caller("111122223333", "eu-central-1", "AKIATEST");

  public static JsonClient cloudWatch(AwsService service) {
    return new JsonClient(service, "GraniteServiceVersion20100801", CALLER);
  }

  public static JsonClient logs(AwsService service) {
    return new JsonClient(service, "Logs_20140328", CALLER);
  }

  public static JsonNode json(String terse) {
    try {
      return MAPPER.readTree(terse.replace('\'', '"'));
    } catch (JsonProcessingException malformed) {
      throw new UncheckedIOException(malformed);
    }
  }

  /** The output of a call that succeeds. */
  public JsonNode ok(String operation, String terse, Object... arguments) {
    var response = send(operation, terse.formatted(arguments));
    assertEquals(200, response.status(), operation + ": " + body(response));
    return body(response);
  }

  /** The name of the error that a call ends with. */
  public String refused(String operation, String terse, Object... arguments) {
    return body(send(operation, terse.formatted(arguments))).path("__type").asText();
  }

  private Reply.Response send(String operation, String terse) {
    var body = json(terse).toString().getBytes(StandardCharsets.UTF_8);
    var headers = Map.of("x-amz-target", target + "." + operation);
    var replies = new ArrayList<Reply>();
    service.serve(
        new HttpCall("id", caller, "POST", "/", "", Map.of(), headers, body), replies::add);
    if (replies.getFirst() instanceof Reply.Response response) {
      return response;
    }
    throw new AssertionError(replies);
  }

  private static JsonNode body(Reply.Response response) {
    try {
      return MAPPER.readTree(response.body());
    } catch (IOException malformed) {
      throw new UncheckedIOException(malformed);
    }
  }
}
