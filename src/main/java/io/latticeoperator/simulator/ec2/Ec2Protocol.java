package io.latticeoperator.simulator.ec2;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.simulator.aws.FormBody;
import io.latticeoperator.simulator.aws.HttpCall;
import io.latticeoperator.simulator.aws.Protocol;
import io.latticeoperator.simulator.aws.Reply;
import io.latticeoperator.simulator.aws.ServiceCall;
import io.latticeoperator.simulator.aws.ServiceRefusal;
import io.latticeoperator.simulator.aws.XmlText;

/**
 * The protocol of EC2: flat parameters in a form, XML back. Inputs and outputs have the names that
 * are on the wire, so a list of security group ids is {@code GroupId} going in.
 */
final class Ec2Protocol implements Protocol {
  private static final String VERSION = "2016-11-15";
  private static final String NAMESPACE = "http://ec2.amazonaws.com/doc/" + VERSION + "/";
  private static final String CONTENT_TYPE = "text/xml;charset=UTF-8";

  @Override
  public boolean recognises(HttpCall call) {
    return call.text().contains("Version=" + VERSION);
  }

  @Override
  public ServiceCall read(HttpCall call) {
    final ObjectNode input;
    try {
      input = FormBody.parse(call.text());
    } catch (IllegalArgumentException malformed) {
      throw Refusals.of("MalformedQueryString", "The query string contains a syntax error");
    }
    var action = input.path("Action").asText("");
    input.remove("Action");
    input.remove("Version");
    return new ServiceCall(call.requestId(), call.caller(), action, input);
  }

  @Override
  public Reply.Response answer(ServiceCall call, ObjectNode output) {
    var content = JsonNodeFactory.instance.objectNode().put("requestId", call.requestId());
    content.setAll(output);
    var xml = XmlText.of(call.operation() + "Response", NAMESPACE, content, list -> "item");
    return Reply.of(200, CONTENT_TYPE, xml);
  }

  @Override
  public Reply.Response refused(String requestId, ServiceRefusal refusal) {
    var content = JsonNodeFactory.instance.objectNode();
    content
        .putArray("Errors")
        .addObject()
        .put("Code", refusal.shape().queryCode())
        .put("Message", refusal.text());
    content.put("RequestID", requestId);
    var xml = XmlText.of("Response", "", content, list -> "Error");
    return Reply.of(refusal.shape().status(), CONTENT_TYPE, xml);
  }
}
