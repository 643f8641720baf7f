package io.latticeoperator.simulator.cloudwatch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.simulator.aws.ErrorShape;
import io.latticeoperator.simulator.aws.HttpCall;
import io.latticeoperator.simulator.aws.Protocol;
import io.latticeoperator.simulator.aws.QueryCall;
import io.latticeoperator.simulator.aws.Reply;
import io.latticeoperator.simulator.aws.ServiceCall;
import io.latticeoperator.simulator.aws.ServiceRefusal;
import java.util.Map;

/** The query protocol: a form as input, XML as output. */
final class FormProtocol implements Protocol {
  private static final ErrorShape MALFORMED = ErrorShape.of("MalformedInput", 400);

  private final String version;

  /**
   * @param version of the API, by which services are told apart
   */
  FormProtocol(String version) {
    this.version = version;
  }

  @Override
  public boolean recognises(HttpCall call) {
    return call.header("x-amz-target") == null
        && call.header("smithy-protocol") == null
        && call.text().contains("Version=" + version);
  }

  @Override
  public ServiceCall read(HttpCall call) {
    QueryCall query;
    try {
      query = QueryCall.of(call);
    } catch (IllegalArgumentException malformed) {
      throw new ServiceRefusal(MALFORMED, "The body is not a form");
    }
    return new ServiceCall(
        call.requestId(), call.caller(), query.action(), FormInput.read(query.parameters()));
  }

  @Override
  public Reply.Response answer(ServiceCall call, ObjectNode output) {
    var operation = call.operation();
    var body = Shapes.object();
    body.set(operation + "Result", output);
    body.putObject("ResponseMetadata").put("RequestId", call.requestId());
    return xml(200, XmlOutput.of(operation + "Response", body));
  }

  @Override
  public Reply.Response refused(String requestId, ServiceRefusal refusal) {
    var body = refusal.queryError(requestId);
    body.withObject("/Error").setAll(refusal.members());
    return xml(refusal.shape().status(), XmlOutput.of("ErrorResponse", body));
  }

  private static Reply.Response xml(int status, byte[] body) {
    return new Reply.Response(status, Map.of("Content-Type", "text/xml"), body);
  }
}
