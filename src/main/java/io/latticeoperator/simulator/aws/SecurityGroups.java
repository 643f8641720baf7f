package io.latticeoperator.simulator.aws;

import io.latticeoperator.simulator.aws.SecurityGroup.Ingress;
import io.latticeoperator.simulator.aws.SecurityGroup.SourceKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The actions of EC2 on security groups and their inbound rules. */
final class SecurityGroups {
  private final World world;
  private final Random random;

  SecurityGroups(World world, long seed) {
    this.world = world;
    this.random = new Random(seed);
  }

  Consumer<Xml> describe(QueryCall call) {
    var wanted = call.list("GroupId");
    wanted.forEach(id -> require(call, id));
    var fields =
        Map.<String, Function<SecurityGroup, Object>>of(
            "vpc-id", SecurityGroup::vpcId,
            "group-id", SecurityGroup::id,
            "group-name", SecurityGroup::name);
    var found =
        Filters.of(call).select(mine(call), fields).stream()
            .filter(group -> wanted.isEmpty() || wanted.contains(group.id()))
            .toList();
    return xml ->
        xml.set(
            "securityGroupInfo",
            found,
            (item, group) ->
                item.element("ownerId", group.account())
                    .element("groupId", group.id())
                    .element("groupName", group.name())
                    .element("groupDescription", group.description())
                    .element("vpcId", group.vpcId())
                    .set("ipPermissions", group.ingress(), SecurityGroups::permission));
  }

  Consumer<Xml> create(QueryCall call) {
    var name = call.require("GroupName");
    var vpcId = call.require("VpcId");
    var isMine =
        world
            .vpc(vpcId)
            .filter(vpc -> vpc.account().equals(call.caller().account()))
            .filter(vpc -> vpc.region().equals(call.caller().region()))
            .isPresent();
    if (!isMine) {
      throw new QueryRefusal(
          "InvalidVpcID.NotFound", "The vpc ID '%s' does not exist".formatted(vpcId));
    }
    for (var group : mine(call)) {
      if (group.vpcId().equals(vpcId) && group.name().equals(name)) {
        throw new QueryRefusal(
            "InvalidGroup.Duplicate",
            "The security group '%s' already exists for VPC '%s'".formatted(name, vpcId));
      }
    }
    var id = nextId("sg");
    world.put(
        new SecurityGroup(
            id,
            call.caller().account(),
            call.caller().region(),
            vpcId,
            name,
            call.require("GroupDescription"),
            List.of()));
    return xml -> xml.element("return", true).element("groupId", id);
  }

  Consumer<Xml> authorize(QueryCall call) {
    var group = require(call, call.require("GroupId"));
    var added = permissions(call);
    if (added.isEmpty()) {
      throw new QueryRefusal("MissingParameter", "The request must contain a permission");
    }
    for (var rule : added) {
      if (group.ingress().stream().anyMatch(rule::admitsTheSameAs)) {
        throw new QueryRefusal(
            "InvalidPermission.Duplicate",
            "the specified rule \"peer: %s, %s, from port: %d, to port: %d, ALLOW\" already exists"
                .formatted(rule.source(), rule.protocol(), rule.fromPort(), rule.toPort()));
      }
    }
    world.update(
        group.id(),
        rules -> {
          rules.addAll(added);
          return rules;
        });
    return xml ->
        xml.element("return", true)
            .set(
                "securityGroupRuleSet",
                added,
                (item, rule) -> write(item, new Placed(group, rule)));
  }

  Consumer<Xml> revoke(QueryCall call) {
    var group = require(call, call.require("GroupId"));
    var ids = call.list("SecurityGroupRuleId");
    var named = permissions(call);
    var revoked =
        group.ingress().stream()
            .filter(
                rule ->
                    ids.contains(rule.ruleId()) || named.stream().anyMatch(rule::admitsTheSameAs))
            .toList();
    if (revoked.size() < ids.size() + named.size()) {
      throw new QueryRefusal(
          ids.isEmpty() ? "InvalidPermission.NotFound" : "InvalidSecurityGroupRuleId.NotFound",
          "The specified rule does not exist in this security group.");
    }
    world.update(
        group.id(),
        rules -> {
          rules.removeAll(revoked);
          return rules;
        });
    return xml -> xml.element("return", true);
  }

  Consumer<Xml> describeRules(QueryCall call) {
    var all =
        mine(call).stream()
            .flatMap(group -> group.ingress().stream().map(rule -> new Placed(group, rule)))
            .toList();
    var fields =
        Map.<String, Function<Placed, Object>>of(
            "group-id", placed -> placed.group().id(),
            "security-group-rule-id", placed -> placed.rule().ruleId());
    var wanted = call.list("SecurityGroupRuleId");
    var found =
        Filters.of(call).select(all, fields).stream()
            .filter(placed -> wanted.isEmpty() || wanted.contains(placed.rule().ruleId()))
            .toList();
    return xml -> xml.set("securityGroupRuleSet", found, SecurityGroups::write);
  }

  /** A rule with the group that it is in. */
  private record Placed(SecurityGroup group, Ingress rule) {}

  private List<SecurityGroup> mine(QueryCall call) {
    return world.securityGroups().stream()
        .filter(group -> group.account().equals(call.caller().account()))
        .filter(group -> group.region().equals(call.caller().region()))
        .toList();
  }

  private SecurityGroup require(QueryCall call, String id) {
    return mine(call).stream()
        .filter(group -> group.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new QueryRefusal(
                    "InvalidGroup.NotFound",
                    "The security group '%s' does not exist".formatted(id)));
  }

  private List<Ingress> permissions(QueryCall call) {
    var rules = new ArrayList<Ingress>();
    for (var prefix : call.structures("IpPermissions")) {
      sources(call, prefix + ".IpRanges", "CidrIp", SourceKind.IPV4, prefix, rules);
      sources(call, prefix + ".Ipv6Ranges", "CidrIpv6", SourceKind.IPV6, prefix, rules);
      sources(
          call, prefix + ".PrefixListIds", "PrefixListId", SourceKind.PREFIX_LIST, prefix, rules);
      sources(call, prefix + ".Groups", "GroupId", SourceKind.SECURITY_GROUP, prefix, rules);
    }
    return rules;
  }

  private void sources(
      QueryCall call,
      String list,
      String member,
      SourceKind kind,
      String permission,
      List<Ingress> rules) {
    for (var prefix : call.structures(list)) {
      rules.add(
          new Ingress(
              nextId("sgr"),
              call.require(permission + ".IpProtocol"),
              port(call.get(permission + ".FromPort")),
              port(call.get(permission + ".ToPort")),
              kind,
              call.require(prefix + "." + member),
              call.get(prefix + ".Description")));
    }
  }

  private static int port(@Nullable String text) {
    return text == null ? -1 : Integer.parseInt(text);
  }

  private static void permission(Xml item, Ingress rule) {
    item.element("ipProtocol", rule.protocol())
        .element("fromPort", rule.fromPort())
        .element("toPort", rule.toPort());
    switch (rule.sourceKind()) {
      case IPV4 -> source(item, "ipRanges", "cidrIp", rule);
      case IPV6 -> source(item, "ipv6Ranges", "cidrIpv6", rule);
      case PREFIX_LIST -> source(item, "prefixListIds", "prefixListId", rule);
      case SECURITY_GROUP -> source(item, "groups", "groupId", rule);
    }
  }

  private static void source(Xml item, String set, String member, Ingress rule) {
    item.set(
        set,
        List.of(rule),
        (inner, each) ->
            inner.element(member, each.source()).element("description", each.description()));
  }

  private static void write(Xml item, Placed placed) {
    var rule = placed.rule();
    item.element("securityGroupRuleId", rule.ruleId())
        .element("groupId", placed.group().id())
        .element("groupOwnerId", placed.group().account())
        .element("isEgress", false)
        .element("ipProtocol", rule.protocol())
        .element("fromPort", rule.fromPort())
        .element("toPort", rule.toPort())
        .element("description", rule.description());
    switch (rule.sourceKind()) {
      case IPV4 -> item.element("cidrIpv4", rule.source());
      case IPV6 -> item.element("cidrIpv6", rule.source());
      case PREFIX_LIST -> item.element("prefixListId", rule.source());
      case SECURITY_GROUP ->
          item.element("referencedGroupInfo", info -> info.element("groupId", rule.source()));
    }
  }

  private synchronized String nextId(String prefix) {
    return "%s-0%016x".formatted(prefix, random.nextLong());
  }
}
