package io.latticeoperator.simulator.dataplane;

import io.latticeoperator.simulator.PodNetwork;
import io.latticeoperator.simulator.lattice.HealthCheck;
import io.latticeoperator.simulator.lattice.HealthProbe;
import io.latticeoperator.simulator.lattice.TargetGroup;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.MultiplexConnectionPool;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Checks targets by asking them, on a connection of its own for each check, closed afterwards. */
public final class HttpHealthProbe implements HealthProbe, AutoCloseable {
  private static final int MOST_AT_ONCE = 1024;

  private final QueuedThreadPool threads = new QueuedThreadPool();
  private final HttpClient targets;

  /** Ready at once; threads end with {@link #close()}. */
  public HttpHealthProbe(PodNetwork pods) {
    threads.setName("health-checks");
    threads.setDaemon(true);
    LifeCycle.start(threads);
    targets = TargetClient.started(pods, threads, ProxySettings.likely());
    targets
        .getHttpClientTransport()
        .setConnectionPoolFactory(
            destination -> {
              var once = new MultiplexConnectionPool(destination, MOST_AT_ONCE, 1);
              once.setMaxUsage(1);
              return once;
            });
  }

  @Override
  public void check(TargetGroup group, String ip, int port, Consumer<Boolean> result) {
    var check = group.healthCheck();
    targets
        .newRequest(ip, port)
        .scheme(check.protocol().toLowerCase(Locale.ROOT))
        .version(
            check.protocolVersion().equals("HTTP2") ? HttpVersion.HTTP_2 : HttpVersion.HTTP_1_1)
        .path(check.path())
        .headers(headers -> closing(check, headers))
        .timeout(check.timeout().toMillis(), TimeUnit.MILLISECONDS)
        .send(
            answer ->
                result.accept(
                    answer.isSucceeded() && check.accepts(answer.getResponse().getStatus())));
  }

  /** HTTP/2 has no header to announce that the connection is used but once. */
  private static void closing(HealthCheck check, HttpFields.Mutable headers) {
    if (!check.protocolVersion().equals("HTTP2")) {
      headers.put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE.asString());
    }
  }

  @Override
  public void close() {
    LifeCycle.stop(targets);
    LifeCycle.stop(threads);
  }
}
