package io.latticeoperator.simulator.ec2;

import io.latticeoperator.simulator.aws.Access;
import io.latticeoperator.simulator.aws.ServiceCall;
import io.latticeoperator.simulator.aws.TagKeys;
import io.latticeoperator.simulator.aws.TextInput;
import io.latticeoperator.simulator.aws.World;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What callers have to be allowed to do for the actions that change something. */
final class Needs {
  private final World world;

  Needs(World world) {
    this.world = world;
  }

  /**
   * To create a resource, in a VPC or not, and to tag it.
   *
   * @param type of the resource, as in its ARN
   */
  List<Access> creating(ServiceCall call, String type) {
    var input = Refusals.input(call);
    var created = Arns.of(call.caller(), type, "*");
    var action = action(call);
    var needs = new ArrayList<Access>();
    var keys = specified(input);
    needs.add(new Access(action, created, keys));
    input
        .text("VpcId")
        .ifPresent(vpc -> needs.add(on(action, Arns.of(call.caller(), "vpc", vpc), vpc, Map.of())));
    if (Tags.areSpecified(input)) {
      keys.put("ec2:CreateAction", List.of(call.operation()));
      needs.add(new Access("ec2:CreateTags", created, keys));
    }
    return needs;
  }

  /**
   * To change the resources that a member names.
   *
   * @param member with the id of a resource, or several
   */
  List<Access> changing(ServiceCall call, String member) {
    var input = Refusals.input(call);
    var action = action(call);
    var ids =
        call.input().path(member).isArray()
            ? input.texts(member)
            : input.text(member).map(List::of).orElse(List.of());
    var needs = new ArrayList<Access>();
    for (var id : ids) {
      needs.add(on(action, Arns.of(call.caller(), id), id, requested(input)));
    }
    return needs.isEmpty() ? List.of(Access.to(action, "*")) : needs;
  }

  /** To add rules to a security group: on the group, and on the rules that come. */
  List<Access> adding(ServiceCall call, String member) {
    var needs = new ArrayList<>(changing(call, member));
    var input = Refusals.input(call);
    var added = Arns.of(call.caller(), "security-group-rule", "*");
    var keys = specified(input);
    needs.add(new Access(action(call), added, keys));
    if (Tags.areSpecified(input)) {
      keys.put("ec2:CreateAction", List.of(call.operation()));
      needs.add(new Access("ec2:CreateTags", added, keys));
    }
    return needs;
  }

  /** To change rules: on the group, on each rule, and on the prefix lists that they now name. */
  List<Access> modifying(ServiceCall call, String member) {
    var needs = new ArrayList<>(changing(call, member));
    for (var change : Refusals.input(call).structures("SecurityGroupRule")) {
      change
          .text("SecurityGroupRuleId")
          .ifPresent(
              id ->
                  needs.add(
                      on(
                          action(call),
                          Arns.of(call.caller(), "security-group-rule", id),
                          id,
                          Map.of())));
      change
          .structure("SecurityGroupRule")
          .text("PrefixListId")
          .ifPresent(
              id -> needs.add(Access.to(action(call), Arns.of(call.caller(), "prefix-list", id))));
    }
    return needs;
  }

  private static String action(ServiceCall call) {
    return Ec2.NAME + ":" + call.operation();
  }

  private Access on(String action, String arn, String id, Map<String, List<String>> requested) {
    var keys = new HashMap<>(requested);
    keys.putAll(TagKeys.ofResource(world.tags(id)));
    return new Access(action, arn, keys);
  }

  /** Of the tags that a create writes. */
  private static Map<String, List<String>> specified(TextInput input) {
    var keys = new HashMap<String, List<String>>();
    for (var specification : input.structures("TagSpecification")) {
      keys.putAll(requested(specification));
    }
    return keys;
  }

  private static Map<String, List<String>> requested(TextInput input) {
    var tags = new TreeMap<String, String>();
    for (var tag : input.structures("Tag")) {
      tags.put(tag.require("Key"), tag.text("Value").orElse(""));
    }
    return TagKeys.ofRequest(tags);
  }
}
