package io.latticeoperator.simulator.ec2;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.simulator.aws.Caller;
import io.latticeoperator.simulator.aws.Dependents;
import io.latticeoperator.simulator.aws.SecurityGroup;
import io.latticeoperator.simulator.aws.SecurityGroup.PeerKind;
import io.latticeoperator.simulator.aws.SecurityGroup.Rule;
import io.latticeoperator.simulator.aws.ServiceCall;
import io.latticeoperator.simulator.aws.TextInput;
import io.latticeoperator.simulator.aws.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The actions of EC2 on security groups as a whole. */
final class SecurityGroups {
  private static final String DEFAULT = "default";
  private static final Pattern TEXT =
      Pattern.compile("[a-zA-Z0-9 ._:/()#,@\\[\\]+=&;{}!$*-]{1,255}");

  private final World world;
  private final Vpcs vpcs;
  private final Ids ids;
  private final Dependents dependents;

  SecurityGroups(World world, Vpcs vpcs, Ids ids, Dependents dependents) {
    this.world = world;
    this.vpcs = vpcs;
    this.ids = ids;
    this.dependents = dependents;
  }

  List<SecurityGroup> of(Caller caller) {
    return world.securityGroups().stream().filter(group -> group.isOf(caller)).toList();
  }

  SecurityGroup require(Caller caller, String id) {
    return world
        .securityGroup(id)
        .filter(group -> group.isOf(caller))
        .orElseThrow(
            () ->
                Refusals.of(
                    id.matches("sg-[0-9a-z]+")
                        ? "InvalidGroup.NotFound"
                        : "InvalidGroupId.Malformed",
                    id.matches("sg-[0-9a-z]+")
                        ? "The security group '%s' does not exist"
                        : "Invalid id: \"%s\" (expecting \"sg-...\")",
                    id));
  }

  ObjectNode describe(ServiceCall call, TextInput input) {
    var wanted = input.texts("GroupId");
    var names = input.texts("GroupName");
    wanted.forEach(id -> require(call.caller(), id));
    var found =
        Filters.of(input)
            .select(
                of(call.caller()),
                Map.of(
                    "vpc-id", group -> List.of(group.vpcId()),
                    "group-id", group -> List.of(group.id()),
                    "group-name", group -> List.of(group.name()),
                    "description", group -> List.of(group.description()),
                    "owner-id", group -> List.of(group.account()),
                    "ip-permission.prefix-list-id",
                        group -> peers(group.ingress(), PeerKind.PREFIX_LIST),
                    "ip-permission.cidr", group -> peers(group.ingress(), PeerKind.IPV4),
                    "ip-permission.group-id",
                        group -> peers(group.ingress(), PeerKind.SECURITY_GROUP)),
                group -> world.tags(group.id()))
            .stream()
            .filter(group -> wanted.isEmpty() || wanted.contains(group.id()))
            .filter(group -> names.isEmpty() || names.contains(group.name()))
            .toList();
    return Listing.of(input, "securityGroupInfo", found, SecurityGroup::id, 5, this::written);
  }

  private static List<String> peers(List<Rule> rules, PeerKind kind) {
    return rules.stream().filter(rule -> rule.peerKind() == kind).map(Rule::peer).toList();
  }

  ObjectNode create(ServiceCall call, TextInput input) {
    var name = input.require("GroupName");
    var description = input.require("GroupDescription");
    var vpcId =
        input
            .text("VpcId")
            .orElseThrow(() -> Refusals.of("VPCIdNotSpecified", "No default VPC for this user"));
    var vpc = vpcs.require(call.caller(), vpcId);
    if (name.equals(DEFAULT)) {
      throw Refusals.invalid("Cannot use reserved security group name: %s", DEFAULT);
    }
    if (name.startsWith("sg-") || !TEXT.matcher(name).matches()) {
      throw Refusals.invalid(
          "Value (%s) for parameter GroupName is invalid. Group names may not be in the format"
              + " sg-*, nor have other characters than a-z, A-Z, 0-9, spaces, and"
              + " ._-:/()#,@[]+=&;{}!$*",
          name);
    }
    if (!TEXT.matcher(description).matches()) {
      throw Refusals.invalid(
          "Value (%s) for parameter GroupDescription is invalid. Character sets beyond ASCII are"
              + " not supported.",
          description);
    }
    for (var group : of(call.caller())) {
      if (group.vpcId().equals(vpcId) && group.name().equals(name)) {
        throw Refusals.of(
            "InvalidGroup.Duplicate",
            "The security group '%s' already exists for VPC '%s'",
            name,
            vpcId);
      }
    }
    var tags = Tags.specified(input, "security-group");
    var group =
        new SecurityGroup(
            ids.next("sg"),
            vpc.account(),
            vpc.region(),
            vpcId,
            name,
            description,
            List.of(),
            List.of(Rule.everything(ids.next("sgr"), PeerKind.IPV4, "0.0.0.0/0")));
    world.put(group);
    world.tag(group.id(), tags);
    var output =
        JsonNodeFactory.instance.objectNode().put("return", true).put("groupId", group.id());
    Tags.write(output.putArray("tagSet"), tags);
    return output.put("securityGroupArn", Arns.of(call.caller(), group.id()));
  }

  ObjectNode delete(ServiceCall call, TextInput input) {
    var group = require(call.caller(), input.require("GroupId"));
    if (group.name().equals(DEFAULT)) {
      throw Refusals.of(
          "CannotDelete",
          "the specified group: \"%s\" name: \"default\" cannot be deleted by a user",
          group.id());
    }
    boolean isNamed =
        of(call.caller()).stream()
            .anyMatch(other -> !other.id().equals(group.id()) && other.names(group.id()));
    if (isNamed || dependents.use(group.id())) {
      throw Refusals.of("DependencyViolation", "resource %s has a dependent object", group.id());
    }
    world.removeSecurityGroup(group.id());
    return JsonNodeFactory.instance.objectNode().put("return", true).put("groupId", group.id());
  }

  private ObjectNode written(SecurityGroup group) {
    var output =
        JsonNodeFactory.instance
            .objectNode()
            .put("ownerId", group.account())
            .put("groupId", group.id())
            .put("groupName", group.name())
            .put("groupDescription", group.description())
            .put("vpcId", group.vpcId())
            .put(
                "securityGroupArn",
                "arn:aws:ec2:%s:%s:security-group/%s"
                    .formatted(group.region(), group.account(), group.id()));
    permissions(output.putArray("ipPermissions"), group.ingress(), group.account());
    permissions(output.putArray("ipPermissionsEgress"), group.egress(), group.account());
    Tags.write(output.putArray("tagSet"), world.tags(group.id()));
    return output;
  }

  /** Rules that differ only in their peers are one permission. */
  private static void permissions(ArrayNode set, List<Rule> rules, String account) {
    var rest = new ArrayList<>(rules);
    while (!rest.isEmpty()) {
      var first = rest.getFirst();
      var permission = set.addObject().put("ipProtocol", first.protocol());
      if (!first.protocol().equals(Rule.ANY_PROTOCOL)) {
        permission.put("fromPort", first.fromPort()).put("toPort", first.toPort());
      }
      permission.putArray("groups");
      permission.putArray("ipRanges");
      permission.putArray("ipv6Ranges");
      permission.putArray("prefixListIds");
      for (var rule : rest.stream().filter(first::isOfTheSamePermissionAs).toList()) {
        peer(permission, rule, account);
        rest.remove(rule);
      }
    }
  }

  private static void peer(ObjectNode permission, Rule rule, String account) {
    var peer =
        switch (rule.peerKind()) {
          case IPV4 -> permission.withArray("ipRanges").addObject().put("cidrIp", rule.peer());
          case IPV6 -> permission.withArray("ipv6Ranges").addObject().put("cidrIpv6", rule.peer());
          case PREFIX_LIST ->
              permission.withArray("prefixListIds").addObject().put("prefixListId", rule.peer());
          case SECURITY_GROUP ->
              permission
                  .withArray("groups")
                  .addObject()
                  .put("groupId", rule.peer())
                  .put("userId", account);
        };
    peer.put("description", rule.description());
  }
}
