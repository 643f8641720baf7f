package io.latticeoperator.cli.workbench;

import io.latticeoperator.app.demo.Demo;
import io.latticeoperator.app.demo.Profile;
import io.latticeoperator.cli.ExitCode;
import io.latticeoperator.cli.Lattice;
import io.latticeoperator.cli.Main;
import java.io.Console;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code lattice demo}: the whole story on this machine. */
@Command(
    name = "demo",
    description = {
      "Plays the whole story on this machine, without an AWS account or a cluster: two clusters,"
          + " two VPCs, a simulated VPC Lattice, traffic.",
      "",
      "On a terminal it stays up afterwards, for your own kubectl, aws and curl."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Lattice.Version.class,
    usageHelpAutoWidth = true,
    descriptionHeading = "%n",
    optionListHeading = "%nOptions:%n",
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:every step held", "1:a step did not hold", "2:wrong usage"})
final class DemoCommand implements Callable<Integer> {
  private static final int MOST_REQUESTS = 2000;

  @CommandLine.Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--once", description = "End after the story, even on a terminal.")
  private boolean once;

  @Option(names = "--json", paramLabel = "FILE", description = "Write the story in numbers.")
  private @Nullable Path json;

  @Option(
      names = "--profile",
      paramLabel = "quick|aws",
      description = "How slow the simulated AWS is. Default: quick.")
  private Profile profile = Profile.QUICK;

  @Option(names = "--rate", paramLabel = "N", description = "Requests a second. Default: 100.")
  private int rate = 100;

  @Override
  public Integer call() throws Exception {
    var command = spec.commandLine();
    if (rate < 1 || rate > MOST_REQUESTS) {
      throw new ParameterException(command, "--rate must be 1 to " + MOST_REQUESTS);
    }
    if (json != null && !hasFolder(json)) {
      throw new ParameterException(command, "--json " + json + ": there is no such folder");
    }
    var options =
        new Demo.Options(!once && onTerminal(), json, profile, rate, Main.class.getName());
    boolean held = Demo.play(options, command.getOut(), command.getColorScheme().ansi());
    return held ? ExitCode.OK : ExitCode.FAILED;
  }

  private static boolean hasFolder(Path file) {
    var folder = file.toAbsolutePath().getParent();
    return folder != null && Files.isDirectory(folder);
  }

  private static boolean onTerminal() {
    return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
  }
}
