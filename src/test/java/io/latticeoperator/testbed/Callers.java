package io.latticeoperator.testbed;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Clients in a network namespace of their own. All that they send crosses its border: the namespace
 * has no way to the pods but through VPC Lattice's entrance on the machine.
 */
final class Callers implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, String> space;
  private final Process process;
  private final Writer orders;
  private final Map<String, Count> counts = new ConcurrentHashMap<>();

  /**
   * @param space as {@link Testbed#space} tells it
   * @param entrance of the callers' VPC
   */
  Callers(Map<String, String> space, URI entrance) throws IOException {
    this.space = Map.copyOf(space);
    process =
        new ProcessBuilder(
                "nsenter",
                "--net=" + space.get("NETNS"),
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                Caller.class.getName(),
                entrance.getHost(),
                String.valueOf(entrance.getPort()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    orders = process.outputWriter(StandardCharsets.UTF_8);
    Thread.ofVirtual().start(this::read);
  }

  /** Curl, as somebody types it in there. */
  Command.Ended curl(String... words) {
    return Command.of("nsenter", "--net=" + space.get("NETNS"), "curl", "-s", "-m", "5")
        .and(words)
        .run();
  }

  /** Calls a service from now on, so many times a second. */
  void call(String dnsName, int rate) {
    order("call %s %d".formatted(dnsName, rate));
  }

  /** What is sent from now on belongs to that step. */
  void begin(String step) {
    order("step " + step);
  }

  /** Ends a step, and waits until all of its requests have ended. */
  Count end(String step) {
    order("step between steps");
    await().atMost(Duration.ofSeconds(30)).until(() -> counts.containsKey(step));
    return counts.get(step);
  }

  private void order(String line) {
    try {
      orders.write(line + "\n");
      orders.flush();
    } catch (IOException ended) {
      throw new UncheckedIOException(ended);
    }
  }

  private void read() {
    try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        var count = JSON.readValue(line, Count.class);
        counts.put(count.step(), count);
      }
    } catch (IOException ended) {
      throw new UncheckedIOException(ended);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
