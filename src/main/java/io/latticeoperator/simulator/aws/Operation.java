package io.latticeoperator.simulator.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Function;

/**
 * An operation of a simulated service, whatever protocol it is called in.
 *
 * @param read whether it changes nothing
 * @param needs what its caller has to be allowed to do; may throw ServiceRefusal
 * @param effect gives the output; throws ServiceRefusal and then has no effect
 */
public record Operation(
    boolean read,
    Function<ServiceCall, List<Access>> needs,
    Function<ServiceCall, ObjectNode> effect) {

  /** One that changes nothing. */
  public static Operation reading(
      Function<ServiceCall, List<Access>> needs, Function<ServiceCall, ObjectNode> effect) {
    return new Operation(true, needs, effect);
  }

  /** One that changes something. */
  public static Operation writing(
      Function<ServiceCall, List<Access>> needs, Function<ServiceCall, ObjectNode> effect) {
    return new Operation(false, needs, effect);
  }
}
