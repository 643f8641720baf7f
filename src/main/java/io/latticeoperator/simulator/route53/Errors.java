package io.latticeoperator.simulator.route53;

import io.latticeoperator.simulator.aws.ErrorShape;
import io.latticeoperator.simulator.aws.Input;
import io.latticeoperator.simulator.aws.ServiceCall;
import io.latticeoperator.simulator.aws.ServiceRefusal;
import io.latticeoperator.simulator.aws.TextInput;

/** Route 53's errors, as its service model declares them. */
final class Errors {
  static final ErrorShape DENIED = ErrorShape.of("AccessDenied", 403);
  static final ErrorShape INVALID = ErrorShape.of("InvalidInput", 400);
  static final ErrorShape INVALID_DOMAIN = ErrorShape.of("InvalidDomainName", 400);
  static final ErrorShape INVALID_VPC = ErrorShape.of("InvalidVPCId", 400);
  static final ErrorShape INVALID_BATCH = ErrorShape.of("InvalidChangeBatch", 400);
  static final ErrorShape NO_ZONE = ErrorShape.of("NoSuchHostedZone", 404);
  static final ErrorShape NO_CHANGE = ErrorShape.of("NoSuchChange", 404);
  static final ErrorShape NO_HEALTH_CHECK = ErrorShape.of("NoSuchHealthCheck", 404);
  static final ErrorShape ZONE_EXISTS = ErrorShape.of("HostedZoneAlreadyExists", 409);
  static final ErrorShape ZONE_NOT_EMPTY = ErrorShape.of("HostedZoneNotEmpty", 400);
  static final ErrorShape CONFLICTING_DOMAIN = ErrorShape.of("ConflictingDomainExists", 400);
  static final ErrorShape HEALTH_CHECK_EXISTS = ErrorShape.of("HealthCheckAlreadyExists", 409);
  static final ErrorShape VERSION_MISMATCH = ErrorShape.of("HealthCheckVersionMismatch", 409);

  private static final Input.Rules RULES = new Input.Rules(INVALID, INVALID);

  private Errors() {}

  static ServiceRefusal of(ErrorShape shape, String message, Object... arguments) {
    return new ServiceRefusal(shape, message.formatted(arguments));
  }

  static TextInput input(ServiceCall call) {
    return TextInput.of(call, RULES);
  }

  /** A text of bounded length that has to be there. */
  static String text(TextInput input, String member, int longest) {
    var text = input.require(member);
    if (text.isEmpty() || text.length() > longest) {
      throw of(
          INVALID,
          "1 validation error detected: Value '%s' at '%s' failed to satisfy constraint: Member"
              + " must have length between 1 and %d",
          text,
          member,
          longest);
    }
    return text;
  }
}
