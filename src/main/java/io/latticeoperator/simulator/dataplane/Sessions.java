package io.latticeoperator.simulator.dataplane;

import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLSession;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** What TLS sessions tell. */
final class Sessions {
  private Sessions() {}

  /** What the client of a request agreed on; null without TLS. */
  static AccessRecord.@Nullable Tls tls(Request request) {
    if (!request.getConnectionMetaData().isSecure()) {
      return null;
    }
    var data = request.getConnectionMetaData().getConnection().getEndPoint().getSslSessionData();
    if (data == null) {
      return null;
    }
    var session = data.sslSession();
    return new AccessRecord.Tls(data.cipherSuite(), session.getProtocol(), serverName(session));
  }

  /** The name that the client asked for by SNI; empty when it did not. */
  static String serverName(@Nullable SSLSession session) {
    if (session instanceof ExtendedSSLSession extended) {
      for (var name : extended.getRequestedServerNames()) {
        if (name instanceof SNIHostName host) {
          return host.getAsciiName();
        }
      }
    }
    return "";
  }
}
