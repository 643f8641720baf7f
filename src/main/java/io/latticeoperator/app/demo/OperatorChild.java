package io.latticeoperator.app.demo;

import io.latticeoperator.app.MissingPrerequisite;
import io.latticeoperator.app.Setting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code lattice run} for one cluster, in a process of its own, told everything by environment
 * variables. It ends when this process does, however that ends: its standard input is a pipe from
 * here.
 */
final class OperatorChild implements AutoCloseable {
  private static final Duration ORDERLY = Duration.ofSeconds(10);
  private static final Duration PROBE = Duration.ofSeconds(2);
  private static final int READY = 200;
  private static final int LAST_LINES = 25;

  /** The visitor's own settings, which must not reach the operator. */
  private static final Pattern FOREIGN =
      Pattern.compile("(AWS_|LATTICE_).*|KUBECONFIG|(?i:(http|https|no|all)_proxy)");

  /** What an agent or a debugger adds to a JVM is not for its children. */
  private static final Pattern INHERITED =
      Pattern.compile("-XX:.*|-Xshare:.*|--enable-native-access.*|--sun-misc-unsafe.*");

  private final List<String> command;
  private final DemoCluster cluster;
  private final Map<String, String> settings;
  private final Path log;
  private final HttpClient http;
  private final int healthPort;
  private @Nullable Process process;

  /**
   * @param command starts {@code lattice run}
   * @param settings environment variables besides those about the cluster
   */
  OperatorChild(
      List<String> command,
      DemoCluster cluster,
      Map<String, String> settings,
      TemporaryFolder folder) {
    this.command = List.copyOf(command);
    this.cluster = cluster;
    this.settings = settings;
    this.log = folder.path().resolve("operator-" + cluster.name() + ".log");
    this.http =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PROBE).build();
    this.healthPort = freePort();
  }

  /** Access key of the operator of a cluster, by which the journal tells callers apart. */
  static String accessKey(DemoCluster cluster) {
    return "operator-" + cluster.name();
  }

  /**
   * The command that starts {@code lattice run} as this JVM was started.
   *
   * @param mainClass of the command line
   */
  static List<String> asThisProcess(String mainClass) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> INHERITED.matcher(argument).matches())
        .forEach(command::add);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass, "run"));
    return command;
  }

  /** Starts the process; it is not ready yet. */
  void start() throws MissingPrerequisite {
    var builder = new ProcessBuilder(command);
    var environment = builder.environment();
    environment.keySet().removeIf(name -> FOREIGN.matcher(name).matches());
    environment.putAll(environment());
    builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    try {
      process = builder.start();
    } catch (IOException refused) {
      throw new MissingPrerequisite(
          "cannot start %s (%s)".formatted(builder.command().getFirst(), refused.getMessage()),
          refused);
    }
  }

  /** Whether {@code /readyz} says so. */
  boolean ready() {
    return ask("/readyz");
  }

  /** Reads its metrics, as Prometheus does; whether there were any. */
  boolean scrape() {
    return ask("/metrics");
  }

  private boolean ask(String path) {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + healthPort + path))
            .timeout(PROBE)
            .build();
    try {
      return http.send(request, BodyHandlers.discarding()).statusCode() == READY;
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
      throw new Ended();
    }
  }

  boolean running() {
    return process != null && process.isAlive();
  }

  /** Ends it in an orderly way; its exit code, or -1 if it took too long. */
  int end(Duration patience) {
    if (process == null) {
      return -1;
    }
    try {
      process.getOutputStream().close();
      return process.waitFor(patience.toSeconds(), TimeUnit.SECONDS) ? process.exitValue() : -1;
    } catch (IOException gone) {
      return -1;
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
      return -1;
    }
  }

  /** CPU time that it has taken so far. */
  Duration cpu() {
    return Optional.ofNullable(process)
        .flatMap(running -> running.info().totalCpuDuration())
        .orElse(Duration.ZERO);
  }

  /** SIGKILL. */
  void kill() {
    if (process != null) {
      process.destroyForcibly().onExit().join();
    }
  }

  /** The end of what it has logged. */
  List<String> lastWords() {
    try {
      var lines = Files.exists(log) ? Files.readAllLines(log) : List.<String>of();
      return lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  Path log() {
    return log;
  }

  /** Asks it to end and, if it does not, ends it. */
  @Override
  public void close() {
    http.shutdownNow();
    if (process == null) {
      return;
    }
    try {
      process.getOutputStream().close();
      if (!process.waitFor(ORDERLY.toSeconds(), TimeUnit.SECONDS)) {
        kill();
      }
    } catch (IOException gone) {
      kill();
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
      kill();
    }
  }

  /** Environment variables that point an operator at a simulated AWS, and only there. */
  static Map<String, String> settings(Profile profile, URI aws, TemporaryFolder folder) {
    var endpoint = aws.toString();
    var absent = folder.path().resolve("no-aws-configuration").toString();
    return Map.ofEntries(
        Map.entry("AWS_REGION", DemoVpc.REGION),
        Map.entry("AWS_SECRET_ACCESS_KEY", "demo"),
        Map.entry("AWS_ENDPOINT_URL_VPC_LATTICE", endpoint),
        Map.entry("AWS_ENDPOINT_URL_STS", endpoint),
        Map.entry("AWS_EC2_METADATA_DISABLED", "true"),
        Map.entry("AWS_CONFIG_FILE", absent),
        Map.entry("AWS_SHARED_CREDENTIALS_FILE", absent),
        Map.entry(Setting.DEFAULT_NETWORK.variable(), Administrator.NETWORK),
        Map.entry(Setting.HEALTH_INTERVAL.variable(), seconds(profile.healthInterval())),
        Map.entry(Setting.AUDIT_INTERVAL.variable(), seconds(profile.auditInterval())));
  }

  private static String seconds(Duration time) {
    return time.toSeconds() + "s";
  }

  private Map<String, String> environment() {
    var environment = new HashMap<>(settings);
    environment.put("AWS_ACCESS_KEY_ID", accessKey(cluster));
    environment.put(Setting.CLUSTER_NAME.variable(), cluster.name());
    environment.put(Setting.VPC_ID.variable(), cluster.vpc().id());
    environment.put(Setting.ROUTABLE_CIDRS.variable(), cluster.vpc().cidr());
    environment.put(Setting.KUBECONFIG.variable(), cluster.kubeconfig().toString());
    environment.put(Setting.HEALTH_PORT.variable(), Integer.toString(healthPort));
    environment.put(Setting.STOP_ON_STDIN_EOF.variable(), "true");
    return environment;
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
