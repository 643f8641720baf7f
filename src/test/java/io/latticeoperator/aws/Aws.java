package io.latticeoperator.aws;

/** What claims to be AWS. */
public enum Aws {
  /** Ours, new for each test. */
  SIMULATOR,

  /** LocalStack Community, one for this JVM with an account for each test: group localstack. */
  LOCALSTACK,

  /** The real one, in the account that {@code LATTICE_AWS_TESTS} names: group aws-account. */
  REAL;

  /** An account in which nothing has the test's prefix. */
  public TestAccount open() {
    return switch (this) {
      case SIMULATOR -> new SimulatedAccount();
      case LOCALSTACK -> new LocalStackAccount();
      case REAL -> new RealAccount();
    };
  }
}
