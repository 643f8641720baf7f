package io.latticeoperator.simulator.kubernetes;

import java.net.InetAddress;
import java.net.URI;
import java.util.concurrent.Executors;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Serves a store's objects over HTTP on the loopback interface. */
public final class ApiServer implements AutoCloseable {
  private static final int THREADS = 16;
  private static final long IDLE_MILLIS = 3_600_000;
  private final Server server;
  private final ServerConnector connector;
  private final ApiHandler handler;

  private final Tls tls;

  private ApiServer(Store store, int port, Tls tls) {
    this.tls = tls;
    var threads = new QueuedThreadPool(THREADS);
    threads.setName("kubernetes-api");
    threads.setDaemon(true);
    threads.setVirtualThreadsExecutor(
        Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("kubernetes-api-", 0).factory()));
    this.server = new Server(threads);
    var http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(64 * 1024);
    this.connector = new ServerConnector(server, 1, 1, tls.protocols(http));
    connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
    connector.setPort(port);
    connector.setIdleTimeout(IDLE_MILLIS);
    server.addConnector(connector);
    this.handler = new ApiHandler(new Api(store));
    server.setHandler(handler);
  }

  /**
   * Starts to serve.
   *
   * @param port 0 for any free one
   * @throws IllegalStateException when the port is taken
   */
  public static ApiServer start(Store store, int port) {
    return start(new ApiServer(store, port, Tls.NONE));
  }

  /**
   * Starts to serve with TLS, as clusters do; whoever asks is let in.
   *
   * @param port 0 for any free one
   * @throws IllegalStateException when the port is taken
   */
  public static ApiServer startSecure(Store store, int port) {
    return start(new ApiServer(store, port, Tls.fresh()));
  }

  private static ApiServer start(ApiServer api) {
    try {
      api.server.start();
    } catch (Exception failure) {
      throw new IllegalStateException(
          "the API server cannot listen on port " + api.connector.getPort(), failure);
    }
    return api;
  }

  /** Where it listens, such as {@code http://127.0.0.1:41234}. */
  public URI uri() {
    return URI.create(tls.origin(connector.getHost()) + ":" + connector.getLocalPort());
  }

  /** A kubeconfig whose one context, the current one, is this server. */
  public String kubeconfig(String contextName) {
    return """
    apiVersion: v1
    kind: Config
    clusters:
    - name: %1$s
      cluster:
        server: %2$s%3$s
    users:
    - name: %1$s
      user: {}
    contexts:
    - name: %1$s
      context:
        cluster: %1$s
        user: %1$s
        namespace: default
    current-context: %1$s
    """
        .formatted(contextName, uri(), tls.authority());
  }

  /** Ends every watch and stops listening; the store stays as it is. */
  @Override
  public void close() {
    handler.endWatches();
    try {
      server.stop();
    } catch (Exception failure) {
      throw new IllegalStateException("the API server does not stop", failure);
    }
  }
}
