package io.latticeoperator.metrics;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real Prometheus, as a process on the loopback interface. */
final class Prometheus implements AutoCloseable {
  private final Process process;
  private final URI uri;
  private final HttpClient client = HttpClient.newHttpClient();
  private final ObjectMapper json = new ObjectMapper();

  private Prometheus(Process process, int port) {
    this.process = process;
    this.uri = URI.create("http://127.0.0.1:" + port);
  }

  /** Whether the programs {@code prometheus} and {@code promtool} can be started. */
  static boolean installed() {
    return List.of("prometheus", "promtool").stream().allMatch(Prometheus::starts);
  }

  /**
   * Makes data of the past from what was scraped.
   *
   * @param openMetrics samples with their times
   * @param data folder to put blocks into
   */
  static void backfill(Path openMetrics, Path data) throws IOException, InterruptedException {
    run(
        data.resolveSibling("backfill.log"),
        "promtool",
        "tsdb",
        "create-blocks-from",
        "openmetrics",
        openMetrics.toString(),
        data.toString());
  }

  /** Fails with what promtool says when the file is not one of rules. */
  static void check(Path rules, Path log) throws IOException, InterruptedException {
    run(log, "promtool", "check", "rules", rules.toString());
  }

  /**
   * @param folder for its configuration, its log and, in {@code data}, its data
   * @param scrapeConfigs in YAML; empty for none
   */
  static Prometheus start(Path folder, String scrapeConfigs) throws IOException {
    var config = folder.resolve("prometheus.yml");
    Files.writeString(
        config, "scrape_configs:" + (scrapeConfigs.isEmpty() ? " []\n" : scrapeConfigs));
    int port;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    var process =
        new ProcessBuilder(
                "prometheus",
                "--config.file=" + config,
                "--storage.tsdb.path=" + folder.resolve("data"),
                "--storage.tsdb.retention.time=100y",
                "--web.listen-address=127.0.0.1:" + port)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("prometheus.log").toFile())
            .start();
    var prometheus = new Prometheus(process, port);
    await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptions()
        .until(() -> prometheus.get("/-/ready").statusCode() == 200);
    return prometheus;
  }

  /** The vector that an expression gives at an instant. */
  JsonNode query(String expression, Instant at) throws IOException, InterruptedException {
    return result("/api/v1/query?query=" + encoded(expression) + "&time=" + seconds(at));
  }

  /** The series that an expression gives over some time. */
  JsonNode query(String expression, Instant from, Instant to, Duration step)
      throws IOException, InterruptedException {
    return result(
        "/api/v1/query_range?query=%s&start=%s&end=%s&step=%d"
            .formatted(encoded(expression), seconds(from), seconds(to), step.toSeconds()));
  }

  @Override
  public void close() {
    client.close();
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException hurried) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private JsonNode result(String path) throws IOException, InterruptedException {
    var answer = json.readTree(get(path).body());
    if (!answer.path("status").asText().equals("success")) {
      throw new AssertionError(path + ": " + answer);
    }
    return answer.at("/data/result");
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create(uri + path)).timeout(Duration.ofSeconds(30)).build(),
        BodyHandlers.ofString());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String seconds(Instant instant) {
    return String.valueOf(instant.toEpochMilli() / 1000.0);
  }

  private static boolean starts(String program) {
    try {
      return new ProcessBuilder(program, "--version")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException missing) {
      return false;
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static void run(Path log, String... command) throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    boolean ended = process.waitFor(2, TimeUnit.MINUTES);
    process.destroyForcibly();
    if (!ended || process.exitValue() != 0) {
      throw new AssertionError(String.join(" ", command) + ": " + Files.readString(log));
    }
  }
}
