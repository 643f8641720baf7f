package io.latticeoperator.testbed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program that runs to its end, as a user would type it. */
public record Command(List<String> words, Map<String, String> environment, String input) {
  private static final Duration PATIENCE = Duration.ofMinutes(15);

  public Command {
    words = List.copyOf(words);
    environment = Map.copyOf(environment);
  }

  public static Command of(String... words) {
    return new Command(List.of(words), Map.of(), "");
  }

  public Command with(String variable, String value) {
    var changed = new LinkedHashMap<>(environment);
    changed.put(variable, value);
    return new Command(words, changed, input);
  }

  public Command and(String... more) {
    var all = new ArrayList<>(words);
    all.addAll(List.of(more));
    return new Command(all, environment, input);
  }

  public Command reading(String text) {
    return new Command(words, environment, text);
  }

  /**
   * What a command came to.
   *
   * @param out what it printed
   * @param err what it complained of
   */
  public record Ended(int code, String out, String err) {}

  /** Its output, without the last line's end. */
  public String out() {
    var ended = run();
    if (ended.code() != 0) {
      throw new AssertionError(
          "%s: exit code %d%n%s%s"
              .formatted(String.join(" ", words), ended.code(), ended.out(), ended.err()));
    }
    return ended.out().stripTrailing();
  }

  public Ended run() {
    try {
      var folder = Files.createTempDirectory("command");
      var files = List.of(folder.resolve("in"), folder.resolve("out"), folder.resolve("err"));
      try {
        Files.writeString(files.getFirst(), input);
        return run(files);
      } finally {
        for (var file : files) {
          Files.deleteIfExists(file);
        }
        Files.delete(folder);
      }
    } catch (IOException impossible) {
      throw new AssertionError(impossible);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new AssertionError(stop);
    }
  }

  private Ended run(List<Path> files) throws IOException, InterruptedException {
    var builder =
        new ProcessBuilder(words)
            .redirectInput(files.getFirst().toFile())
            .redirectOutput(files.get(1).toFile())
            .redirectError(files.get(2).toFile());
    builder.environment().putAll(environment);
    var process = builder.start();
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError(String.join(" ", words) + ": not done after " + PATIENCE);
      }
    } finally {
      process.destroyForcibly();
    }
    return new Ended(
        process.exitValue(), Files.readString(files.get(1)), Files.readString(files.get(2)));
  }
}
