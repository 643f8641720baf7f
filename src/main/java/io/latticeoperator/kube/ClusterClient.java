package io.latticeoperator.kube;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.Duration;

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
}
