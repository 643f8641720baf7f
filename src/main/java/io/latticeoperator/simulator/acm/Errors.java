package io.latticeoperator.simulator.acm;

import io.latticeoperator.simulator.aws.ErrorShape;
import io.latticeoperator.simulator.aws.Input;
import io.latticeoperator.simulator.aws.ServiceCall;
import io.latticeoperator.simulator.aws.ServiceRefusal;

/** ACM's errors, as its service model declares them. */
final class Errors {
  static final ErrorShape DENIED = ErrorShape.of("AccessDeniedException", 400);
  static final ErrorShape VALIDATION = ErrorShape.of("ValidationException", 400);
  static final ErrorShape INVALID = ErrorShape.of("InvalidParameterException", 400);
  static final ErrorShape INVALID_ARN = ErrorShape.of("InvalidArnException", 400);
  static final ErrorShape NOT_FOUND = ErrorShape.of("ResourceNotFoundException", 400);
  static final ErrorShape IN_USE = ErrorShape.of("ResourceInUseException", 400);
  static final ErrorShape TOO_MANY_TAGS = ErrorShape.of("TooManyTagsException", 400);
  static final ErrorShape INVALID_TAG = ErrorShape.of("InvalidTagException", 400);

  private Errors() {}

  static Input input(ServiceCall call) {
    return Input.of(call, new Input.Rules(VALIDATION, VALIDATION));
  }

  static ServiceRefusal of(ErrorShape shape, String message, Object... arguments) {
    return new ServiceRefusal(shape, message.formatted(arguments));
  }
}
