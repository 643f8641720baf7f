package io.latticeoperator.cli;

import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command above all others, which only lists them. */
@Command(
    name = "lattice",
    description = "Keeps Amazon VPC Lattice in step with the pods of your Kubernetes clusters.",
    mixinStandardHelpOptions = true,
    versionProvider = Lattice.Version.class,
    subcommands = CommandLine.HelpCommand.class,
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:tried and failed",
      "2:wrong usage: unknown flag, bad or missing value",
      "3:something is missing on this machine, or cannot be reached from it"
    })
public final class Lattice implements Runnable {
  @CommandLine.Spec
  private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  /** Reads the version that the jar was built as. */
  public static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      var version = Lattice.class.getPackage().getImplementationVersion();
      return new String[] {
        "lattice " + Optional.ofNullable(version).orElse("(not from a jar)"),
        "Java " + Runtime.version()
      };
    }
  }
}
