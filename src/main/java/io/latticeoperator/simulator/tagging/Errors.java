package io.latticeoperator.simulator.tagging;

import io.latticeoperator.simulator.aws.ErrorShape;
import io.latticeoperator.simulator.aws.Input;
import io.latticeoperator.simulator.aws.Page;
import io.latticeoperator.simulator.aws.ServiceCall;
import io.latticeoperator.simulator.aws.ServiceRefusal;
import java.util.NavigableMap;

/** The tagging API's errors, as its service model declares them, and its pages. */
final class Errors {
  private static final ErrorShape INVALID = ErrorShape.of("InvalidParameterException", 400);
  private static final ErrorShape EXPIRED = ErrorShape.of("PaginationTokenExpiredException", 400);

  private Errors() {}

  static Input input(ServiceCall call) {
    return Input.of(call, new Input.Rules(INVALID, INVALID));
  }

  static ServiceRefusal invalid(String message, Object... arguments) {
    return new ServiceRefusal(INVALID, message.formatted(arguments));
  }

  /** An empty token is that of the first page. */
  static <T> Page<T> page(Input input, NavigableMap<String, T> all, int size) {
    return Page.of(
        all,
        input.text("PaginationToken").filter(token -> !token.isEmpty()).orElse(null),
        size,
        () -> new ServiceRefusal(EXPIRED, "The pagination token is not valid, or has expired"));
  }
}
