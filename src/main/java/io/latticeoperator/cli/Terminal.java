package io.latticeoperator.cli;

import java.io.Console;
import java.util.Optional;

/** The person in front of the machine, if there is one. */
final class Terminal {
  private Terminal() {}

  /** Whether standard input and output are a terminal. */
  static boolean present() {
    return console().isPresent();
  }

  /** What a person answers, in one line; empty when there is nobody, or the input has ended. */
  static Optional<String> ask(String question) {
    return console().map(console -> console.readLine("%s", question)).map(String::strip);
  }

  /** Which of the ways not to have one a JDK takes depends on its release: 22 to 24 give one. */
  @SuppressWarnings("SystemConsoleNull")
  private static Optional<Console> console() {
    var console = System.console();
    return console != null && console.isTerminal() ? Optional.of(console) : Optional.empty();
  }
}
