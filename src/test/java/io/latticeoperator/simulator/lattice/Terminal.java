package io.latticeoperator.simulator.lattice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs what people type, with the simulator for AWS. */
final class Terminal {
  private static final int PATIENCE_SECONDS = 180;

  private Terminal() {}

  /**
   * What a command prints, errors included. Skips the test when the command is not installed.
   *
   * @param succeeds whether it must exit with 0, or must not
   */
  static String run(URI endpoint, boolean succeeds, List<String> command)
      throws InterruptedException, IOException {
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder
        .environment()
        .putAll(
            Map.of(
                "AWS_ENDPOINT_URL", endpoint.toString(),
                "AWS_REGION", "eu-central-1",
                "AWS_DEFAULT_REGION", "eu-central-1",
                "AWS_ACCESS_KEY_ID", "AKIATEST",
                "AWS_SECRET_ACCESS_KEY", "secret",
                "AWS_MAX_ATTEMPTS", "1",
                "PYTHONDONTWRITEBYTECODE", "1"));
    Process process;
    try {
      process = builder.start();
    } catch (IOException absent) {
      return abort(command.getFirst() + " is not installed");
    }
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "it ends");
    assertEquals(succeeds, process.exitValue() == 0, command + "\n" + output);
    return output.strip();
  }
}
