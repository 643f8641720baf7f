package io.latticeoperator.simulator.aws;

/** What other services build on, which can then not be deleted. Safe for any thread. */
@FunctionalInterface
public interface Dependents {

  /** Nobody uses anything. */
  Dependents NONE = id -> false;

  /**
   * Whether a service uses it.
   *
   * @param id of a VPC or of a security group, or the ARN of a certificate
   */
  boolean use(String id);
}
