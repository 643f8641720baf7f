package io.latticeoperator.cli;

import io.latticeoperator.app.Access;
import io.latticeoperator.app.Logging;
import io.latticeoperator.app.MissingPrerequisite;
import io.latticeoperator.app.OperatorProcess;
import io.latticeoperator.app.RunConfig.Log;
import io.latticeoperator.app.TrustedAuthorities;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** Entry point of every command. */
public final class Main {
  private static final Set<String> ANSWERING =
      Set.of("plan", "drift", "explain", "cleanup", "doctor");

  private Main() {}

  /** Ends the JVM with one of the codes of {@link ExitCode}, or as a signal ends it. */
  public static void main(String[] args) {
    Logging.configure(new Log(Log.Level.WARN, Log.Format.TEXT));
    try {
      TrustedAuthorities.add(System.getenv(TrustedAuthorities.VARIABLE));
    } catch (MissingPrerequisite unusable) {
      System.err.println("lattice: " + unusable.getMessage());
      System.exit(ExitCode.ENVIRONMENT);
    }
    var commands = commandLine(System.getenv(), OperatorProcess::run, Access.configured());
    commands.setExecutionStrategy(Main::execute);
    System.exit(commands.execute(args));
  }

  /** What goes wrong is in the answer of those commands: a log would only say it twice. */
  private static int execute(ParseResult parsed) {
    var command = parsed.subcommand();
    if (command != null && ANSWERING.contains(command.commandSpec().name())) {
      Logging.configure(new Log(Log.Level.ERROR, Log.Format.TEXT));
    } else if (command != null && command.commandSpec().name().equals("uninstall")) {
      // each change in AWS is an entry of the control loop
      Logging.configure(new Log(Log.Level.INFO, Log.Format.TEXT));
    }
    return new CommandLine.RunLast().execute(parsed);
  }

  /**
   * The parser with all commands.
   *
   * @param environment variables that settings may come from
   * @param operation what {@code run} does once its settings are good
   * @param access for commands that are not the operator
   */
  static CommandLine commandLine(
      Map<String, String> environment, RunCommand.Operation operation, Access access) {
    return commandLine(environment, operation, access, ServiceLoader.load(CommandSet.class));
  }

  /**
   * The same with chosen sets of commands.
   *
   * @param more beside those of the operator
   */
  static CommandLine commandLine(
      Map<String, String> environment,
      RunCommand.Operation operation,
      Access access,
      Iterable<CommandSet> more) {
    var commands = new CommandLine(new Lattice());
    commands
        .addSubcommand(RunCommand.spec(environment, operation))
        .addSubcommand(PlanCommand.spec(environment, access))
        .addSubcommand(DriftCommand.spec(environment, access))
        .addSubcommand(ExplainCommand.spec(environment, access))
        .addSubcommand(CleanupCommand.spec(environment, access))
        .addSubcommand(UninstallCommand.spec(environment, access))
        .addSubcommand(DoctorCommand.spec(environment, access))
        .addSubcommand(new CompletionCommand());
    more.forEach(set -> set.commands().forEach(commands::addSubcommand));
    Elsewhere.fill(commands);
    return commands
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(Failures::misused)
        .setExecutionExceptionHandler(Failures::failed);
  }
}
