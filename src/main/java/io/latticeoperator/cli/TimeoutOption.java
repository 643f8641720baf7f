package io.latticeoperator.cli;

import java.time.Duration;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec.Target;

/** The option {@code --timeout}. */
final class TimeoutOption {
  private static final Pattern TIME = Pattern.compile("([1-9][0-9]{0,3})([smh])");

  @CommandLine.Spec(Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  private Duration patience = Duration.ofMinutes(5);

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description =
          "How long the cluster, and then AWS, may take to be read: such as 30s, 5m or 1h. Default:"
              + " 5m.")
  void timeout(String word) {
    patience = parse(word, command);
  }

  /**
   * Reads such as {@code 30s}.
   *
   * @param command that is told about when the word cannot be read
   */
  static Duration parse(String word, CommandSpec command) {
    var time = TIME.matcher(word);
    if (!time.matches()) {
      throw new ParameterException(
          command.commandLine(),
          "--timeout is '%s': must be a number from 1 to 9999 and s, m or h, such as 30s, 5m or 1h"
              .formatted(word));
    }
    long number = Long.parseLong(time.group(1));
    return switch (time.group(2)) {
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      default -> Duration.ofHours(number);
    };
  }

  Duration patience() {
    return patience;
  }
}
