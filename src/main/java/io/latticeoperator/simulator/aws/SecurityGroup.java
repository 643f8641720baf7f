package io.latticeoperator.simulator.aws;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A security group and its rules.
 *
 * @param id {@code sg-} and 8 or 17 characters
 * @param ingress what may come in
 * @param egress what may go out
 */
public record SecurityGroup(
    String id,
    String account,
    String region,
    String vpcId,
    String name,
    String description,
    List<Rule> ingress,
    List<Rule> egress) {
  public SecurityGroup {
    ingress = List.copyOf(ingress);
    egress = List.copyOf(egress);
  }

  /** The rules of one direction. */
  public List<Rule> rules(Direction direction) {
    return switch (direction) {
      case INGRESS -> ingress;
      case EGRESS -> egress;
    };
  }

  /** The same with other rules in one direction. */
  public SecurityGroup with(Direction direction, List<Rule> rules) {
    return switch (direction) {
      case INGRESS ->
          new SecurityGroup(id, account, region, vpcId, name, description, rules, egress);
      case EGRESS ->
          new SecurityGroup(id, account, region, vpcId, name, description, ingress, rules);
    };
  }

  /** Whether it is an account's in a region. */
  public boolean isOf(Caller caller) {
    return account.equals(caller.account()) && region.equals(caller.region());
  }

  /** Whether a rule of it names another group as peer. */
  public boolean names(String groupId) {
    var rules = new ArrayList<>(ingress);
    rules.addAll(egress);
    return rules.stream()
        .anyMatch(
            rule -> rule.peerKind() == PeerKind.SECURITY_GROUP && rule.peer().equals(groupId));
  }

  /** Which way a rule lets packets pass. */
  public enum Direction {
    INGRESS,
    EGRESS
  }

  /**
   * One rule: a protocol, a port range and one peer.
   *
   * @param id {@code sgr-} and 17 characters
   * @param protocol such as {@code tcp}; {@code -1} for all
   * @param fromPort -1 for all; with ICMP, the type
   * @param toPort -1 for all; with ICMP, the code
   * @param peerKind which kind {@code peer} is
   * @param peer a CIDR block, a prefix list id or a security group id: the source of what comes in,
   *     the destination of what goes out
   */
  public record Rule(
      String id,
      String protocol,
      int fromPort,
      int toPort,
      PeerKind peerKind,
      String peer,
      @Nullable String description) {
    /** The protocol that stands for all. */
    public static final String ANY_PROTOCOL = "-1";

    /** Everything, to or from a block. */
    public static Rule everything(String id, PeerKind kind, String peer) {
      return new Rule(id, ANY_PROTOCOL, -1, -1, kind, peer, null);
    }

    /** Two rules that admit the same cannot exist in one direction of one group. */
    public boolean admitsTheSameAs(Rule other) {
      return isOfTheSamePermissionAs(other)
          && peerKind == other.peerKind
          && peer.equals(other.peer);
    }

    /** Whether the two differ at most in their peers. */
    public boolean isOfTheSamePermissionAs(Rule other) {
      return protocol.equals(other.protocol)
          && fromPort == other.fromPort
          && toPort == other.toPort;
    }
  }

  /** What a rule's peer is. */
  public enum PeerKind {
    IPV4,
    IPV6,
    PREFIX_LIST,
    SECURITY_GROUP
  }
}
