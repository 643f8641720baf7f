package io.latticeoperator.cli;

import io.latticeoperator.app.MissingPrerequisite;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * What a user sees when a command does not work: a sentence if it is about what they typed or their
 * machine, everything if it is a bug.
 */
public final class Failures {
  private Failures() {}

  /** One line and a pointer: the whole help would push the line off the screen. */
  public static int misused(ParameterException misuse, String[] args) {
    var command = misuse.getCommandLine();
    var name = command.getCommandSpec().qualifiedName();
    var errors = command.getErr();
    errors.println(command.getColorScheme().errorText(name + ": " + misuse.getMessage()));
    UnmatchedArgumentException.printSuggestions(misuse, errors);
    errors.println(name + " --help tells what there is.");
    return ExitCode.USAGE;
  }

  public static int failed(Exception failure, CommandLine command, ParseResult parsed) {
    var errors = command.getErr();
    var name = command.getCommandSpec().qualifiedName();
    if (failure instanceof MissingPrerequisite missing) {
      errors.println(command.getColorScheme().errorText(name + ": " + missing.getMessage()));
      return ExitCode.ENVIRONMENT;
    }
    errors.println(command.getColorScheme().errorText(name + ": a bug, please report it:"));
    failure.printStackTrace(errors);
    return ExitCode.FAILED;
  }
}
