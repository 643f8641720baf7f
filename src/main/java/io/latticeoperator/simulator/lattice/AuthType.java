package io.latticeoperator.simulator.lattice;

/** Whether requests need authorization. */
public enum AuthType {
  /** No: a policy, if there is one, is ignored. */
  NONE,
  /** Yes: without a policy every request is denied. */
  AWS_IAM
}
