package io.latticeoperator.simulator.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A form in which calls of one service come over HTTP. Safe for any thread. */
public interface Protocol {

  /** Whether a request is in this form and meant for this service, well-formed or not. */
  boolean recognises(HttpCall call);

  /**
   * Reads what it recognises.
   *
   * @throws ServiceRefusal for what is malformed
   */
  ServiceCall read(HttpCall call);

  /** The answer to a call that had its effect. */
  Reply.Response answer(ServiceCall call, ObjectNode output);

  /** The answer to a call that had none. */
  Reply.Response refused(String requestId, ServiceRefusal refusal);
}
