package io.latticeoperator.simulator.ec2;

import io.latticeoperator.simulator.aws.Caller;
import io.latticeoperator.simulator.aws.Cidr;
import io.latticeoperator.simulator.aws.SecurityGroup.PeerKind;
import io.latticeoperator.simulator.aws.SecurityGroup.Rule;
import io.latticeoperator.simulator.aws.TextInput;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Reads rules as callers write them, one permission for many peers. */
final class Permissions {
  private static final int HIGHEST_PORT = 65_535;
  private static final int HIGHEST_ICMP = 255;

  private final Caller caller;
  private final Ids ids;
  private final UnaryOperator<String> group;
  private final List<Rule> rules = new ArrayList<>();

  private Permissions(Caller caller, Ids ids, UnaryOperator<String> group) {
    this.caller = caller;
    this.ids = ids;
    this.group = group;
  }

  /**
   * The rules of {@code IpPermissions}, or of the members that stand for one single rule.
   *
   * @param group gives the id of a security group that is there, or refuses
   */
  static List<Rule> read(Caller caller, TextInput input, Ids ids, UnaryOperator<String> group) {
    var permissions = new Permissions(caller, ids, group);
    input.structures("IpPermissions").forEach(permissions::permission);
    if (input.has("CidrIp")) {
      permissions.add(input, PeerKind.IPV4, input.require("CidrIp"), input);
    }
    return permissions.rules;
  }

  /** The one rule of {@code SecurityGroupRule}, in the place of another. */
  static Rule changed(
      Caller caller, TextInput input, String id, UnaryOperator<String> group, Ids ids) {
    var permissions = new Permissions(caller, ids, group);
    permissions.one(input, "CidrIpv4", PeerKind.IPV4);
    permissions.one(input, "CidrIpv6", PeerKind.IPV6);
    permissions.one(input, "PrefixListId", PeerKind.PREFIX_LIST);
    permissions.one(input, "ReferencedGroupId", PeerKind.SECURITY_GROUP);
    if (permissions.rules.size() != 1) {
      throw Refusals.of(
          "InvalidParameterCombination", "A security group rule has exactly one source");
    }
    var rule = permissions.rules.getFirst();
    return new Rule(
        id,
        rule.protocol(),
        rule.fromPort(),
        rule.toPort(),
        rule.peerKind(),
        rule.peer(),
        rule.description());
  }

  private void one(TextInput input, String member, PeerKind kind) {
    input.text(member).ifPresent(peer -> add(input, kind, peer, input));
  }

  private void permission(TextInput permission) {
    int before = rules.size();
    peers(permission, "IpRanges", "CidrIp", PeerKind.IPV4);
    peers(permission, "Ipv6Ranges", "CidrIpv6", PeerKind.IPV6);
    peers(permission, "PrefixListIds", "PrefixListId", PeerKind.PREFIX_LIST);
    peers(permission, "Groups", "GroupId", PeerKind.SECURITY_GROUP);
    if (rules.size() == before) {
      throw Refusals.invalid(
          "Invalid value 'null' for the source of a permission: it names no peer");
    }
  }

  private void peers(TextInput permission, String list, String member, PeerKind kind) {
    for (var each : permission.structures(list)) {
      add(permission, kind, each.require(member), each);
    }
  }

  private void add(TextInput permission, PeerKind kind, String peer, TextInput described) {
    var protocol = protocol(permission.require("IpProtocol"));
    int from = permission.whole("FromPort").orElse(-1);
    int to = permission.whole("ToPort").orElse(-1);
    boolean any = protocol.equals(Rule.ANY_PROTOCOL);
    if (protocol.equals("tcp") || protocol.equals("udp")) {
      ports(from, to);
    } else if (from < -1 || (from > HIGHEST_ICMP && protocol.startsWith("icmp"))) {
      throw Refusals.invalid("ICMP code (%d) out of range", from);
    }
    rules.add(
        new Rule(
            ids.next("sgr"),
            protocol,
            any ? -1 : from,
            any ? -1 : to,
            kind,
            checked(kind, peer),
            described.text("Description").orElse(null)));
  }

  private static void ports(int from, int to) {
    if (from == -1 && to == -1) {
      throw Refusals.invalid(
          "Invalid value 'Must specify both from and to ports with TCP/UDP.' for portRange.");
    }
    if (from < 0 || to > HIGHEST_PORT || from > to) {
      throw Refusals.invalid(
          "Invalid value '%d-%d' for portRange. Ports are 0 to %d.", from, to, HIGHEST_PORT);
    }
  }

  private String checked(PeerKind kind, String peer) {
    return switch (kind) {
      case IPV4, IPV6 -> {
        var cidr = malformedUnless(peer);
        if (cidr.isIpv6() != (kind == PeerKind.IPV6)) {
          throw malformed(peer);
        }
        yield cidr.text();
      }
      case PREFIX_LIST -> PrefixLists.require(caller.region(), peer).id();
      case SECURITY_GROUP -> group.apply(peer);
    };
  }

  private static Cidr malformedUnless(String text) {
    try {
      return Cidr.parse(text).canonical();
    } catch (IllegalArgumentException notOne) {
      throw malformed(text);
    }
  }

  private static RuntimeException malformed(String text) {
    return Refusals.invalid("CIDR block %s is malformed", text);
  }

  /** Protocols have names and numbers. */
  private static String protocol(String text) {
    return switch (text) {
      case "-1", "all" -> Rule.ANY_PROTOCOL;
      case "tcp", "6" -> "tcp";
      case "udp", "17" -> "udp";
      case "icmp", "1" -> "icmp";
      case "icmpv6", "58" -> "icmpv6";
      default -> {
        if (!text.matches("\\d{1,2}|1\\d\\d|2[0-4]\\d|25[0-5]")) {
          throw Refusals.invalid("Invalid value '%s' for IP protocol. Unknown protocol.", text);
        }
        yield text;
      }
    };
  }
}
