package io.latticeoperator.simulator.dataplane;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What routing looks at in a request.
 *
 * @param secure whether it came over TLS
 * @param protocol which the client speaks
 * @param host of the Host header or the authority, without port; kept in lower case, without a
 *     trailing dot
 * @param path as sent, without the query
 * @param query as sent, without the question mark; empty when there is none
 * @param headers by name in lower case
 */
public record RequestHead(
    Entrance entrance,
    boolean secure,
    ClientProtocol protocol,
    String host,
    String method,
    String path,
    String query,
    Map<String, List<String>> headers) {
  public RequestHead {
    var lower = host.toLowerCase(Locale.ROOT);
    host = lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
  }

  /** By HTTP/1.1, without a query. */
  public RequestHead(
      Entrance entrance,
      boolean secure,
      String host,
      String method,
      String path,
      Map<String, List<String>> headers) {
    this(entrance, secure, ClientProtocol.HTTP1, host, method, path, "", headers);
  }
}
