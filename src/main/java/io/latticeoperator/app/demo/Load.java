package io.latticeoperator.app.demo;

import io.latticeoperator.time.Clock;
import io.latticeoperator.time.RealTimeline;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.eclipse.jetty.client.BufferingResponseListener;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.SocketAddressResolver;
import org.eclipse.jetty.util.component.LifeCycle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client in VPC two that calls a service by its DNS name at a constant rate, over kept
 * connections as clients do, and never repeats a request. Every name is resolved to the data
 * plane's socket for the VPC, as the VPC's own resolver would.
 */
final class Load implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Load.class);
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final int OK = 200;
  private static final Pattern VERSION = Pattern.compile("\"version\":\"([^\"]*)\"");

  private final HttpClient client = new HttpClient();
  private final RealTimeline ticks =
      new RealTimeline("load", bug -> LOG.error("a bug in the client", bug));
  private final Clock clock;
  private final Supplier<Tally> tally;

  /**
   * @param entrance where the VPC's callers reach the listener
   * @param tally where a request that is sent now is counted
   */
  Load(Clock clock, InetSocketAddress entrance, Supplier<Tally> tally) {
    this.clock = clock;
    this.tally = tally;
    client.setSocketAddressResolver(new Entrance(entrance));
    client.setFollowRedirects(false);
    LifeCycle.start(client);
  }

  private record Entrance(InetSocketAddress socket) implements SocketAddressResolver {
    @Override
    public void resolve(
        String host,
        int port,
        Map<String, Object> context,
        Promise<List<InetSocketAddress>> promise) {
      promise.succeeded(List.of(socket));
    }
  }

  /**
   * Sends one request.
   *
   * @param dnsName of the service
   */
  void once(String dnsName) {
    send(dnsName, () -> {});
  }

  /**
   * Sends some requests, each when an earlier one has ended: as fast as answers come, and no
   * faster. Code that has never run is slow, and on a busy machine a constant rate would at first
   * be more than it can bear.
   *
   * @param atOnce how many are under way at any time
   */
  void warmUp(String dnsName, int requests, int atOnce) {
    var left = new AtomicInteger(requests);
    for (int i = 0; i < atOnce; i++) {
      next(dnsName, left);
    }
  }

  private void next(String dnsName, AtomicInteger left) {
    if (left.getAndDecrement() > 0) {
      send(dnsName, () -> next(dnsName, left));
    }
  }

  private void send(String dnsName, Runnable then) {
    var counted = tally.get();
    var sentAt = clock.now();
    counted.begin();
    client
        .newRequest("http://" + dnsName + "/")
        .timeout(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
        .send(new Answer(counted, sentAt, then));
  }

  /**
   * Sends from now on.
   *
   * @param dnsName of the service
   * @param rate requests a second
   */
  void start(String dnsName, int rate) {
    tick(dnsName, SECOND.dividedBy(rate), ticks.now());
  }

  /** A tick that comes late is made up for: the rate holds. */
  private void tick(String dnsName, Duration gap, Instant due) {
    var next = due.plus(gap);
    ticks.after(Duration.between(ticks.now(), next), () -> tick(dnsName, gap, next));
    once(dnsName);
  }

  /** Sends no more. */
  void stop() {
    ticks.close();
  }

  /** Whoever has not been answered by now never is. */
  @Override
  public void close() {
    stop();
    LifeCycle.stop(client);
  }

  private static final class Answer extends BufferingResponseListener {
    private final Tally tally;
    private final Instant sentAt;
    private final Runnable then;

    private Answer(Tally tally, Instant sentAt, Runnable then) {
      this.tally = tally;
      this.sentAt = sentAt;
      this.then = then;
    }

    @Override
    public void onComplete(Result result) {
      // first, so that nobody sees a moment without any under way
      then.run();
      count(result);
    }

    private void count(Result result) {
      if (result.isFailed()) {
        tally.failed(new Tally.Failure(sentAt, String.valueOf(result.getFailure())));
      } else if (result.getResponse().getStatus() != OK) {
        tally.failed(new Tally.Failure(sentAt, "status " + result.getResponse().getStatus()));
      } else {
        var version = VERSION.matcher(String.valueOf(getContentAsString(StandardCharsets.UTF_8)));
        tally.answered(version.find() ? version.group(1) : "?");
      }
    }
  }
}
