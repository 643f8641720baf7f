package io.latticeoperator.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/** A command that this build is too small for: the operator's image has what a cluster needs. */
@Command(hidden = true)
final class Elsewhere implements Callable<Integer> {
  /** What only the whole build has. */
  static final List<String> NAMES = List.of("demo", "simulator", "validate", "verify-aws");

  @CommandLine.Spec private CommandSpec spec = CommandSpec.create();

  /** Stands in for those commands that the parser does not have. */
  static void fill(CommandLine commands) {
    for (var name : NAMES) {
      if (!commands.getSubcommands().containsKey(name)) {
        var absent = new CommandLine(new Elsewhere());
        absent.setUnmatchedArgumentsAllowed(true).setUnmatchedOptionsArePositionalParams(true);
        commands.addSubcommand(name, absent);
      }
    }
  }

  @Override
  public Integer call() {
    var command = spec.commandLine();
    var errors = command.getErr();
    errors.println(
        command
            .getColorScheme()
            .errorText(
                "%s: not in this build, which holds what a cluster needs"
                    .formatted(spec.qualifiedName())));
    errors.println("./lattice %s of the project's sources has it.".formatted(spec.name()));
    return ExitCode.ENVIRONMENT;
  }
}
