package io.latticeoperator.cli;

import java.util.Arrays;

/**
 * Entry point of the image's executable: a script of one line whose interpreter is Java, so that
 * there need not be a shell. The kernel puts the script's path before the arguments (execve(2)).
 */
public final class Shebang {
  private Shebang() {}

  /** As {@link Main}, without the first argument. */
  public static void main(String[] args) {
    Main.main(Arrays.copyOfRange(args, Math.min(1, args.length), args.length));
  }
}
