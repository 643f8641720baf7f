package io.latticeoperator.cloud.aws;

import io.latticeoperator.cloud.RuleDescription;
import io.latticeoperator.cloud.RuleSubject;
import io.latticeoperator.cloud.aws.ec2.Ec2;
import io.latticeoperator.cloud.aws.ec2.Filter;
import io.latticeoperator.cloud.aws.ec2.Page;
import io.latticeoperator.cloud.aws.ec2.Permission;
import io.latticeoperator.cloud.aws.ec2.Rule;
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
final class RuleCalls implements ProvisionCalls {
  private static final String TCP = "tcp";

  private final Ec2 ec2;
  private final Calls calls;

  RuleCalls(Ec2 ec2, Calls calls) {
    this.ec2 = ec2;
    this.calls = calls;
  }

  @Override
  public List<Resource> find(String subject) {
    var filters = filters(subject);
    var rules =
        calls
            .items(
                token -> ec2.describeSecurityGroupRules(filters, token),
                Page::nextToken,
                Page::items)
            .stream()
            .filter(rule -> !rule.egress() && !rule.prefixListId().isEmpty())
            .filter(rule -> TCP.equals(rule.protocol()))
            .toList();
    var families =
        families(rules.stream().map(rule -> rule.prefixListId()).distinct().sorted().toList());
    return rules.stream().map(rule -> resource(rule, families)).toList();
  }

  private static List<Filter> filters(String subject) {
    return switch (RuleSubject.parse(subject)) {
      case RuleSubject.Group group -> List.of(Filter.exactly("group-id", group.groupId()));
      case RuleSubject.Tagged tagged ->
          List.of(
              Filter.exactly("tag:" + Ownership.CLUSTER_UID, tagged.clusterUid()),
              Filter.exactly("tag:" + Ownership.OWNER, tagged.owner()));
    };
  }

  /** A rule does not say of which family its prefix list is. */
  private Map<String, IpAddressType> families(List<String> listIds) {
    if (listIds.isEmpty()) {
      return Map.of();
    }
    var filters = List.of(Filter.anyOf("prefix-list-id", listIds));
    var families = new HashMap<String, IpAddressType>();
    calls
        .items(
            token -> ec2.describeManagedPrefixLists(filters, token), Page::nextToken, Page::items)
        .forEach(
            list ->
                families.put(
                    list.id(),
                    "IPv6".equals(list.addressFamily()) ? IpAddressType.IPV6 : IpAddressType.IPV4));
    return families;
  }

  private static Resource resource(Rule rule, Map<String, IpAddressType> families) {
    return new Resource(
        SecurityGroupRule.observed(
            rule.groupId(),
            families.get(rule.prefixListId()),
            rule.prefixListId(),
            rule.fromPort(),
            rule.toPort(),
            rule.tags()),
        Answers.synchronous(rule.id(), rule.arn()).withTags(rule.tags()));
  }

  @Override
  public Physical create(Change.Create create) {
    var rule = (SecurityGroupRule) create.node();
    var permission = permission(rule, RuleDescription.of(create.key(), create.tags()));
    var made =
        calls.call(
            () -> ec2.authorizeSecurityGroupIngress(rule.groupId(), permission, create.tags()));
    return Answers.synchronous(made.id(), made.arn());
  }

  private static Permission permission(SecurityGroupRule rule, String description) {
    return new Permission(rule.fromPort(), rule.toPort(), rule.prefixListId(), description);
  }

  /** Ports and prefix list in place; what is not repeated is lost, the description too. */
  @Override
  public @Nullable Physical update(Change.Update update) {
    var rule = (SecurityGroupRule) update.to();
    var permission = permission(rule, RuleDescription.of(update.key(), update.physical().tags()));
    calls.run(
        () -> ec2.modifySecurityGroupRules(rule.groupId(), update.physical().id(), permission));
    return null;
  }

  @Override
  public @Nullable Physical delete(Change.Delete delete) {
    var rule = (SecurityGroupRule) delete.node();
    calls.run(() -> ec2.revokeSecurityGroupIngress(rule.groupId(), delete.physical().id()));
    return null;
  }

  @Override
  public void tag(Physical physical, Map<String, String> added) {
    calls.run(() -> ec2.createTags(physical.id(), added));
  }

  @Override
  public void untag(Physical physical, Set<String> keys) {
    calls.run(() -> ec2.deleteTags(physical.id(), keys));
  }
}
