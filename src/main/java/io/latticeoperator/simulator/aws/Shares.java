package io.latticeoperator.simulator.aws;

/** What accounts have shared with each other through RAM. Safe for any thread. */
@FunctionalInterface
public interface Shares {

  /** Nobody shares anything. */
  Shares NONE = (arn, account) -> false;

  /** Whether a resource of somebody else is shared with an account that has accepted it. */
  boolean reaches(String arn, String account);
}
