package io.latticeoperator.simulator.lattice;

import java.time.Instant;

/**
 * A target group.
 *
 * @param type {@code IP}, {@code INSTANCE}, {@code ALB} or {@code LAMBDA}
 * @param config what is fixed at creation
 */
public record TargetGroup(
    Identity identity,
    String name,
    String type,
    Config config,
    HealthCheck healthCheck,
    Progress progress,
    Instant updatedAt)
    implements Evolving {

  @Override
  public TargetGroup with(Progress changed) {
    return new TargetGroup(identity, name, type, config, healthCheck, changed, updatedAt);
  }

  TargetGroup withHealthCheck(HealthCheck changed, Instant now) {
    return new TargetGroup(identity, name, type, config, changed, progress, now);
  }

  /** Whether health checks exist for this type at all. */
  boolean canBeChecked() {
    return type.equals("IP") || type.equals("INSTANCE");
  }

  /**
   * The immutable part.
   *
   * @param port of targets registered without one; 0 for LAMBDA
   * @param protocol {@code HTTP}, {@code HTTPS} or {@code TCP}; empty for LAMBDA
   * @param protocolVersion {@code HTTP1}, {@code HTTP2} or {@code GRPC}; empty for TCP and LAMBDA
   * @param ipAddressType {@code IPV4} or {@code IPV6}; empty but for IP groups
   * @param vpcId empty for LAMBDA
   * @param lambdaEventStructureVersion {@code V1} or {@code V2}; empty but for LAMBDA
   */
  public record Config(
      int port,
      String protocol,
      String protocolVersion,
      String ipAddressType,
      String vpcId,
      String lambdaEventStructureVersion) {}
}
