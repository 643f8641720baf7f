package io.latticeoperator.simulator.ec2;

import io.latticeoperator.simulator.aws.Access;
import io.latticeoperator.simulator.aws.ServiceCall;
import io.latticeoperator.simulator.aws.TextInput;
import io.latticeoperator.simulator.aws.World;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
    var action = Ec2.NAME + ":" + call.operation();
    var needs = new ArrayList<Access>();
    var keys = new HashMap<String, List<String>>();
    for (var specification : input.structures("TagSpecification")) {
      keys.putAll(requested(specification));
    }
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
    var action = Ec2.NAME + ":" + call.operation();
    var ids =
        call.input().path(member).isArray()
            ? input.texts(member)
            : input.text(member).map(List::of).orElse(List.of());
    var needs = new ArrayList<Access>();
    for (var id : ids) {
      needs.add(on(action, Arns.of(call.caller(), id), id, requested(input)));
    }
    if (Tags.areSpecified(input)) {
      var keys = new HashMap<String, List<String>>();
      for (var specification : input.structures("TagSpecification")) {
        keys.putAll(requested(specification));
      }
      keys.put("ec2:CreateAction", List.of(call.operation()));
      needs.add(
          new Access("ec2:CreateTags", Arns.of(call.caller(), "security-group-rule", "*"), keys));
    }
    return needs.isEmpty() ? List.of(Access.to(action, "*")) : needs;
  }

  private Access on(String action, String arn, String id, Map<String, List<String>> requested) {
    var keys = new HashMap<>(requested);
    world.tags(id).forEach((key, value) -> keys.put("aws:ResourceTag/" + key, List.of(value)));
    return new Access(action, arn, keys);
  }

  private static Map<String, List<String>> requested(TextInput input) {
    var keys = new HashMap<String, List<String>>();
    var names = new ArrayList<String>();
    for (var tag : input.structures("Tag")) {
      names.add(tag.require("Key"));
      keys.put("aws:RequestTag/" + names.getLast(), List.of(tag.text("Value").orElse("")));
    }
    if (!names.isEmpty()) {
      keys.put("aws:TagKeys", names);
    }
    return keys;
  }
}
