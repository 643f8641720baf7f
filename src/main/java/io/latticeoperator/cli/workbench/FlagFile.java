package io.latticeoperator.cli.workbench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** A file that a flag names. */
final class FlagFile {
  private FlagFile() {}

  /** Throws ParameterException when it cannot be read. */
  static String content(CommandLine command, String flag, Path file) {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException absent) {
      throw new ParameterException(command, flag + " " + file + ": there is no such file", absent);
    } catch (IOException unreadable) {
      throw new ParameterException(
          command, flag + " " + file + " cannot be read: " + unreadable, unreadable);
    }
  }

  /** All that is wrong, a line each. */
  static ParameterException misused(CommandLine command, String origin, List<String> problems) {
    return new ParameterException(
        command,
        String.join(
            System.lineSeparator(), problems.stream().map(problem -> origin + problem).toList()));
  }
}
