package io.latticeoperator.simulator.ec2;

import io.latticeoperator.simulator.aws.ErrorShape;
import io.latticeoperator.simulator.aws.Input;
import io.latticeoperator.simulator.aws.ServiceCall;
import io.latticeoperator.simulator.aws.ServiceRefusal;
import io.latticeoperator.simulator.aws.TextInput;

/** EC2's errors: it has no model of them, only codes, nearly all of which come with HTTP 400. */
final class Refusals {
  static final ErrorShape UNAUTHORIZED = ErrorShape.of("UnauthorizedOperation", 403);

  private static final ErrorShape MISSING = ErrorShape.of("MissingParameter", 400);
  private static final ErrorShape INVALID = ErrorShape.of("InvalidParameterValue", 400);

  private Refusals() {}

  static ServiceRefusal of(String code, String message, Object... arguments) {
    return new ServiceRefusal(ErrorShape.of(code, 400), message.formatted(arguments));
  }

  static ServiceRefusal invalid(String message, Object... arguments) {
    return new ServiceRefusal(INVALID, message.formatted(arguments));
  }

  /** A call that would have worked had it not been a mere try. */
  static ServiceRefusal dryRun() {
    return new ServiceRefusal(
        ErrorShape.of("DryRunOperation", 412),
        "Request would have succeeded, but DryRun flag is set.");
  }

  static TextInput input(ServiceCall call) {
    return TextInput.of(call, new Input.Rules(MISSING, INVALID));
  }
}
