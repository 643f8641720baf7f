package io.latticeoperator.cli;

import io.latticeoperator.app.Logging;
import io.latticeoperator.app.OperatorProcess;
import io.latticeoperator.app.RunConfig.Log;
import java.util.Map;
import picocli.CommandLine;

/** Entry point of every command. */
public final class Main {
  private Main() {}

  /** Ends the JVM with one of the codes of {@link ExitCode}, or as a signal ends it. */
  public static void main(String[] args) {
    Logging.configure(new Log(Log.Level.WARN, Log.Format.TEXT));
    System.exit(commandLine(System.getenv(), OperatorProcess::run).execute(args));
  }

  /**
   * The parser with all commands.
   *
   * @param environment variables that settings may come from
   * @param operation what {@code run} does once its settings are good
   */
  static CommandLine commandLine(Map<String, String> environment, RunCommand.Operation operation) {
    return new CommandLine(new Lattice())
        .addSubcommand(RunCommand.spec(environment, operation))
        .addSubcommand(new DemoCommand())
        .addSubcommand(new SimulatorCommand())
        .addSubcommand(new VerifyAwsCommand())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(Failures::misused)
        .setExecutionExceptionHandler(Failures::failed);
  }
}
