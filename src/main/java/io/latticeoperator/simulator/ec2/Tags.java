package io.latticeoperator.simulator.ec2;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.simulator.aws.Caller;
import io.latticeoperator.simulator.aws.SecurityGroup.Rule;
import io.latticeoperator.simulator.aws.ServiceCall;
import io.latticeoperator.simulator.aws.Subnet;
import io.latticeoperator.simulator.aws.TextInput;
import io.latticeoperator.simulator.aws.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Tags of VPCs, subnets, security groups and their rules. */
final class Tags {
  private static final int MOST = 50;
  private static final int LONGEST_KEY = 127;
  private static final int LONGEST_VALUE = 256;

  private final World world;

  Tags(World world) {
    this.world = world;
  }

  /** One tag of one resource. */
  private record Tagged(String id, String key, String value) {
    String order() {
      return id + " " + key;
    }
  }

  /** What a create wants the new resource to be tagged with. */
  static SortedMap<String, String> specified(TextInput input, String type) {
    var tags = new TreeMap<String, String>();
    for (var specification : input.structures("TagSpecification")) {
      var wanted = specification.require("ResourceType");
      if (!wanted.equals(type)) {
        throw Refusals.invalid(
            "'%s' is not a valid taggable resource type for this operation.", wanted);
      }
      tags.putAll(pairs(specification));
    }
    admit(tags);
    return tags;
  }

  /** Whether the call tags what it creates, for which it needs {@code ec2:CreateTags} too. */
  static boolean areSpecified(TextInput input) {
    return input.has("TagSpecification");
  }

  static void write(ArrayNode set, Map<String, String> tags) {
    tags.forEach((key, value) -> set.addObject().put("key", key).put("value", value));
  }

  ObjectNode create(ServiceCall call, TextInput input) {
    var ids = resources(call.caller(), input);
    var added = pairs(input);
    if (added.isEmpty()) {
      throw input.missing("Tag");
    }
    for (var id : ids) {
      var all = world.tags(id);
      all.putAll(added);
      admit(all);
    }
    for (var id : ids) {
      var all = world.tags(id);
      all.putAll(added);
      world.tag(id, all);
    }
    return JsonNodeFactory.instance.objectNode().put("return", true);
  }

  /** A tag without a value goes whatever its value is; with no tags at all, all go. */
  ObjectNode delete(ServiceCall call, TextInput input) {
    for (var id : resources(call.caller(), input)) {
      var tags = world.tags(id);
      for (var removed : input.structures("Tag")) {
        var key = removed.require("Key");
        var value = removed.text("Value");
        if (value.isEmpty() || value.get().equals(tags.get(key))) {
          tags.remove(key);
        }
      }
      world.tag(id, input.has("Tag") ? tags : Map.of());
    }
    return JsonNodeFactory.instance.objectNode().put("return", true);
  }

  ObjectNode describe(ServiceCall call, TextInput input) {
    var all = new ArrayList<Tagged>();
    for (var id : idsOf(call.caller())) {
      world.tags(id).forEach((key, value) -> all.add(new Tagged(id, key, value)));
    }
    var found =
        Filters.of(input)
            .select(
                all,
                Map.of(
                    "resource-id", tag -> List.of(tag.id()),
                    "resource-type", tag -> List.of(Arns.typeOf(tag.id())),
                    "key", tag -> List.of(tag.key()),
                    "value", tag -> List.of(tag.value())),
                tag -> new TreeMap<>(Map.of(tag.key(), tag.value())));
    return Listing.of(
        input,
        "tagSet",
        found,
        Tagged::order,
        5,
        tag ->
            JsonNodeFactory.instance
                .objectNode()
                .put("resourceId", tag.id())
                .put("resourceType", Arns.typeOf(tag.id()))
                .put("key", tag.key())
                .put("value", tag.value()));
  }

  /** All tags of a caller's resources, by ARN. */
  SortedMap<String, SortedMap<String, String>> of(Caller caller) {
    var all = new TreeMap<String, SortedMap<String, String>>();
    for (var id : idsOf(caller)) {
      var tags = world.tags(id);
      if (!tags.isEmpty()) {
        all.put(Arns.of(caller, id), tags);
      }
    }
    return all;
  }

  private List<String> resources(Caller caller, TextInput input) {
    var ids = input.texts("ResourceId");
    if (ids.isEmpty()) {
      throw input.missing("ResourceId");
    }
    var known = idsOf(caller);
    for (var id : ids) {
      if (!known.contains(id)) {
        throw unknown(id);
      }
    }
    return ids;
  }

  private static RuntimeException unknown(String id) {
    return switch (Arns.typeOf(id)) {
      case "security-group" ->
          Refusals.of("InvalidGroup.NotFound", "The security group '%s' does not exist", id);
      case "security-group-rule" ->
          Refusals.of(
              "InvalidSecurityGroupRuleId.NotFound",
              "The security group rule ID '%s' does not exist",
              id);
      case "vpc" -> Refusals.of("InvalidVpcID.NotFound", "The vpc ID '%s' does not exist", id);
      case "subnet" ->
          Refusals.of("InvalidSubnetID.NotFound", "The subnet ID '%s' does not exist", id);
      default -> Refusals.of("InvalidID", "The ID '%s' is not valid", id);
    };
  }

  private List<String> idsOf(Caller caller) {
    var groups = world.securityGroups().stream().filter(group -> group.isOf(caller)).toList();
    var vpcs = world.vpcs().stream().filter(vpc -> vpc.isOf(caller)).toList();
    return Stream.of(
            vpcs.stream().map(vpc -> vpc.id()),
            vpcs.stream().flatMap(vpc -> vpc.subnets().stream()).map(Subnet::id),
            groups.stream().map(group -> group.id()),
            groups.stream().flatMap(group -> group.ingress().stream()).map(Rule::id),
            groups.stream().flatMap(group -> group.egress().stream()).map(Rule::id))
        .flatMap(ids -> ids)
        .toList();
  }

  private static SortedMap<String, String> pairs(TextInput input) {
    var tags = new TreeMap<String, String>();
    for (var tag : input.structures("Tag")) {
      tags.put(tag.require("Key"), tag.text("Value").orElse(""));
    }
    return tags;
  }

  private static void admit(Map<String, String> tags) {
    if (tags.size() > MOST) {
      throw Refusals.of("TagLimitExceeded", "More than %d tags specified", MOST);
    }
    tags.forEach(
        (key, value) -> {
          if (key.regionMatches(true, 0, "aws:", 0, "aws:".length())) {
            throw Refusals.invalid("Tag keys starting with 'aws:' are reserved for internal use");
          }
          if (key.isEmpty() || key.length() > LONGEST_KEY) {
            throw Refusals.invalid("Tag key exceeds the maximum length of %d", LONGEST_KEY);
          }
          if (value.length() > LONGEST_VALUE) {
            throw Refusals.invalid("Tag value exceeds the maximum length of %d", LONGEST_VALUE);
          }
        });
  }
}
