package io.latticeoperator.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.latticeoperator.app.LatticeChild;
import io.latticeoperator.app.Setting;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** {@code lattice run} as one of several replicas: a process that can be stopped and killed. */
final class ReplicaChild implements AutoCloseable {
  private static final Duration PROBE = Duration.ofSeconds(2);
  private static final Pattern PORT = Pattern.compile("health on port (\\d+)");
  private static final Pattern FOREIGN =
      Pattern.compile("(AWS_|LATTICE_).*|KUBECONFIG|(?i:(http|https|no|all)_proxy)");

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PROBE).build();
  private final Process process;
  private final Path log;

  /** Its access key, by which the journal tells replicas apart, and its Pod's name. */
  final String name;

  private ReplicaChild(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
  }

  /** Starts the process; it is neither leader nor standby yet. */
  static ReplicaChild start(String name, Map<String, String> settings, Path folder)
      throws IOException {
    var words = new ArrayList<>(LatticeChild.command());
    words.add("run");
    var log = Files.createTempFile(folder, name, ".log");
    var builder = new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(log.toFile());
    var environment = builder.environment();
    environment.keySet().removeIf(word -> FOREIGN.matcher(word).matches());
    environment.putAll(settings);
    environment.put("AWS_ACCESS_KEY_ID", name);
    environment.put("HOSTNAME", name);
    environment.put(Setting.HEALTH_PORT.variable(), "0");
    environment.put(Setting.STOP_ON_STDIN_EOF.variable(), "true");
    return new ReplicaChild(name, builder.start(), log);
  }

  boolean leads() {
    return leadership().startsWith("leader since");
  }

  boolean standsBy() {
    return leadership().startsWith("standby since") && leadership().endsWith("leads");
  }

  /** What {@code /readyz} says of the component; empty while it says nothing. */
  String leadership() {
    var port = PORT.matcher(said());
    if (!port.find()) {
      return "";
    }
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port.group(1) + "/readyz"))
            .timeout(PROBE)
            .build();
    try {
      var answer = new ObjectMapper().readTree(http.send(request, BodyHandlers.ofString()).body());
      return StreamSupport.stream(answer.path("components").spliterator(), false)
          .filter(component -> component.path("name").asText().equals("leadership"))
          .map((JsonNode component) -> component.path("detail").asText())
          .findFirst()
          .orElse("");
    } catch (IOException notNow) {
      return "";
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
      throw new Ended();
    }
  }

  boolean running() {
    return process.isAlive();
  }

  /** SIGSTOP: all its threads stand still. */
  void pause() throws IOException, InterruptedException {
    signal("STOP");
  }

  /** SIGCONT. */
  void goOn() throws IOException, InterruptedException {
    signal("CONT");
  }

  /** SIGTERM alone: {@link Process#destroy} would end its standard input first. */
  void terminate() throws IOException, InterruptedException {
    signal("TERM");
  }

  /** SIGKILL; does not wait. */
  void kill() {
    process.destroyForcibly();
  }

  int exitCode(Duration patience) throws InterruptedException {
    if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError(name + " has not ended:\n" + said());
    }
    return process.exitValue();
  }

  String said() {
    try {
      return Files.readString(log);
    } catch (IOException unreadable) {
      throw new AssertionError(unreadable);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
    process.destroyForcibly().onExit().join();
  }

  private void signal(String which) throws IOException, InterruptedException {
    var kill = new ProcessBuilder("kill", "-" + which, Long.toString(process.pid())).start();
    if (kill.waitFor() != 0) {
      throw new AssertionError("kill -" + which + " failed");
    }
  }
}
