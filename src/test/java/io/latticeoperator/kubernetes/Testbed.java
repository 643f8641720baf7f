package io.latticeoperator.kubernetes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A cluster of {@code src/testbed/testbed}, started for this JVM and taken down with it. */
final class Testbed {
  private static final String PROGRAM = "src/testbed/testbed";
  private static final String NAME = "tests-" + ProcessHandle.current().pid();
  private static final long MINUTES = 5;

  /** Of the one cluster; made when it is first asked for. */
  private static final String KUBECONFIG = up();

  private Testbed() {}

  static String kubeconfig() {
    return KUBECONFIG;
  }

  private static String up() {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> run("down", NAME)));
    try {
      return Files.readString(Path.of(run("up", NAME).strip()));
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  private static String run(String... arguments) {
    try {
      var log = Path.of("target", "testbed-" + arguments[0] + ".log");
      Files.createDirectories(log.getParent());
      var builder =
          new ProcessBuilder(
                  Stream.concat(List.of(PROGRAM).stream(), List.of(arguments).stream()).toList())
              .redirectError(log.toFile());
      // if this JVM is killed, the next one finds the cluster without its owner
      builder.environment().put("TESTBED_OWNER", Long.toString(ProcessHandle.current().pid()));
      var process = builder.start();
      var output = new String(process.getInputStream().readAllBytes());
      if (!process.waitFor(MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
        throw new IllegalStateException("testbed " + arguments[0] + " failed: see " + log);
      }
      return output;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }
}
