package io.latticeoperator.simulator.aws;

/** What other services build on parts of EC2, which can then not be deleted. */
@FunctionalInterface
public interface Dependents {

  /** Nobody uses anything. */
  Dependents NONE = id -> false;

  /**
   * Whether a service uses it.
   *
   * @param id of a VPC or of a security group
   */
  boolean use(String id);
}
