package io.latticeoperator.simulator.kubernetes;

/**
 * How a write is done.
 *
 * @param manager who is recorded as owner of the fields written
 * @param operation whether {@code manager} applied the object or changed it
 * @param dryRun whether to answer as if it were done, and do nothing
 */
record WriteOptions(String manager, Operation operation, boolean dryRun) {
  static final WriteOptions OF_CONTROLLERS =
      new WriteOptions("kube-controller-manager", Operation.UPDATE, false);

  /** As in a managedFields entry. */
  enum Operation {
    /** Ownership is recorded from what changed. */
    UPDATE,
    /** Ownership has been worked out with the object. */
    APPLY
  }
}
