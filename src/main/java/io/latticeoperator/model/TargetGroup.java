package io.latticeoperator.model;

import java.util.Set;

/**
 * An IP target group.
 *
 * @param name unique in account and Region, 3 to 128 characters
 * @param properties what can never change
 * @param healthCheck what UpdateTargetGroup can change
 * @param targets wanted or registered
 */
public record TargetGroup(
    String name, Properties properties, HealthCheck healthCheck, Targets targets) implements Node {

  /** Protocol between Lattice and target. */
  public enum Protocol {
    HTTP,
    HTTPS
  }

  /** HTTP version between Lattice and target. */
  public enum ProtocolVersion {
    HTTP1,
    HTTP2,
    GRPC
  }

  /** Address family of the targets. */
  public enum IpAddressType {
    IPV4,
    IPV6
  }

  /**
   * Immutable once created. The group's own port is not among them: it is a constant by protocol,
   * for each target is registered with a port of its own.
   */
  public record Properties(
      Protocol protocol,
      ProtocolVersion protocolVersion,
      IpAddressType ipAddressType,
      String vpcId) {}

  /** The port that CreateTargetGroup asks for and no target uses. */
  public int port() {
    return properties.protocol() == Protocol.HTTPS ? 443 : 80;
  }

  public TargetGroup withTargets(Targets other) {
    return new TargetGroup(name, properties, healthCheck, other);
  }

  public TargetGroup withHealthCheck(HealthCheck other) {
    return new TargetGroup(name, properties, other, targets);
  }

  @Override
  public Set<Role> needs() {
    return Set.of();
  }

  @Override
  public Kind kind() {
    return Kind.TARGET_GROUP;
  }
}
