package io.latticeoperator.simulator.server;

import java.time.Duration;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.SizeLimitHandler;

/** How much clients may ask of the server, and how slowly. What is more is refused or cut off. */
final class Limits {
  /** Of a body, in bytes; more is answered with 413. */
  static final int LARGEST_BODY = 4 * 1024 * 1024;

  /**
   * Of the request line and the headers, in bytes; more is answered with 431. UntagResource may
   * have 200 keys of 128 characters in its URI.
   */
  static final int LARGEST_HEAD = 64 * 1024;

  /** Open at a time; others wait until one of these ends. */
  static final int MOST_CONNECTIONS = 1024;

  /** For how long nothing may come on a connection, within a head and between two requests. */
  static final Duration IDLE = Duration.ofSeconds(60);

  /** The same when there are as many connections as may be. */
  static final Duration IDLE_WHEN_FULL = Duration.ofSeconds(1);

  /** Within which a whole body has to come; later is answered with 408. */
  static final Duration LONGEST_BODY = Duration.ofSeconds(10);

  /** After so many times {@link #IDLE} without an answer the connection of a call ends. */
  static final int LONGEST_ANSWER = 10;

  private Limits() {}

  /**
   * A connector within these limits.
   *
   * @param host an address of this machine
   * @param port 0 for any that is free
   */
  static ServerConnector connector(Server server, String host, int port) {
    var configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    configuration.setRequestHeaderSize(LARGEST_HEAD);
    // An ARN in a path has its slashes as %2F, which Jetty takes for an attack unless told.
    configuration.setUriCompliance(UriCompliance.UNSAFE);
    var connector = new ServerConnector(server, new HttpConnectionFactory(configuration));
    connector.setHost(host);
    connector.setPort(port);
    connector.setIdleTimeout(IDLE.toMillis());
    var connections = new NetworkConnectionLimit(MOST_CONNECTIONS, connector);
    connections.setEndPointIdleTimeout(IDLE_WHEN_FULL.toMillis());
    server.addBean(connections);
    return connector;
  }

  /** A handler that sees no larger body than may be. */
  static Handler bounded(Handler handler) {
    var limited = new SizeLimitHandler(LARGEST_BODY, -1);
    limited.setHandler(handler);
    return limited;
  }
}
