package io.latticeoperator.simulator.ram;

import io.latticeoperator.simulator.aws.ErrorShape;
import io.latticeoperator.simulator.aws.Input;
import io.latticeoperator.simulator.aws.ServiceRefusal;

/** RAM's errors, as its service model declares them. */
final class RamErrors {
  static final ErrorShape INVALID = ErrorShape.of("InvalidParameterException", 400);
  static final ErrorShape DENIED = ErrorShape.of("AccessDeniedException", 403);
  static final ErrorShape MALFORMED_ARN = ErrorShape.of("MalformedArnException", 400);
  static final ErrorShape UNKNOWN = ErrorShape.of("UnknownResourceException", 400);
  static final ErrorShape NOT_PERMITTED = ErrorShape.of("OperationNotPermittedException", 400);
  static final ErrorShape INVALID_TOKEN = ErrorShape.of("InvalidNextTokenException", 400);
  static final ErrorShape NO_INVITATION =
      ErrorShape.of("ResourceShareInvitationArnNotFoundException", 400);
  static final ErrorShape ACCEPTED =
      ErrorShape.of("ResourceShareInvitationAlreadyAcceptedException", 400);
  static final ErrorShape REJECTED =
      ErrorShape.of("ResourceShareInvitationAlreadyRejectedException", 400);
  static final ErrorShape EXPIRED = ErrorShape.of("ResourceShareInvitationExpiredException", 400);
  static final ErrorShape TOO_MANY_TAGS = ErrorShape.of("TagLimitExceededException", 400);
  static final ErrorShape MISMATCH = ErrorShape.of("IdempotentParameterMismatchException", 400);
  static final ErrorShape INVALID_TYPE = ErrorShape.of("InvalidResourceTypeException", 400);

  static final Input.Rules RULES = new Input.Rules(INVALID, INVALID);

  private RamErrors() {}

  static ServiceRefusal of(ErrorShape shape, String message, Object... arguments) {
    return new ServiceRefusal(shape, message.formatted(arguments));
  }
}
