package io.latticeoperator.simulator.dataplane;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.UrlEncoded;

/**
 * Requests and answers in the JSON that VPC Lattice exchanges with functions (user guide,
 * lambda-functions: event structure versions V1 and V2).
 */
final class FunctionEvent {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int LEAST_STATUS = 200;
  private static final int MOST_STATUS = 599;

  private FunctionEvent() {}

  /** What a function is asked. */
  record Question(
      String method, String path, String query, HttpFields headers, ByteBuffer body, Instant at) {}

  /** What a function answers. */
  record Reply(int status, HttpFields headers, ByteBuffer body) {}

  /** The event for a function of the route's group, in the version that the group asks for. */
  static byte[] of(Question question, Route.Forward route, String partition) {
    var version = route.group().config().lambdaEventStructureVersion();
    var event = version.equals("V2") ? second(question, route, partition) : first(question);
    try {
      return MAPPER.writeValueAsBytes(event);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a tree of JSON values", impossible);
    }
  }

  private static ObjectNode first(Question question) {
    var event = JSON.objectNode();
    var query = question.query();
    event.put("raw_path", question.path() + (query.isEmpty() ? "" : "?" + query));
    event.put("method", question.method());
    var headers = event.putObject("headers");
    for (var name : question.headers().getFieldNamesCollection()) {
      headers.put(
          name.toLowerCase(Locale.ROOT), String.join(", ", question.headers().getValuesList(name)));
    }
    var parameters = event.putObject("query_string_parameters");
    parameters(query).forEach(field -> parameters.put(field.getName(), field.getValue()));
    putBody(event, "is_base64_encoded", question.body());
    return event;
  }

  private static ObjectNode second(Question question, Route.Forward route, String partition) {
    var event = JSON.objectNode();
    event.put("version", "2.0");
    event.put("path", question.path());
    event.put("method", question.method());
    var headers = event.putObject("headers");
    for (var name : question.headers().getFieldNamesCollection()) {
      var values = headers.putArray(name.toLowerCase(Locale.ROOT));
      question.headers().getValuesList(name).forEach(values::add);
    }
    var parameters = event.putObject("queryStringParameters");
    for (var field : parameters(question.query())) {
      var values = parameters.putArray(field.getName());
      field.getValues().forEach(values::add);
    }
    putBody(event, "isBase64Encoded", question.body());
    var passage = route.passage();
    var owner = passage.association().identity().owner();
    var context = event.putObject("requestContext");
    context.put("serviceNetworkArn", passage.network().arn());
    context.put("serviceArn", passage.service().arn());
    context.put("targetGroupArn", route.group().arn());
    context
        .putObject("identity")
        .put("sourceVpcArn", ForwardedHeaders.vpcArn(partition, owner, passage));
    context.put("region", owner.region());
    context.put(
        "timeEpoch", Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, question.at())));
    return event;
  }

  private static Fields parameters(String query) {
    var parameters = new Fields(new TreeMap<>());
    if (!query.isEmpty()) {
      UrlEncoded.decodeUtf8To(query, parameters);
    }
    return parameters;
  }

  private static void putBody(ObjectNode event, String flag, ByteBuffer body) {
    try {
      var text = StandardCharsets.UTF_8.newDecoder().decode(body.duplicate()).toString();
      event.put("body", text).put(flag, false);
    } catch (CharacterCodingException binary) {
      var encoded =
          StandardCharsets.ISO_8859_1.decode(Base64.getEncoder().encode(body.duplicate()));
      event.put("body", encoded.toString()).put(flag, true);
    }
  }

  /**
   * Reads a function's answer.
   *
   * @throws IOException when it is not of the form that is asked of functions
   */
  static Reply reply(byte[] json) throws IOException {
    var answer = MAPPER.readTree(json);
    int status = answer.path("statusCode").asInt(0);
    if (status < LEAST_STATUS || status > MOST_STATUS) {
      throw new IOException("a function's answer needs a statusCode");
    }
    var headers = HttpFields.build();
    answer
        .path("headers")
        .properties()
        .forEach(field -> headers.put(field.getKey(), values(field.getValue())));
    answer
        .path("multiValueHeaders")
        .properties()
        .forEach(field -> headers.put(field.getKey(), values(field.getValue())));
    var body = answer.path("body").asText("");
    try {
      return new Reply(
          status,
          headers.asImmutable(),
          ByteBuffer.wrap(
              answer.path("isBase64Encoded").asBoolean(false)
                  ? Base64.getDecoder().decode(body)
                  : body.getBytes(StandardCharsets.UTF_8)));
    } catch (IllegalArgumentException notBase64) {
      throw new IOException("a function's body is not the Base64 that it says", notBase64);
    }
  }

  private static List<String> values(JsonNode value) {
    if (!value.isArray()) {
      return List.of(value.asText());
    }
    return value.valueStream().map(JsonNode::asText).toList();
  }
}
