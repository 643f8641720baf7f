package io.latticeoperator.cloud.aws;

import io.latticeoperator.plan.Fault;

/** A change or reading ends with a fault that no exception of the SDK stands for. */
final class Faulted extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Fault fault;

  Faulted(Fault fault) {
    super(fault.message(), null, false, false);
    this.fault = fault;
  }

  /** AWS answered with something that the model has no words for. */
  static Faulted unreadable(String message) {
    return new Faulted(Fault.of(Fault.Kind.INVALID, message));
  }

  Fault fault() {
    return fault;
  }
}
