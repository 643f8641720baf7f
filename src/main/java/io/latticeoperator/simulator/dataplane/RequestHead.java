package io.latticeoperator.simulator.dataplane;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What routing looks at in a request.
 *
 * @param secure whether it came over TLS
 * @param host of the Host header, without port; kept in lower case, without a trailing dot
 * @param path as sent, without the query
 * @param query as sent, without the question mark; empty without
 * @param headers by name in lower case
 */
public record RequestHead(
    Entrance entrance,
    boolean secure,
    String host,
    String method,
    String path,
    String query,
    Map<String, List<String>> headers) {
  public RequestHead {
    var lower = host.toLowerCase(Locale.ROOT);
    host = lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
  }

  /** Without a query. */
  public RequestHead(
      Entrance entrance,
      boolean secure,
      String host,
      String method,
      String path,
      Map<String, List<String>> headers) {
    this(entrance, secure, host, method, path, "", headers);
  }
}
