package io.latticeoperator.simulator.lattice;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What comes back from a call. */
public sealed interface Answer {

  /**
   * Success.
   *
   * @param status HTTP status, 200 to 204
   * @param output all members by name; a copy that the caller may keep
   */
  record Ok(int status, ObjectNode output) implements Answer {}

  /**
   * A refusal: the call had no effect.
   *
   * @param extra the members of the error besides {@code message}
   */
  record Refusal(ErrorCode code, String message, ObjectNode extra) implements Answer {
    /** HTTP status. */
    public int status() {
      return code.httpStatus();
    }
  }

  /** Nothing came back: the call may or may not have had its effect. */
  record Lost() implements Answer {}
}
