package io.latticeoperator.app;

/**
 * Something the operator needs is not there or refuses: a port, the cluster, credentials. The
 * message tells the user what, and what to do; nobody needs its stack trace.
 */
public final class MissingPrerequisite extends Exception {
  private static final long serialVersionUID = 1L;

  public MissingPrerequisite(String message, Throwable cause) {
    super(message, cause);
  }

  public MissingPrerequisite(String message) {
    super(message);
  }
}
