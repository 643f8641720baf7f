package io.latticeoperator.kube;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.impl.BaseClient;
import io.fabric8.kubernetes.client.impl.KubernetesClientImpl;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** The client's settings that a program which lives on watches needs. */
public final class ClusterClient {
  /** A watch whose peer has silently gone is noticed after two of them. */
  private static final Duration PING = Duration.ofSeconds(15);

  /** A watch without an upgrade to WebSocket holds its place; the default is five per host. */
  private static final int REQUESTS = 1024;

  /** The first pause before a watch is resumed; pauses double up to 32 times as long. */
  private static final Duration RECONNECT = Duration.ofMillis(250);

  private ClusterClient() {}

  /**
   * @param config where the API server is and who we are
   */
  public static KubernetesClientBuilder builder(Config config) {
    return new KubernetesClientBuilder()
        .withHttpClientFactory(new WatchTransport())
        .withConfig(
            new ConfigBuilder(config)
                .withWebsocketPingInterval(PING.toMillis())
                .withWatchReconnectInterval(Math.toIntExact(RECONNECT.toMillis()))
                .withMaxConcurrentRequests(REQUESTS)
                .withMaxConcurrentRequestsPerHost(REQUESTS)
                .build());
  }

  /**
   * For calls that must be answered in time or not at all. Each gives up its connection with it, so
   * that the next is not lost on the same broken one, as it would be with HTTP/2.
   *
   * @param patience with a call
   */
  static KubernetesClientBuilder impatient(Config config, Duration patience) {
    int millis = Math.toIntExact(patience.toMillis());
    return new KubernetesClientBuilder()
        .withConfig(
            new ConfigBuilder(config)
                .withHttp2Disable(true)
                .withConnectionTimeout(millis)
                .withRequestTimeout(millis)
                .withRequestRetryBackoffLimit(0)
                .build());
  }

  /**
   * The same client, connections included, which refuses to write when it may not. Not to be
   * closed.
   *
   * @param mayWrite asked before each write
   */
  static KubernetesClient fenced(KubernetesClient client, BooleanSupplier mayWrite) {
    return new KubernetesClientImpl(
        client
            .getHttpClient()
            .newBuilder()
            .addOrReplaceInterceptor("fence", new WriteFence(mayWrite))
            .build(),
        client.getConfiguration(),
        BaseClient.DEFAULT_EXECUTOR_SUPPLIER,
        client.getKubernetesSerialization());
  }
}
