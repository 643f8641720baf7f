package io.latticeoperator.simulator.logs;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What answers are made of. */
final class Json {
  /** Writers need not send it any more, but they are still told one. */
  static final String SEQUENCE_TOKEN = "49039859608438452163093465474859637254734673842367849301";

  private Json() {}

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
