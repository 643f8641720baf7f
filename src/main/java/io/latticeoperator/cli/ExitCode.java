package io.latticeoperator.cli;

/** How a command can end. A signal gives 128 and its number, as everywhere. */
public final class ExitCode {
  /** Done. */
  public static final int OK = 0;

  /** Tried and failed. */
  public static final int FAILED = 1;

  /** Asked for in a way that cannot work: unknown flag, bad or missing value. */
  public static final int USAGE = 2;

  /** Something is missing on this machine, or cannot be reached from it. */
  public static final int ENVIRONMENT = 3;

  /** Asked whether there is a difference, and there is. */
  public static final int DIFFERENT = 4;

  private ExitCode() {}
}
