package io.latticeoperator.simulator.sts;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.simulator.aws.ErrorShape;
import io.latticeoperator.simulator.aws.FormBody;
import io.latticeoperator.simulator.aws.HttpCall;
import io.latticeoperator.simulator.aws.Protocol;
import io.latticeoperator.simulator.aws.Reply;
import io.latticeoperator.simulator.aws.ServiceCall;
import io.latticeoperator.simulator.aws.ServiceRefusal;
import io.latticeoperator.simulator.aws.XmlText;

/** The query protocol: a form as input, XML as output. */
final class StsProtocol implements Protocol {
  private static final String VERSION = "2011-06-15";
  private static final String NAMESPACE = "https://sts.amazonaws.com/doc/" + VERSION + "/";
  private static final String CONTENT_TYPE = "text/xml";
  private static final ErrorShape MALFORMED = ErrorShape.of("MalformedQueryString", 400);

  /** Also in the query string, where a signed URL has its action. */
  @Override
  public boolean recognises(HttpCall call) {
    return form(call).contains("Version=" + VERSION);
  }

  private static String form(HttpCall call) {
    return call.text().isEmpty() ? call.rawQuery() : call.text();
  }

  @Override
  public ServiceCall read(HttpCall call) {
    try {
      var input = FormBody.parse(form(call));
      var action = input.path("Action").asText("");
      input.remove("Action");
      input.remove("Version");
      return new ServiceCall(call.requestId(), call.caller(), action, input);
    } catch (IllegalArgumentException malformed) {
      throw new ServiceRefusal(MALFORMED, "The query string contains a syntax error");
    }
  }

  @Override
  public Reply.Response answer(ServiceCall call, ObjectNode output) {
    var content = JsonNodeFactory.instance.objectNode();
    content.set(call.operation() + "Result", output);
    content.putObject("ResponseMetadata").put("RequestId", call.requestId());
    var xml = XmlText.of(call.operation() + "Response", NAMESPACE, content, list -> "member");
    return Reply.of(200, CONTENT_TYPE, xml);
  }

  @Override
  public Reply.Response refused(String requestId, ServiceRefusal refusal) {
    var content = refusal.queryError(requestId);
    var xml = XmlText.of("ErrorResponse", NAMESPACE, content, list -> "member");
    return Reply.of(refusal.shape().status(), CONTENT_TYPE, xml);
  }
}
