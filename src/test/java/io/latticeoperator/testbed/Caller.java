package io.latticeoperator.testbed;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.BufferingResponseListener;
import org.eclipse.jetty.client.DuplexConnectionPool;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.SocketAddressResolver;

/**
 * The program of {@link Callers}: calls services by their DNS names at a constant rate, over kept
 * connections as clients do, and never repeats a request. Every name is resolved to the entrance of
 * the VPC, as the VPC's own resolver would.
 *
 * <p>It reads {@code call NAME RATE}, {@code step TITLE} and {@code end}, and prints a {@link
 * Count} in JSON for each step when all requests of it have ended.
 */
final class Caller {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long TIMEOUT_MILLIS = 5_000;

  /** VPC Lattice ends connections that are silent for a minute, and all after ten. */
  private static final long IDLE_MILLIS = 20_000;

  private static final long LONGEST_CONNECTION_MILLIS = 120_000;

  private final HttpClient client = new HttpClient(transport());
  private final ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor();
  private Tally tally = new Tally("");

  private Caller(InetSocketAddress entrance) {
    client.setIdleTimeout(IDLE_MILLIS);
    client.setFollowRedirects(false);
    client.setSocketAddressResolver(
        new SocketAddressResolver() {
          @Override
          public void resolve(
              String host,
              int port,
              Map<String, Object> context,
              Promise<List<InetSocketAddress>> promise) {
            promise.succeeded(List.of(entrance));
          }
        });
  }

  private static HttpClientTransportOverHTTP transport() {
    var transport = new HttpClientTransportOverHTTP(1);
    transport.setConnectionPoolFactory(
        destination -> {
          var pool =
              new DuplexConnectionPool(
                  destination, destination.getHttpClient().getMaxConnectionsPerDestination());
          pool.setMaxDuration(LONGEST_CONNECTION_MILLIS);
          return pool;
        });
    return transport;
  }

  /** Arguments: address and port of the entrance. */
  static void main(String[] arguments) throws Exception {
    var entrance = new InetSocketAddress(arguments[0], Integer.parseInt(arguments[1]));
    var caller = new Caller(entrance);
    caller.client.start();
    try (var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (var line = input.readLine(); line != null && !line.equals("end"); ) {
        caller.obey(line.split(" ", 2));
        line = input.readLine();
      }
    }
    caller.ticks.shutdownNow();
    caller.step("");
    Thread.sleep(TIMEOUT_MILLIS);
    System.exit(0);
  }

  private void obey(String[] order) {
    switch (order[0]) {
      case "call" -> {
        var words = order[1].split(" ");
        long gap = TimeUnit.SECONDS.toNanos(1) / Long.parseLong(words[1]);
        var _ = ticks.scheduleAtFixedRate(() -> send(words[0]), 0, gap, TimeUnit.NANOSECONDS);
      }
      case "step" -> step(order[1]);
      default -> throw new IllegalArgumentException(order[0]);
    }
  }

  private synchronized void step(String title) {
    var before = tally;
    tally = new Tally(title);
    before.close();
  }

  private synchronized Tally begin() {
    tally.sent++;
    return tally;
  }

  private void send(String name) {
    var counted = begin();
    long sentAt = System.currentTimeMillis();
    client
        .newRequest("http://" + name + "/")
        .timeout(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)
        .send(
            new BufferingResponseListener() {
              @Override
              public void onComplete(Result result) {
                if (result.isFailed()) {
                  counted.failed(sentAt, String.valueOf(result.getFailure()));
                } else if (result.getResponse().getStatus() != 200) {
                  counted.failed(sentAt, "status " + result.getResponse().getStatus());
                } else {
                  var version = result.getResponse().getHeaders().get("X-Version");
                  counted.answered(sentAt, String.valueOf(version));
                }
              }
            });
  }

  /** Of one step; locked by the caller's own lock. */
  private final class Tally {
    private final String title;
    private final Map<String, Long> reasons = new TreeMap<>();
    private final Map<String, Long> versions = new TreeMap<>();
    private long sent;
    private long ended;
    private long failed;
    private long first;
    private long last;
    private long slowest;
    private boolean closed;

    private Tally(String title) {
      this.title = title;
    }

    private void answered(long sentAt, String version) {
      synchronized (Caller.this) {
        versions.merge(version, 1L, Long::sum);
        slowest = Math.max(slowest, System.currentTimeMillis() - sentAt);
        end();
      }
    }

    private void failed(long sentAt, String why) {
      synchronized (Caller.this) {
        failed++;
        reasons.merge(why.replaceAll("@[0-9a-f]+|[0-9]{4,}", "…"), 1L, Long::sum);
        first = first == 0 ? sentAt : Math.min(first, sentAt);
        last = Math.max(last, sentAt);
        end();
      }
    }

    private void close() {
      closed = true;
      tell();
    }

    private void end() {
      ended++;
      tell();
    }

    private void tell() {
      if (closed && ended == sent && !title.isEmpty()) {
        var count = new Count(title, sent, failed, reasons, versions, first, last, slowest);
        try {
          System.out.println(JSON.writeValueAsString(count));
        } catch (IOException impossible) {
          throw new IllegalStateException(impossible);
        }
      }
    }
  }
}
