package io.latticeoperator.simulator.dataplane;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.DetectorConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** The listening socket of an entrance. A client's first byte tells TLS from plain HTTP. */
final class EntranceConnector extends ServerConnector {
  private final Entrance entrance;

  /**
   * @param localPort 0 for any free one
   */
  EntranceConnector(
      Server server,
      SslContextFactory.Server tls,
      Entrance entrance,
      int localPort,
      ProxySettings settings) {
    super(
        server,
        null,
        null,
        null,
        0,
        1,
        new DetectorConnectionFactory(
            new SslConnectionFactory(tls, HttpVersion.HTTP_1_1.asString())),
        http());
    this.entrance = entrance;
    setHost(InetAddress.getLoopbackAddress().getHostAddress());
    setPort(localPort);
    setIdleTimeout(settings.targetTimeout().toMillis());
  }

  Entrance entrance() {
    return entrance;
  }

  /** Where it listens, once started. */
  InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), getLocalPort());
  }

  private static HttpConnectionFactory http() {
    var http = new HttpConfiguration();
    http.setRequestHeaderSize(ForwardedHeaders.READ_BYTES);
    http.setSendServerVersion(false);
    http.setSendDateHeader(false);
    return new HttpConnectionFactory(http);
  }
}
