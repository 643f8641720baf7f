package io.latticeoperator.simulator.dataplane;

import java.util.List;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.DetectorConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * What clients may speak at an entrance: TLS that is passed through, HTTP/2 or HTTP/1.1 over TLS
 * that ends here, or plain HTTP/1.1. Which of these is told by the first bytes.
 */
final class Protocols {
  private Protocols() {}

  static List<ConnectionFactory> all(Passthrough passthrough, SslContextFactory.Server tls) {
    var http = new HttpConfiguration();
    http.setRequestHeaderSize(ForwardedHeaders.READ_BYTES);
    http.setSendServerVersion(false);
    http.setSendDateHeader(false);
    // A service is found by its Host, whatever name TLS was asked for.
    http.addCustomizer(new SecureRequestCustomizer(false));
    var http1 = new HttpConnectionFactory(http);
    var http2 = new HTTP2ServerConnectionFactory(http);
    var alpn = new ALPNServerConnectionFactory(http2.getProtocol(), http1.getProtocol());
    alpn.setDefaultProtocol(http1.getProtocol());
    var ssl = new SslConnectionFactory(tls, alpn.getProtocol());
    return List.of(
        new DetectorConnectionFactory(passthrough),
        new DetectorConnectionFactory(ssl),
        http1,
        alpn,
        http2);
  }
}
