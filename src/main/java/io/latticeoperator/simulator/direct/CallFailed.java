package io.latticeoperator.simulator.direct;

import io.latticeoperator.plan.Fault;

/** A call was not answered with success; ends the change or reading that it is part of. */
final class CallFailed extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Fault fault;

  CallFailed(Fault fault) {
    super(fault.message(), null, false, false);
    this.fault = fault;
  }

  Fault fault() {
    return fault;
  }

  boolean missing() {
    return fault.kind() == Fault.Kind.MISSING;
  }
}
