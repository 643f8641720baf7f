package io.latticeoperator.simulator.dataplane;

import io.latticeoperator.simulator.PodNetwork;
import io.latticeoperator.simulator.lattice.HealthProbe;
import io.latticeoperator.simulator.lattice.TargetGroup;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Checks targets by asking them, on a connection of its own for each check, closed afterwards. A
 * check with HTTP/2 fails: the simulator does not speak it.
 */
public final class HttpHealthProbe implements HealthProbe, AutoCloseable {
  private final QueuedThreadPool threads = new QueuedThreadPool();
  private final HttpClient targets;

  /** Ready at once; threads end with {@link #close()}. */
  public HttpHealthProbe(PodNetwork pods) {
    threads.setName("health-checks");
    threads.setDaemon(true);
    LifeCycle.start(threads);
    targets = TargetClient.started(pods, threads, ProxySettings.likely());
  }

  @Override
  public void check(TargetGroup group, String ip, int port, Consumer<Boolean> result) {
    var check = group.healthCheck();
    if (!check.protocolVersion().equals("HTTP1")) {
      result.accept(false);
      return;
    }
    targets
        .newRequest(ip, port)
        .scheme(check.protocol().toLowerCase(Locale.ROOT))
        .path(check.path())
        .headers(headers -> headers.put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE.asString()))
        .timeout(check.timeout().toMillis(), TimeUnit.MILLISECONDS)
        .send(
            answer ->
                result.accept(
                    answer.isSucceeded() && check.accepts(answer.getResponse().getStatus())));
  }

  @Override
  public void close() {
    LifeCycle.stop(targets);
    LifeCycle.stop(threads);
  }
}
