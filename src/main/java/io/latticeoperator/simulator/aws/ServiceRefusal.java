package io.latticeoperator.simulator.aws;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** How an operation ends without effect; the {@link ServiceEndpoint} makes an answer of it. */
public final class ServiceRefusal extends RuntimeException {
  private final ErrorShape shape;
  private final transient ObjectNode members;

  public ServiceRefusal(ErrorShape shape, String message) {
    this(shape, message, JsonNodeFactory.instance.objectNode());
  }

  /**
   * @param members what the error carries besides its message
   */
  public ServiceRefusal(ErrorShape shape, String message, ObjectNode members) {
    super(message, null, false, false);
    this.shape = shape;
    this.members = members;
  }

  public ErrorShape shape() {
    return shape;
  }

  /** The message. */
  public String text() {
    var message = getMessage();
    return message == null ? "" : message;
  }

  /** The content of an {@code ErrorResponse} of the query protocol, without further members. */
  public ObjectNode queryError(String requestId) {
    var content = JsonNodeFactory.instance.objectNode();
    content
        .putObject("Error")
        .put("Type", shape.isFault() ? "Receiver" : "Sender")
        .put("Code", shape.queryCode())
        .put("Message", text());
    return content.put("RequestId", requestId);
  }

  /** What the error carries besides its message. */
  public ObjectNode members() {
    return members;
  }
}
