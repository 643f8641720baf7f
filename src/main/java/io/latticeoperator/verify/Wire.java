package io.latticeoperator.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** VPC Lattice's API by operation name and JSON, whoever answers it. */
@FunctionalInterface
public interface Wire {

  /**
   * @param operation as in the service model, such as {@code CreateService}
   * @param input all members by name
   * @throws NoAnswer when the call did not come through
   */
  Outcome call(String operation, ObjectNode input);

  /** What came back. */
  sealed interface Outcome {

    /** Success. */
    record Done(JsonNode output) implements Outcome {}

    /**
     * A refusal.
     *
     * @param status HTTP status
     * @param code such as {@code ConflictException}
     */
    record Refused(int status, String code, String message) implements Outcome {}
  }

  /** Nothing can be said about what the other side does. */
  final class NoAnswer extends RuntimeException {
    public NoAnswer(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
