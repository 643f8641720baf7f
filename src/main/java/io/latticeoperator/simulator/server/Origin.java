package io.latticeoperator.simulator.server;

import io.latticeoperator.simulator.aws.HttpCall;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * Tells requests of this machine's own programs from those that a web page makes a browser send:
 * pages of other sites are known by their {@code Origin}, and pages that rebind a DNS name of their
 * own by their {@code Host}.
 */
final class Origin {
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|[a-z0-9.-]+\\.localhost|127(\\.\\d{1,3}){3}|\\[::1]");

  private Origin() {}

  /** Whether a connection comes from this machine: from loopback, or from its own other end. */
  static boolean isOfThisMachine(Request request) {
    var connection = request.getConnectionMetaData();
    return connection.getRemoteSocketAddress() instanceof InetSocketAddress remote
        && connection.getLocalSocketAddress() instanceof InetSocketAddress local
        && (remote.getAddress().isLoopbackAddress()
            || remote.getAddress().equals(local.getAddress()));
  }

  /** Whether no page of another site can be behind a request. */
  static boolean isLocal(HttpCall call) {
    var host = call.header("host");
    return (host == null || isLoopback(withoutPort(host))) && isFromHere(call.header("origin"));
  }

  /** Whether the page that a browser names is one of this machine; nothing is named by others. */
  static boolean isFromHere(@Nullable String origin) {
    if (origin == null) {
      return true;
    }
    try {
      var host = URI.create(origin).getHost();
      return host != null && isLoopback(host);
    } catch (IllegalArgumentException unreadable) {
      return false;
    }
  }

  private static boolean isLoopback(String host) {
    return LOOPBACK.matcher(host.toLowerCase(Locale.ROOT)).matches();
  }

  private static String withoutPort(String host) {
    int colon = host.lastIndexOf(':');
    return colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
  }
}
