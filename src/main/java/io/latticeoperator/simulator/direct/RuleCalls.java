package io.latticeoperator.simulator.direct;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.cloud.RuleDescription;
import io.latticeoperator.cloud.RuleSubject;
import io.latticeoperator.model.Ownership;
import io.latticeoperator.model.Physical;
import io.latticeoperator.model.Resource;
import io.latticeoperator.model.SecurityGroupRule;
import io.latticeoperator.model.TargetGroup.IpAddressType;
import io.latticeoperator.plan.Change;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Inbound TCP rules from prefix lists. */
record RuleCalls(Calls calls) implements ProvisionCalls {
  private static final String TCP = "tcp";

  @Override
  public List<Resource> find(String subject) {
    var rules =
        calls
            .items(
                Service.EC2, "DescribeSecurityGroupRules", filters(subject), "securityGroupRuleSet")
            .stream()
            .filter(rule -> !rule.path("isEgress").booleanValue() && rule.has("prefixListId"))
            .filter(rule -> Outputs.text(rule, "ipProtocol").equals(TCP))
            .toList();
    var families =
        families(
            rules.stream()
                .map(rule -> Outputs.text(rule, "prefixListId"))
                .distinct()
                .sorted()
                .toList());
    return rules.stream().map(rule -> resource(rule, families)).toList();
  }

  private static ObjectNode filters(String subject) {
    var input = Calls.input();
    switch (RuleSubject.parse(subject)) {
      case RuleSubject.Group group -> Inputs.filter(input, "group-id", group.groupId());
      case RuleSubject.Tagged tagged -> {
        Inputs.filter(input, "tag:" + Ownership.CLUSTER_UID, tagged.clusterUid());
        Inputs.filter(input, "tag:" + Ownership.OWNER, tagged.owner());
      }
    }
    return input;
  }

  /** A rule does not say of which family its prefix list is. */
  private Map<String, IpAddressType> families(List<String> listIds) {
    if (listIds.isEmpty()) {
      return Map.of();
    }
    var input = Calls.input();
    Inputs.filter(input, "prefix-list-id", listIds);
    var families = new HashMap<String, IpAddressType>();
    for (var list :
        calls.items(Service.EC2, "DescribeManagedPrefixLists", input, "prefixListSet")) {
      families.put(
          Outputs.text(list, "prefixListId"),
          Outputs.text(list, "addressFamily").equals("IPv6")
              ? IpAddressType.IPV6
              : IpAddressType.IPV4);
    }
    return families;
  }

  private static Resource resource(JsonNode rule, Map<String, IpAddressType> families) {
    var tags = Outputs.tags(rule.path("tagSet"), "key", "value");
    var listId = Outputs.text(rule, "prefixListId");
    return new Resource(
        SecurityGroupRule.observed(
            Outputs.text(rule, "groupId"),
            families.get(listId),
            listId,
            rule.path("fromPort").intValue(),
            rule.path("toPort").intValue(),
            tags),
        physical(rule).withTags(tags));
  }

  private static Physical physical(JsonNode rule) {
    return Outputs.synchronous(
        Outputs.text(rule, "securityGroupRuleId"), Outputs.text(rule, "securityGroupRuleArn"));
  }

  @Override
  public Physical create(Change.Create create) {
    var rule = (SecurityGroupRule) create.node();
    var input = Calls.input().put("GroupId", rule.groupId());
    var permission = input.putArray("IpPermissions").addObject();
    ports(permission, rule);
    permission
        .putArray("PrefixListIds")
        .addObject()
        .put("PrefixListId", rule.prefixListId())
        .put("Description", RuleDescription.of(create.key(), create.tags()));
    var tags =
        input.putArray("TagSpecification").addObject().put("ResourceType", "security-group-rule");
    Inputs.tags(tags, "Tag", "Key", "Value", create.tags());
    return physical(
        calls
            .call(Service.EC2, "AuthorizeSecurityGroupIngress", input)
            .path("securityGroupRuleSet")
            .path(0));
  }

  /** Ports and prefix list in place; what is not repeated is lost, the description too. */
  @Override
  public @Nullable Physical update(Change.Update update) {
    var rule = (SecurityGroupRule) update.to();
    var input = Calls.input().put("GroupId", rule.groupId());
    var one =
        input
            .putArray("SecurityGroupRule")
            .addObject()
            .put("SecurityGroupRuleId", update.physical().id());
    ports(one.putObject("SecurityGroupRule"), rule)
        .put("PrefixListId", rule.prefixListId())
        .put("Description", RuleDescription.of(update.key(), update.physical().tags()));
    calls.call(Service.EC2, "ModifySecurityGroupRules", input);
    return null;
  }

  private static ObjectNode ports(ObjectNode into, SecurityGroupRule rule) {
    return into.put("IpProtocol", TCP)
        .put("FromPort", rule.fromPort())
        .put("ToPort", rule.toPort());
  }

  @Override
  public @Nullable Physical delete(Change.Delete delete) {
    var input = Calls.input().put("GroupId", ((SecurityGroupRule) delete.node()).groupId());
    Inputs.texts(input, "SecurityGroupRuleId", List.of(delete.physical().id()));
    calls.call(Service.EC2, "RevokeSecurityGroupIngress", input);
    return null;
  }

  @Override
  public void tag(Physical physical, Map<String, String> tags) {
    var input = Calls.input();
    Inputs.texts(input, "ResourceId", List.of(physical.id()));
    Inputs.tags(input, "Tag", "Key", "Value", tags);
    calls.call(Service.EC2, "CreateTags", input);
  }

  @Override
  public void untag(Physical physical, Set<String> keys) {
    var input = Calls.input();
    Inputs.texts(input, "ResourceId", List.of(physical.id()));
    var tags = input.putArray("Tag");
    keys.forEach(key -> tags.addObject().put("Key", key));
    calls.call(Service.EC2, "DeleteTags", input);
  }
}
