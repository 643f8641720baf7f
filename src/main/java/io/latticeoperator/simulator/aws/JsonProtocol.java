package io.latticeoperator.simulator.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;

/**
 * The protocols awsJson 1.0 and 1.1: the operation is in {@code X-Amz-Target}, input and output are
 * JSON objects, timestamps are seconds since 1970, and an error's name is in {@code __type}.
 */
public final class JsonProtocol implements Protocol {
  private static final ErrorShape MALFORMED = ErrorShape.of("SerializationException", 400);
  private static final String TARGET = "x-amz-target";

  private final String contentType;
  private final String targetPrefix;
  private final boolean queryCompatible;
  private final ObjectMapper mapper = new ObjectMapper();

  private JsonProtocol(String version, String targetPrefix, boolean queryCompatible) {
    this.contentType = "application/x-amz-json-" + version;
    this.targetPrefix = targetPrefix + ".";
    this.queryCompatible = queryCompatible;
  }

  /**
   * @param version {@code 1.0} or {@code 1.1}
   * @param targetPrefix what precedes the dot in {@code X-Amz-Target}, such as {@code
   *     Logs_20140328}
   */
  public static JsonProtocol of(String version, String targetPrefix) {
    return new JsonProtocol(version, targetPrefix, false);
  }

  /** Of a service that once spoke the query protocol, and whose errors still carry its codes. */
  public static JsonProtocol queryCompatible(String version, String targetPrefix) {
    return new JsonProtocol(version, targetPrefix, true);
  }

  @Override
  public boolean recognises(HttpCall call) {
    var target = call.header(TARGET);
    return target != null && target.startsWith(targetPrefix);
  }

  @Override
  public ServiceCall read(HttpCall call) {
    var target = call.header(TARGET);
    var operation = target == null ? "" : target.substring(targetPrefix.length());
    try {
      var body = call.text();
      var input = body.isBlank() ? JsonNodeFactory.instance.objectNode() : mapper.readTree(body);
      if (input instanceof ObjectNode object) {
        return new ServiceCall(call.requestId(), call.caller(), operation, object);
      }
      throw new ServiceRefusal(MALFORMED, "Start of structure or map found where not expected.");
    } catch (JsonProcessingException malformed) {
      throw new ServiceRefusal(MALFORMED, "The body cannot be parsed as JSON");
    }
  }

  @Override
  public Reply.Response answer(ServiceCall call, ObjectNode output) {
    return Reply.of(200, contentType, output.toString());
  }

  @Override
  public Reply.Response refused(String requestId, ServiceRefusal refusal) {
    var shape = refusal.shape();
    var headers = new HashMap<String, String>();
    headers.put("Content-Type", contentType);
    headers.put("x-amzn-ErrorType", shape.name());
    if (queryCompatible) {
      headers.put("x-amzn-query-error", shape.queryError());
    }
    var body = refusal.members().deepCopy().put("__type", shape.name());
    body.put("message", refusal.text());
    return new Reply.Response(
        shape.status(), headers, body.toString().getBytes(StandardCharsets.UTF_8));
  }
}
