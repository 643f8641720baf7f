package io.latticeoperator.simulator.logs;

import io.latticeoperator.simulator.aws.ErrorShape;
import io.latticeoperator.simulator.aws.Input;
import io.latticeoperator.simulator.aws.ServiceRefusal;

/** CloudWatch Logs' errors, as its service model declares them. */
final class Errors {
  static final ErrorShape INVALID = ErrorShape.of("InvalidParameterException", 400);
  static final ErrorShape ALREADY_THERE = ErrorShape.of("ResourceAlreadyExistsException", 400);
  static final ErrorShape NOT_FOUND = ErrorShape.of("ResourceNotFoundException", 400);
  static final ErrorShape LIMIT_EXCEEDED = ErrorShape.of("LimitExceededException", 400);
  static final ErrorShape TOO_MANY_TAGS = ErrorShape.of("TooManyTagsException", 400);
  static final ErrorShape DENIED = ErrorShape.of("AccessDeniedException", 400);

  /** What breaks the model. */
  static final Input.Rules RULES = new Input.Rules(INVALID, INVALID);

  private Errors() {}

  static ServiceRefusal noGroup() {
    return new ServiceRefusal(NOT_FOUND, "The specified log group does not exist.");
  }

  static ServiceRefusal noStream() {
    return new ServiceRefusal(NOT_FOUND, "The specified log stream does not exist.");
  }

  static ServiceRefusal foreignToken() {
    return new ServiceRefusal(INVALID, "The specified nextToken is invalid.");
  }
}
