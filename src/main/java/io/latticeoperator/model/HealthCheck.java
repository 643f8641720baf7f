package io.latticeoperator.model;

import org.jspecify.annotations.Nullable;

/**
 * A target group's health check. Ranges as in the user guide's page on target-group health checks.
 *
 * @param protocol of the check request
 * @param protocolVersion HTTP1 or HTTP2
 * @param port 1 to 65535, or null for the port that the target is registered with
 * @param path begins with {@code /}, at most 2048 characters
 * @param matcher HTTP codes that count as healthy: {@code 200}, {@code 200,202} or {@code 200-299}
 * @param intervalSeconds 5 to 300
 * @param timeoutSeconds 1 to 120
 * @param healthyThreshold 2 to 10
 * @param unhealthyThreshold 2 to 10
 */
public record HealthCheck(
    boolean enabled,
    TargetGroup.Protocol protocol,
    TargetGroup.ProtocolVersion protocolVersion,
    @Nullable Integer port,
    String path,
    String matcher,
    int intervalSeconds,
    int timeoutSeconds,
    int healthyThreshold,
    int unhealthyThreshold) {

  /** As people write it: {@code HTTP GET :8080/healthz expecting 200}. */
  @Override
  public String toString() {
    if (!enabled) {
      return "off";
    }
    return protocol + " GET " + (port == null ? "" : ":" + port) + path + " expecting " + matcher;
  }

  /** Whether two checks do the same: a check that is off is off, whatever else it says. */
  public boolean equivalent(HealthCheck other) {
    return equals(other) || (!enabled && !other.enabled);
  }
}
