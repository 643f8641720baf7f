package io.latticeoperator.simulator.aws;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A security group and its inbound rules.
 *
 * @param id {@code sg-} and 17 characters
 */
public record SecurityGroup(
    String id,
    String account,
    String region,
    String vpcId,
    String name,
    String description,
    List<Ingress> ingress) {
  public SecurityGroup {
    ingress = List.copyOf(ingress);
  }

  SecurityGroup withIngress(List<Ingress> rules) {
    return new SecurityGroup(id, account, region, vpcId, name, description, rules);
  }

  /**
   * One inbound rule: a protocol, a port range and one source.
   *
   * @param ruleId {@code sgr-} and 17 characters
   * @param protocol such as {@code tcp}; {@code -1} for all
   * @param fromPort -1 with protocol -1
   * @param sourceKind which kind of source {@code source} is
   * @param source a CIDR block, a prefix list id or a security group id
   */
  public record Ingress(
      String ruleId,
      String protocol,
      int fromPort,
      int toPort,
      SourceKind sourceKind,
      String source,
      @Nullable String description) {

    /** Two rules that admit the same thing cannot exist in one group. */
    boolean admitsTheSameAs(Ingress other) {
      return protocol.equals(other.protocol)
          && fromPort == other.fromPort
          && toPort == other.toPort
          && sourceKind == other.sourceKind
          && source.equals(other.source);
    }
  }

  /** What a rule's source is. */
  public enum SourceKind {
    IPV4,
    IPV6,
    PREFIX_LIST,
    SECURITY_GROUP
  }
}
