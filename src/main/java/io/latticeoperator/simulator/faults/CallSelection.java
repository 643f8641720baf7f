package io.latticeoperator.simulator.faults;

import io.latticeoperator.simulator.aws.Caller;
import io.latticeoperator.simulator.lattice.LatticeApi;
import java.util.List;

/**
 * Which calls a rule is about.
 *
 * @param service signing name, such as {@code vpc-lattice}
 * @param operations a call of any of them
 * @param caller access key or account
 */
public record CallSelection(String service, List<Wildcard> operations, Wildcard caller) {
  public CallSelection {
    operations = List.copyOf(operations);
  }

  /** All calls of VPC Lattice. */
  public static final CallSelection LATTICE =
      new CallSelection(LatticeApi.SIGNING_NAME, List.of(Wildcard.ANY), Wildcard.ANY);

  boolean matches(String calledService, String operation, Caller by) {
    return service.equals(calledService)
        && operations.stream().anyMatch(glob -> glob.matches(operation))
        && (caller.matches(by.accessKey()) || caller.matches(by.account()));
  }
}
