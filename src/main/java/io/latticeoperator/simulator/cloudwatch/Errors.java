package io.latticeoperator.simulator.cloudwatch;

import io.latticeoperator.simulator.aws.ErrorShape;
import io.latticeoperator.simulator.aws.Input;

/** CloudWatch's errors, as its service model declares them. */
final class Errors {
  static final ErrorShape INVALID_VALUE =
      new ErrorShape("InvalidParameterValueException", "InvalidParameterValue", 400);
  static final ErrorShape MISSING =
      new ErrorShape("MissingRequiredParameterException", "MissingParameter", 400);
  static final ErrorShape COMBINATION =
      new ErrorShape("InvalidParameterCombinationException", "InvalidParameterCombination", 400);
  static final ErrorShape INVALID_TOKEN = ErrorShape.of("InvalidNextToken", 400);
  static final ErrorShape INVALID_DASHBOARD =
      new ErrorShape("DashboardInvalidInputError", "InvalidParameterInput", 400);
  static final ErrorShape NO_DASHBOARD =
      new ErrorShape("DashboardNotFoundError", "ResourceNotFound", 404);
  static final ErrorShape NO_ALARM = ErrorShape.of("ResourceNotFound", 404);
  static final ErrorShape NO_RESOURCE = ErrorShape.of("ResourceNotFoundException", 404);
  static final ErrorShape INVALID_FORMAT =
      new ErrorShape("InvalidFormatFault", "InvalidFormat", 400);
  static final ErrorShape LIMIT_EXCEEDED =
      new ErrorShape("LimitExceededFault", "LimitExceeded", 400);
  static final ErrorShape VALIDATION = ErrorShape.of("ValidationError", 400);
  static final ErrorShape DENIED = new ErrorShape("AccessDeniedException", "AccessDenied", 403);

  /** What breaks the model of most operations. */
  static final Input.Rules RULES = new Input.Rules(MISSING, INVALID_VALUE);

  /** What breaks the model of operations that declare no error for it. */
  static final Input.Rules VALIDATED = new Input.Rules(VALIDATION, VALIDATION);

  private Errors() {}
}
