package io.latticeoperator.simulator.lattice;

import java.time.Duration;

/**
 * How the targets of a group are checked; defaults filled in.
 *
 * @param protocol {@code HTTP} or {@code HTTPS}
 * @param protocolVersion {@code HTTP1} or {@code HTTP2}
 * @param port 0 for each target's own port
 * @param interval from one check's end to the next one's start
 * @param matcher accepted HTTP codes: a list of codes and ranges such as {@code 200,202-299}
 */
public record HealthCheck(
    boolean enabled,
    String protocol,
    String protocolVersion,
    int port,
    String path,
    Duration interval,
    Duration timeout,
    int healthyThreshold,
    int unhealthyThreshold,
    String matcher) {

  /** Whether an HTTP status passes the check. */
  public boolean accepts(int status) {
    for (var part : matcher.split(",", -1)) {
      int dash = part.indexOf('-');
      int from = Integer.parseInt(dash < 0 ? part : part.substring(0, dash));
      int to = dash < 0 ? from : Integer.parseInt(part.substring(dash + 1));
      if (status >= from && status <= to) {
        return true;
      }
    }
    return false;
  }
}
