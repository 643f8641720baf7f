package io.latticeoperator.cli;

import io.latticeoperator.app.MissingPrerequisite;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/**
 * What a user sees of an exception: a sentence if it is about their machine, all if it is a bug.
 */
final class Failures {
  private Failures() {}

  static int handle(Exception failure, CommandLine command, ParseResult parsed) {
    var errors = command.getErr();
    var name = "lattice " + command.getCommandName() + ": ";
    if (failure instanceof MissingPrerequisite missing) {
      errors.println(command.getColorScheme().errorText(name + missing.getMessage()));
      return ExitCode.ENVIRONMENT;
    }
    errors.println(command.getColorScheme().errorText(name + "this is a bug, please report it:"));
    failure.printStackTrace(errors);
    return ExitCode.FAILED;
  }
}
