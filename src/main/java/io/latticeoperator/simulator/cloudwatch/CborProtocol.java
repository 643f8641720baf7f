package io.latticeoperator.simulator.cloudwatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import io.latticeoperator.simulator.aws.ErrorShape;
import io.latticeoperator.simulator.aws.HttpCall;
import io.latticeoperator.simulator.aws.Protocol;
import io.latticeoperator.simulator.aws.Reply;
import io.latticeoperator.simulator.aws.ServiceCall;
import io.latticeoperator.simulator.aws.ServiceRefusal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Smithy RPC v2 CBOR: the operation is in the path, timestamps have tag 1, and the codes of the
 * query protocol are in {@code x-amzn-query-error}.
 */
final class CborProtocol implements Protocol {
  private static final ErrorShape MALFORMED = ErrorShape.of("SerializationException", 400);
  private static final int EPOCH = 1;

  private final String path;
  private final CBORMapper mapper = new CBORMapper();

  /**
   * @param service as paths name it, such as {@code GraniteServiceVersion20100801}
   */
  CborProtocol(String service) {
    this.path = "/service/" + service + "/operation/";
  }

  @Override
  public boolean recognises(HttpCall call) {
    return "rpc-v2-cbor".equals(call.header("smithy-protocol")) && call.path().startsWith(path);
  }

  @Override
  public ServiceCall read(HttpCall call) {
    var operation = call.path().substring(path.length());
    try {
      var input = call.body().length == 0 ? Shapes.object() : mapper.readTree(call.body());
      if (input instanceof ObjectNode object) {
        return new ServiceCall(call.requestId(), call.caller(), operation, object);
      }
      throw new ServiceRefusal(MALFORMED, "The body is not a CBOR map");
    } catch (IOException malformed) {
      throw new ServiceRefusal(MALFORMED, "The body cannot be parsed as CBOR");
    }
  }

  @Override
  public Reply.Response answer(ServiceCall call, ObjectNode output) {
    return reply(200, Map.of(), output);
  }

  @Override
  public Reply.Response refused(String requestId, ServiceRefusal refusal) {
    var shape = refusal.shape();
    var body = refusal.members().deepCopy();
    body.put("__type", "com.amazonaws.cloudwatch#" + shape.name());
    body.put("message", refusal.text());
    return reply(shape.status(), Map.of("x-amzn-query-error", shape.queryError()), body);
  }

  private Reply.Response reply(int status, Map<String, String> more, ObjectNode body) {
    var headers = new HashMap<>(more);
    headers.put("Content-Type", "application/cbor");
    headers.put("smithy-protocol", "rpc-v2-cbor");
    var bytes = new ByteArrayOutputStream();
    try (var generator = mapper.getFactory().createGenerator(bytes)) {
      write(generator, "", body);
    } catch (IOException inMemory) {
      throw new UncheckedIOException(inMemory);
    }
    return new Reply.Response(status, headers, bytes.toByteArray());
  }

  private static void write(CBORGenerator generator, String member, JsonNode value)
      throws IOException {
    switch (value.getNodeType()) {
      case OBJECT -> {
        generator.writeStartObject();
        for (var entry : value.properties()) {
          generator.writeFieldName(entry.getKey());
          write(generator, entry.getKey(), entry.getValue());
        }
        generator.writeEndObject();
      }
      case ARRAY -> {
        generator.writeStartArray();
        for (var item : value) {
          write(generator, member, item);
        }
        generator.writeEndArray();
      }
      case NUMBER -> {
        if (Shapes.isTimestamp(member)) {
          generator.writeTag(EPOCH);
        }
        if (value.isIntegralNumber()) {
          generator.writeNumber(value.asLong());
        } else {
          generator.writeNumber(value.asDouble());
        }
      }
      case BOOLEAN -> generator.writeBoolean(value.asBoolean());
      case STRING -> generator.writeString(value.asText());
      case NULL, MISSING, BINARY, POJO -> generator.writeNull();
    }
  }
}
