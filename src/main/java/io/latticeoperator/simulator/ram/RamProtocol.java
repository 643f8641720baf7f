package io.latticeoperator.simulator.ram;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.simulator.aws.HttpCall;
import io.latticeoperator.simulator.aws.Protocol;
import io.latticeoperator.simulator.aws.Reply;
import io.latticeoperator.simulator.aws.ServiceCall;
import io.latticeoperator.simulator.aws.ServiceRefusal;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * REST-JSON as RAM has it: the path is the operation's name in lower case, the input is the body,
 * and of the one operation that is called with DELETE, the query string.
 */
final class RamProtocol implements Protocol {
  private static final String CONTENT_TYPE = "application/json";

  private final Map<String, String> operations;
  private final ObjectMapper mapper = new ObjectMapper();

  RamProtocol(Collection<String> operations) {
    this.operations =
        operations.stream()
            .collect(
                Collectors.toMap(name -> "/" + name.toLowerCase(Locale.ROOT), Function.identity()));
  }

  @Override
  public boolean recognises(HttpCall call) {
    return operations.containsKey(call.path());
  }

  @Override
  public ServiceCall read(HttpCall call) {
    var operation = operations.getOrDefault(call.path(), "");
    try {
      var input =
          call.text().isBlank()
              ? JsonNodeFactory.instance.objectNode()
              : mapper.readTree(call.text());
      if (!(input instanceof ObjectNode members)) {
        throw RamErrors.of(RamErrors.INVALID, "The body is not a JSON object");
      }
      call.query().forEach((name, values) -> members.put(name, values.getFirst()));
      return new ServiceCall(call.requestId(), call.caller(), operation, members);
    } catch (JsonProcessingException malformed) {
      throw RamErrors.of(RamErrors.INVALID, "The body cannot be parsed as JSON");
    }
  }

  @Override
  public Reply.Response answer(ServiceCall call, ObjectNode output) {
    return Reply.of(200, CONTENT_TYPE, output.toString());
  }

  @Override
  public Reply.Response refused(String requestId, ServiceRefusal refusal) {
    var body = refusal.members().deepCopy().put("message", refusal.text());
    return new Reply.Response(
        refusal.shape().status(),
        Map.of("Content-Type", CONTENT_TYPE, "x-amzn-ErrorType", refusal.shape().name()),
        body.toString().getBytes(StandardCharsets.UTF_8));
  }
}
