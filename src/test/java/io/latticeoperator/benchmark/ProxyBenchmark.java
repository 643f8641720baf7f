package io.latticeoperator.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What the data plane costs: the request rate of a target through the proxy and without it, in
 * turns, in one run. Target, proxy and client are processes of their own with the same options.
 *
 * <p>Under load, {@value #CONNECTIONS} connections are kept busy; the delay that the proxy adds is
 * measured with one connection, so that nobody waits for a processor. Processor time for each
 * request is the figure that depends least on what else the machine does.
 *
 * <p>Arguments: rounds (default 5), seconds of each measurement (default 4), and what the target
 * is: {@code ordinary} (default) or {@code lean}, see {@link BenchmarkTarget}.
 */
public final class ProxyBenchmark {
  private static final int CONNECTIONS = 32;
  private static final Duration WARM_UP = Duration.ofSeconds(15);

  private final List<Part> parts = new ArrayList<>();
  private final List<Sample> samples = new ArrayList<>();

  private ProxyBenchmark() {}

  /** One of the other processes. */
  private record Part(String name, Process process, InetSocketAddress address, String host) {
    /** Waits for the line that tells the port and the host name to ask for. */
    static Part started(Class<?> main, String... arguments) throws IOException {
      var command = new ArrayList<String>();
      command.add(ProcessHandle.current().info().command().orElse("java"));
      command.addAll(options());
      command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
      command.addAll(Arrays.asList(arguments));
      var process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      var out = new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8);
      var line = new BufferedReader(out).readLine();
      if (line == null) {
        throw new IOException(main + " ended");
      }
      var words = line.split(" ", 2);
      var address =
          new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(words[0]));
      return new Part(main.getSimpleName(), process, address, words[1]);
    }

    private static List<String> options() {
      return List.of("-Xms256m", "-Xmx256m", "-XX:+UseSerialGC");
    }

    Duration cpu() {
      return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    LoadGenerator load() {
      return new LoadGenerator(address, host);
    }
  }

  private record Sample(
      boolean proxied,
      int connections,
      LoadGenerator.Result result,
      double clientMicros,
      double targetMicros,
      double proxyMicros) {}

  /** Prints each measurement and the ratios of the medians. */
  public static void main(String... arguments) throws IOException {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
    var time = Duration.ofSeconds(arguments.length > 1 ? Integer.parseInt(arguments[1]) : 4);
    new ProxyBenchmark().measure(rounds, time, arguments.length > 2 ? arguments[2] : "ordinary");
  }

  private void measure(int rounds, Duration time, String kind) throws IOException {
    try {
      var target = part(BenchmarkTarget.class, kind);
      var proxy = part(BenchmarkProxy.class, Integer.toString(target.address().getPort()));
      for (var part : List.of(target, proxy)) {
        var _ = part.load().run(CONNECTIONS, WARM_UP);
      }
      for (int round = 0; round < rounds; round++) {
        for (int connections : new int[] {CONNECTIONS, 1}) {
          sample(false, connections, time, target, proxy);
          sample(true, connections, time, target, proxy);
        }
      }
      report();
    } finally {
      parts.forEach(part -> part.process().destroy());
    }
  }

  private Part part(Class<?> main, String... arguments) throws IOException {
    var part = Part.started(main, arguments);
    parts.add(part);
    return part;
  }

  private void sample(boolean proxied, int connections, Duration time, Part target, Part proxy)
      throws IOException {
    var own = ProcessHandle.current();
    var before = own.info().totalCpuDuration().orElse(Duration.ZERO);
    var targetBefore = target.cpu();
    var proxyBefore = proxy.cpu();
    var result = (proxied ? proxy : target).load().run(connections, time);
    var sample =
        new Sample(
            proxied,
            connections,
            result,
            micros(own.info().totalCpuDuration().orElse(Duration.ZERO), before, result),
            micros(target.cpu(), targetBefore, result),
            micros(proxy.cpu(), proxyBefore, result));
    samples.add(sample);
    System.out.printf(
        "%-7s %2d connections: %6.0f/s  p50 %5d us  p99 %6d us"
            + "  CPU us/request: client %.1f target %.1f proxy %.1f%n",
        proxied ? "proxied" : "direct",
        connections,
        result.perSecond(),
        result.median().toNanos() / 1000,
        result.ninetyNinth().toNanos() / 1000,
        sample.clientMicros(),
        sample.targetMicros(),
        sample.proxyMicros());
  }

  private static double micros(Duration after, Duration before, LoadGenerator.Result result) {
    return after.minus(before).toNanos() / 1e3 / result.answers();
  }

  private void report() {
    double direct = median(false, CONNECTIONS, sample -> sample.result().perSecond());
    double proxied = median(true, CONNECTIONS, sample -> sample.result().perSecond());
    double directDelay = median(false, 1, sample -> sample.result().median().toNanos() / 1e6);
    double proxiedDelay = median(true, 1, sample -> sample.result().median().toNanos() / 1e6);
    double busyDirect =
        median(false, CONNECTIONS, sample -> sample.result().median().toNanos() / 1e6);
    double busyProxied =
        median(true, CONNECTIONS, sample -> sample.result().median().toNanos() / 1e6);
    System.out.printf(
        "medians: direct %.0f/s, proxied %.0f/s, ratio %.2f (at least 0.5 is wanted)%n",
        direct, proxied, proxied / direct);
    System.out.printf(
        "added at p50: %.3f ms with one connection, %.3f ms with %d busy ones (at most 1 is wanted)%n",
        proxiedDelay - directDelay, busyProxied - busyDirect, CONNECTIONS);
  }

  private double median(boolean proxied, int connections, ToDoubleFunction<Sample> figure) {
    var sorted =
        samples.stream()
            .filter(sample -> sample.proxied() == proxied && sample.connections() == connections)
            .mapToDouble(figure)
            .sorted()
            .toArray();
    return sorted[sorted.length / 2];
  }
}
