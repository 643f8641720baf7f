package io.latticeoperator.simulator.aws;

/** How an action ends without effect; it never leaves the service that throws it. */
final class QueryRefusal extends RuntimeException {
  private final String code;

  QueryRefusal(String code, String message) {
    super(message, null, false, false);
    this.code = code;
  }

  String code() {
    return code;
  }

  String text() {
    var message = getMessage();
    return message == null ? "" : message;
  }
}
