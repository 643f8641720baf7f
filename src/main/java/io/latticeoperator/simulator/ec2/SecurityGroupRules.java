package io.latticeoperator.simulator.ec2;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.simulator.aws.Caller;
import io.latticeoperator.simulator.aws.SecurityGroup;
import io.latticeoperator.simulator.aws.SecurityGroup.Direction;
import io.latticeoperator.simulator.aws.SecurityGroup.PeerKind;
import io.latticeoperator.simulator.aws.SecurityGroup.Rule;
import io.latticeoperator.simulator.aws.ServiceCall;
import io.latticeoperator.simulator.aws.ServiceRefusal;
import io.latticeoperator.simulator.aws.TextInput;
import io.latticeoperator.simulator.aws.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Stream;

/** The actions of EC2 on the rules of security groups. */
final class SecurityGroupRules {
  /** Of one group, direction and address family; a rule that names a group counts in both. */
  private static final int MOST = 60;

  private final World world;
  private final SecurityGroups groups;
  private final Ids ids;

  SecurityGroupRules(World world, SecurityGroups groups, Ids ids) {
    this.world = world;
    this.groups = groups;
    this.ids = ids;
  }

  /** A rule with the group that it is in. */
  private record Placed(SecurityGroup group, Direction direction, Rule rule) {
    String id() {
      return rule.id();
    }
  }

  ObjectNode authorize(ServiceCall call, TextInput input, Direction direction) {
    var caller = call.caller();
    var group = groups.require(caller, input.require("GroupId"));
    var added = read(caller, input);
    if (added.isEmpty()) {
      throw input.missing("IpPermissions");
    }
    var rules = new ArrayList<>(group.rules(direction));
    for (var rule : added) {
      refuseDuplicate(rules, rule);
      rules.add(rule);
    }
    admit(caller, rules);
    var tags = Tags.specified(input, "security-group-rule");
    world.put(group.with(direction, rules));
    added.forEach(rule -> world.tag(rule.id(), tags));
    var output = JsonNodeFactory.instance.objectNode().put("return", true);
    var set = output.putArray("securityGroupRuleSet");
    added.forEach(rule -> write(set, new Placed(group, direction, rule), tags));
    return output;
  }

  ObjectNode revoke(ServiceCall call, TextInput input, Direction direction) {
    var caller = call.caller();
    var group = groups.require(caller, input.require("GroupId"));
    var rules = new ArrayList<>(group.rules(direction));
    var revoked = new ArrayList<Rule>();
    for (var id : input.texts("SecurityGroupRuleId")) {
      revoked.add(
          rules.stream()
              .filter(rule -> rule.id().equals(id))
              .findFirst()
              .orElseThrow(() -> noRule(id)));
    }
    for (var named : read(caller, input)) {
      revoked.add(
          rules.stream()
              .filter(named::admitsTheSameAs)
              .findFirst()
              .orElseThrow(
                  () ->
                      Refusals.of(
                          "InvalidPermission.NotFound",
                          "The specified rule does not exist in this security group.")));
    }
    if (revoked.isEmpty()) {
      throw input.missing("IpPermissions");
    }
    rules.removeAll(revoked);
    world.put(group.with(direction, rules));
    revoked.forEach(rule -> world.tag(rule.id(), Map.of()));
    var output = JsonNodeFactory.instance.objectNode().put("return", true);
    var set = output.putArray("revokedSecurityGroupRuleSet");
    for (var rule : revoked) {
      set.add(
          written(new Placed(group, direction, rule))
              .put("securityGroupRuleId", rule.id())
              .put("groupId", group.id()));
    }
    return output;
  }

  ObjectNode modify(ServiceCall call, TextInput input) {
    var caller = call.caller();
    var group = groups.require(caller, input.require("GroupId"));
    var changed = group;
    for (var change : input.structures("SecurityGroupRule")) {
      var id = change.require("SecurityGroupRuleId");
      var rule =
          Permissions.changed(
              caller,
              change.structure("SecurityGroupRule"),
              id,
              peer -> groups.require(caller, peer).id(),
              ids);
      changed = replaced(caller, changed, rule);
    }
    world.put(changed);
    return JsonNodeFactory.instance.objectNode().put("return", true);
  }

  private static SecurityGroup replaced(Caller caller, SecurityGroup group, Rule rule) {
    for (var direction : Direction.values()) {
      var rules = new ArrayList<>(group.rules(direction));
      if (rules.removeIf(old -> old.id().equals(rule.id()))) {
        refuseDuplicate(rules, rule);
        rules.add(rule);
        admit(caller, rules);
        return group.with(direction, rules);
      }
    }
    throw noRule(rule.id());
  }

  ObjectNode describe(ServiceCall call, TextInput input) {
    var all = groups.of(call.caller()).stream().flatMap(SecurityGroupRules::placed).toList();
    var wanted = input.texts("SecurityGroupRuleId");
    for (var id : wanted) {
      if (all.stream().noneMatch(placed -> placed.id().equals(id))) {
        throw noRule(id);
      }
    }
    var found =
        Filters.of(input)
            .select(
                all,
                Map.of(
                    "group-id", placed -> List.of(placed.group().id()),
                    "security-group-rule-id", placed -> List.of(placed.id())),
                placed -> world.tags(placed.id()))
            .stream()
            .filter(placed -> wanted.isEmpty() || wanted.contains(placed.id()))
            .toList();
    return Listing.of(
        input,
        "securityGroupRuleSet",
        found,
        Placed::id,
        5,
        placed -> {
          var set = JsonNodeFactory.instance.arrayNode();
          return write(set, placed, world.tags(placed.id()));
        });
  }

  private static Stream<Placed> placed(SecurityGroup group) {
    return Stream.of(Direction.values())
        .flatMap(
            direction ->
                group.rules(direction).stream().map(rule -> new Placed(group, direction, rule)));
  }

  private List<Rule> read(Caller caller, TextInput input) {
    return Permissions.read(caller, input, ids, id -> groups.require(caller, id).id());
  }

  private static void refuseDuplicate(List<Rule> rules, Rule rule) {
    if (rules.stream().anyMatch(rule::admitsTheSameAs)) {
      throw Refusals.of(
          "InvalidPermission.Duplicate",
          "the specified rule \"peer: %s, %s, from port: %d, to port: %d, ALLOW\" already exists",
          rule.peer(),
          rule.protocol().toUpperCase(Locale.ROOT),
          rule.fromPort(),
          rule.toPort());
    }
  }

  private static void admit(Caller caller, List<Rule> rules) {
    for (var family : List.of(PeerKind.IPV4, PeerKind.IPV6)) {
      if (rules.stream().mapToInt(rule -> weight(caller, rule, family)).sum() > MOST) {
        throw Refusals.of(
            "RulesPerSecurityGroupLimitExceeded",
            "The maximum number of rules per security group has been reached.");
      }
    }
  }

  private static int weight(Caller caller, Rule rule, PeerKind family) {
    return switch (rule.peerKind()) {
      case IPV4, IPV6 -> rule.peerKind() == family ? 1 : 0;
      case PREFIX_LIST -> {
        var list = PrefixLists.require(caller.region(), rule.peer());
        yield list.family() == family ? list.weight() : 0;
      }
      case SECURITY_GROUP -> 1;
    };
  }

  private static ServiceRefusal noRule(String id) {
    return Refusals.of(
        "InvalidSecurityGroupRuleId.NotFound",
        "The security group rule ID '%s' does not exist",
        id);
  }

  private static ObjectNode write(ArrayNode set, Placed placed, SortedMap<String, String> tags) {
    var rule = placed.rule();
    var group = placed.group();
    var output =
        written(placed)
            .put("securityGroupRuleId", rule.id())
            .put("groupId", group.id())
            .put("groupOwnerId", group.account())
            .put(
                "securityGroupRuleArn",
                "arn:aws:ec2:%s:%s:security-group-rule/%s"
                    .formatted(group.region(), group.account(), rule.id()));
    Tags.write(output.putArray("tagSet"), tags);
    set.add(output);
    return output;
  }

  private static ObjectNode written(Placed placed) {
    var rule = placed.rule();
    var output =
        JsonNodeFactory.instance
            .objectNode()
            .put("isEgress", placed.direction() == Direction.EGRESS)
            .put("ipProtocol", rule.protocol())
            .put("fromPort", rule.fromPort())
            .put("toPort", rule.toPort())
            .put("description", rule.description());
    switch (rule.peerKind()) {
      case IPV4 -> output.put("cidrIpv4", rule.peer());
      case IPV6 -> output.put("cidrIpv6", rule.peer());
      case PREFIX_LIST -> output.put("prefixListId", rule.peer());
      case SECURITY_GROUP ->
          output
              .putObject("referencedGroupInfo")
              .put("groupId", rule.peer())
              .put("userId", placed.group().account())
              .put("vpcId", placed.group().vpcId());
    }
    return output;
  }
}
