package io.latticeoperator.simulator.kubernetes;

import io.latticeoperator.schema.FieldFault;
import java.io.Serializable;
import java.util.List;

/** A refusal, as the API server words it in a {@code Status} object. */
public final class ApiFault extends RuntimeException {
  private final int code;
  private final String reason;
  private final Subject subject;
  private final transient List<FieldFault> causes;

  /**
   * @param code HTTP status, 400 to 599
   * @param reason such as {@code NotFound}, {@code AlreadyExists}, {@code Conflict}, {@code
   *     Invalid}
   */
  public ApiFault(int code, String reason, String message) {
    this(code, reason, message, Subject.NONE, List.of());
  }

  /**
   * @param subject the object refused; {@link Subject#NONE} when no one object is meant
   * @param causes one per field that is at fault
   */
  public ApiFault(
      int code, String reason, String message, Subject subject, List<FieldFault> causes) {
    super(message);
    this.code = code;
    this.reason = reason;
    this.subject = subject;
    this.causes = List.copyOf(causes);
  }

  public int code() {
    return code;
  }

  public String reason() {
    return reason;
  }

  /** The object that the refusal is about. */
  public Subject subject() {
    return subject;
  }

  /** Which fields were at fault; empty for refusals of the whole request. */
  public List<FieldFault> causes() {
    return causes;
  }

  /**
   * What a refusal is about.
   *
   * @param kind the kind for validation faults, the plural otherwise, as real servers do
   */
  public record Subject(String group, String kind, String name) implements Serializable {
    /** No object in particular. */
    public static final Subject NONE = new Subject("", "", "");
  }
}
