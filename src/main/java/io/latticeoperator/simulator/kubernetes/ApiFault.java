package io.latticeoperator.simulator.kubernetes;

/** A refusal, as the API server words it in a {@code Status} object. */
public final class ApiFault extends RuntimeException {
  private final int code;
  private final String reason;

  /**
   * @param code HTTP status, 400 to 599
   * @param reason such as {@code NotFound}, {@code AlreadyExists}, {@code Conflict}, {@code
   *     Invalid}
   */
  public ApiFault(int code, String reason, String message) {
    super(message);
    this.code = code;
    this.reason = reason;
  }

  public int code() {
    return code;
  }

  public String reason() {
    return reason;
  }
}
