package io.latticeoperator.simulator.lattice;

import java.util.stream.Stream;

/** The errors of the VPC Lattice API. */
public enum ErrorCode {
  VALIDATION("ValidationException", 400),
  ACCESS_DENIED("AccessDeniedException", 403),
  RESOURCE_NOT_FOUND("ResourceNotFoundException", 404),
  CONFLICT("ConflictException", 409),
  SERVICE_QUOTA_EXCEEDED("ServiceQuotaExceededException", 402),
  THROTTLING("ThrottlingException", 429),
  INTERNAL_SERVER("InternalServerException", 500);

  private final String wireName;
  private final int httpStatus;

  ErrorCode(String wireName, int httpStatus) {
    this.wireName = wireName;
    this.httpStatus = httpStatus;
  }

  /**
   * The error of a wire name.
   *
   * @throws IllegalArgumentException for a name that the API does not have
   */
  public static ErrorCode named(String wireName) {
    return Stream.of(values())
        .filter(code -> code.wireName.equals(wireName))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("Not an error of the API: " + wireName));
  }

  /** As in the {@code x-amzn-ErrorType} header. */
  public String wireName() {
    return wireName;
  }

  public int httpStatus() {
    return httpStatus;
  }
}
