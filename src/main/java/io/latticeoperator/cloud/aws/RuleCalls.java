package io.latticeoperator.cloud.aws;

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
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeManagedPrefixListsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupRulesResponse;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.PrefixListId;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRuleUpdate;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** Inbound TCP rules from prefix lists. */
final class RuleCalls implements ProvisionCalls {
  private static final String TCP = "tcp";

  private final Ec2Client ec2;
  private final Calls calls;

  RuleCalls(Ec2Client ec2, Calls calls) {
    this.ec2 = ec2;
    this.calls = calls;
  }

  @Override
  public List<Resource> find(String subject) {
    var rules =
        calls
            .items(
                token ->
                    ec2.describeSecurityGroupRules(
                        page -> page.filters(filters(subject)).nextToken(token)),
                DescribeSecurityGroupRulesResponse::nextToken,
                DescribeSecurityGroupRulesResponse::securityGroupRules)
            .stream()
            .filter(rule -> !rule.isEgress() && rule.prefixListId() != null)
            .filter(rule -> TCP.equals(rule.ipProtocol()))
            .toList();
    var families =
        families(rules.stream().map(rule -> rule.prefixListId()).distinct().sorted().toList());
    return rules.stream().map(rule -> resource(rule, families)).toList();
  }

  private static List<Filter> filters(String subject) {
    return switch (RuleSubject.parse(subject)) {
      case RuleSubject.Group group -> List.of(filter("group-id", group.groupId()));
      case RuleSubject.Tagged tagged ->
          List.of(
              filter("tag:" + Ownership.CLUSTER_UID, tagged.clusterUid()),
              filter("tag:" + Ownership.OWNER, tagged.owner()));
    };
  }

  /** A rule does not say of which family its prefix list is. */
  private Map<String, IpAddressType> families(List<String> listIds) {
    if (listIds.isEmpty()) {
      return Map.of();
    }
    var families = new HashMap<String, IpAddressType>();
    calls
        .items(
            token ->
                ec2.describeManagedPrefixLists(
                    page ->
                        page.filters(
                                Filter.builder().name("prefix-list-id").values(listIds).build())
                            .nextToken(token)),
            DescribeManagedPrefixListsResponse::nextToken,
            DescribeManagedPrefixListsResponse::prefixLists)
        .forEach(
            list ->
                families.put(
                    list.prefixListId(),
                    "IPv6".equals(list.addressFamily()) ? IpAddressType.IPV6 : IpAddressType.IPV4));
    return families;
  }

  private static Resource resource(
      software.amazon.awssdk.services.ec2.model.SecurityGroupRule rule,
      Map<String, IpAddressType> families) {
    var tags = rule.tags().stream().collect(Collectors.toMap(Tag::key, Tag::value));
    return new Resource(
        SecurityGroupRule.observed(
            rule.groupId(),
            families.get(rule.prefixListId()),
            rule.prefixListId(),
            rule.fromPort(),
            rule.toPort(),
            tags),
        Answers.synchronous(rule.securityGroupRuleId(), rule.securityGroupRuleArn())
            .withTags(tags));
  }

  @Override
  public Physical create(Change.Create create) {
    var rule = (SecurityGroupRule) create.node();
    var source =
        PrefixListId.builder()
            .prefixListId(rule.prefixListId())
            .description(RuleDescription.of(create.key(), create.tags()))
            .build();
    var permission =
        IpPermission.builder()
            .ipProtocol(TCP)
            .fromPort(rule.fromPort())
            .toPort(rule.toPort())
            .prefixListIds(source)
            .build();
    var tags =
        TagSpecification.builder()
            .resourceType(ResourceType.SECURITY_GROUP_RULE)
            .tags(tags(create.tags()))
            .build();
    var made =
        calls
            .call(
                () ->
                    ec2.authorizeSecurityGroupIngress(
                        request ->
                            request
                                .groupId(rule.groupId())
                                .ipPermissions(permission)
                                .tagSpecifications(tags)))
            .securityGroupRules()
            .getFirst();
    return Answers.synchronous(made.securityGroupRuleId(), made.securityGroupRuleArn());
  }

  /** Ports and prefix list in place; what is not repeated is lost, the description too. */
  @Override
  public @Nullable Physical update(Change.Update update) {
    var rule = (SecurityGroupRule) update.to();
    var changed =
        SecurityGroupRuleUpdate.builder()
            .securityGroupRuleId(update.physical().id())
            .securityGroupRule(
                to ->
                    to.ipProtocol(TCP)
                        .fromPort(rule.fromPort())
                        .toPort(rule.toPort())
                        .prefixListId(rule.prefixListId())
                        .description(RuleDescription.of(update.key(), update.physical().tags())))
            .build();
    calls.call(
        () ->
            ec2.modifySecurityGroupRules(
                request -> request.groupId(rule.groupId()).securityGroupRules(changed)));
    return null;
  }

  @Override
  public @Nullable Physical delete(Change.Delete delete) {
    var rule = (SecurityGroupRule) delete.node();
    calls.call(
        () ->
            ec2.revokeSecurityGroupIngress(
                request ->
                    request.groupId(rule.groupId()).securityGroupRuleIds(delete.physical().id())));
    return null;
  }

  @Override
  public void tag(Physical physical, Map<String, String> added) {
    calls.call(() -> ec2.createTags(request -> request.resources(physical.id()).tags(tags(added))));
  }

  @Override
  public void untag(Physical physical, Set<String> keys) {
    var removed = keys.stream().map(key -> Tag.builder().key(key).build()).toList();
    calls.call(() -> ec2.deleteTags(request -> request.resources(physical.id()).tags(removed)));
  }

  static Filter filter(String name, String value) {
    return Filter.builder().name(name).values(escaped(value)).build();
  }

  /** In a filter, asterisk and question mark stand for other characters. */
  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("*", "\\*").replace("?", "\\?");
  }

  private static List<Tag> tags(Map<String, String> tags) {
    return tags.entrySet().stream()
        .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
        .toList();
  }
}
