package io.latticeoperator.kubernetes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A program that lives no longer than this JVM, however that ends: a shell holds it, and kills it
 * when the pipe from us is closed, which the system does for a process that was killed. Signals to
 * the whole process group do not keep it from that.
 */
final class BoundProcess implements AutoCloseable {
  private static final String HOLD =
      """
      exec 3<&0
      "$@" 3<&- </dev/null &
      program=$!
      (trap '' HUP INT TERM; read -r _ <&3; kill -CONT $program; kill -KILL $program) 2>/dev/null &
      exec 3<&-
      echo $program >"$PID_FILE"
      wait $program
      """;

  private final Process shell;
  private final Path log;
  private final Path pidFile;

  private BoundProcess(Process shell, Path log, Path pidFile) {
    this.shell = shell;
    this.log = log;
    this.pidFile = pidFile;
  }

  /**
   * Starts a program.
   *
   * @param name of its log, in the folder
   */
  static BoundProcess start(Path folder, String name, List<String> command) {
    var log = folder.resolve(name + ".log");
    var pidFile = folder.resolve(name + ".pid");
    var line = new ArrayList<>(List.of("/bin/sh", "-c", HOLD, "hold"));
    line.addAll(command);
    var builder =
        new ProcessBuilder(line)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().put("PID_FILE", pidFile.toString());
    try {
      return new BoundProcess(builder.start(), log, pidFile);
    } catch (IOException refused) {
      throw new UncheckedIOException(refused);
    }
  }

  boolean alive() {
    return shell.isAlive();
  }

  /** What it printed. */
  Path log() {
    return log;
  }

  /** Where its process id is written once it runs. */
  Path pidFile() {
    return pidFile;
  }

  /** Kills it and waits until it is gone. */
  @Override
  public void close() {
    try {
      shell.getOutputStream().close();
      if (!shell.waitFor(10, TimeUnit.SECONDS)) {
        throw new IllegalStateException("it does not end: " + log);
      }
    } catch (IOException alreadyGone) {
      shell.destroyForcibly();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
