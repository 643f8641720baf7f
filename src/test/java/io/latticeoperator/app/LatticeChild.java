package io.latticeoperator.app;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** {@code lattice} as a process of its own, from the classes under test. */
public final class LatticeChild implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String READY = "listening on ";

  private final Process process;
  private final Path output;

  private LatticeChild(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /**
   * Starts a command.
   *
   * @param folder for its output
   */
  public static LatticeChild start(Path folder, String... arguments) throws IOException {
    return start(folder, Map.of(), arguments);
  }

  /**
   * Starts a command.
   *
   * @param folder for its output
   * @param environment variables besides those of this process
   */
  public static LatticeChild start(
      Path folder, Map<String, String> environment, String... arguments) throws IOException {
    var words = new ArrayList<>(command());
    words.addAll(List.of(arguments));
    var output = Files.createTempFile(folder, "lattice", ".log");
    var builder =
        new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().putAll(environment);
    return new LatticeChild(builder.start(), output);
  }

  /** What stands for {@code ./lattice}, which would build first. */
  public static List<String> command() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "@" + Path.of("src/main/jvm/lattice.options").toAbsolutePath(),
        "-XX:TieredStopAtLevel=1",
        "-cp",
        System.getProperty("java.class.path"),
        "io.latticeoperator.cli.Main");
  }

  /** An executable file that stands for {@code ./lattice}. */
  public static Path script(Path folder) throws IOException {
    var words = command().stream().map(word -> "'" + word + "'").toList();
    var script = folder.resolve("lattice");
    Files.writeString(script, "#!/bin/sh\nexec " + String.join(" ", words) + " \"$@\"\n");
    assertTrue(script.toFile().setExecutable(true));
    return script;
  }

  /** The AWS endpoint, once it listens. */
  public URI endpoint() {
    await()
        .atMost(PATIENCE)
        .until(() -> said().lines().anyMatch(line -> line.startsWith(READY)) || hasEnded());
    var ready =
        said()
            .lines()
            .filter(line -> line.startsWith(READY))
            .findFirst()
            .orElseThrow(() -> new AssertionError(said()));
    return URI.create(ready.substring(READY.length()));
  }

  /** All that it has printed. */
  public String said() {
    try {
      return Files.readString(output);
    } catch (IOException unreadable) {
      throw new AssertionError(unreadable);
    }
  }

  /** Tells it to end, and waits until it has; its exit code. */
  public int stop() throws InterruptedException {
    process.destroy();
    return exitCode();
  }

  /** Ends it at once, as a machine that loses its power would. */
  public void kill() throws InterruptedException {
    process.destroyForcibly();
    exitCode();
  }

  /** Waits for the end. */
  public int exitCode() throws InterruptedException {
    assertTrue(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS), this::said);
    return process.exitValue();
  }

  private boolean hasEnded() {
    return !process.isAlive();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
