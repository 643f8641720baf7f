package io.latticeoperator.cloud.aws;

import io.latticeoperator.cloud.GroupFilter;
import io.latticeoperator.cloud.Read;
import io.latticeoperator.cloud.Result;
import io.latticeoperator.model.ResourceStatus;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeManagedPrefixListsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsResponse;
import software.amazon.awssdk.services.ec2.model.Filter;

/** Finds what is only referred to. */
record References(Ec2Client ec2, Calls calls) {

  List<Result.Item> named(Read.Named named) {
    return switch (named.kind()) {
      case PREFIX_LIST -> prefixLists(named.filter());
      case SECURITY_GROUP -> securityGroups(GroupFilter.parse(named.filter()));
      case SERVICE_NETWORK,
          SERVICE,
          TARGET_GROUP,
          LISTENER,
          SERVICE_ASSOCIATION,
          VPC_ASSOCIATION,
          AUTH_POLICY,
          RESOURCE_POLICY,
          ACCESS_LOG,
          LOG_GROUP,
          RESOURCE_SHARE,
          SHARE_ACCEPTANCE,
          SECURITY_GROUP_RULE,
          DASHBOARD,
          ALARM ->
          throw new IllegalArgumentException(
              "a " + named.kind().words() + " is not only referred to");
    };
  }

  private List<Result.Item> prefixLists(String name) {
    return calls
        .items(
            token ->
                ec2.describeManagedPrefixLists(
                    page ->
                        page.filters(RuleCalls.filter("prefix-list-name", name)).nextToken(token)),
            DescribeManagedPrefixListsResponse::nextToken,
            DescribeManagedPrefixListsResponse::prefixLists)
        .stream()
        .map(
            list ->
                new Result.Item(
                    list.prefixListId(),
                    list.prefixListArn(),
                    list.prefixListName(),
                    ResourceStatus.ACTIVE))
        .toList();
  }

  private List<Result.Item> securityGroups(GroupFilter wanted) {
    var filters = new ArrayList<Filter>();
    filters.add(RuleCalls.filter("vpc-id", wanted.vpcId()));
    wanted.tags().forEach((key, value) -> filters.add(RuleCalls.filter("tag:" + key, value)));
    return calls
        .items(
            token -> ec2.describeSecurityGroups(page -> page.filters(filters).nextToken(token)),
            DescribeSecurityGroupsResponse::nextToken,
            DescribeSecurityGroupsResponse::securityGroups)
        .stream()
        .map(
            group ->
                new Result.Item(
                    group.groupId(),
                    group.securityGroupArn(),
                    group.groupName(),
                    ResourceStatus.ACTIVE))
        .toList();
  }
}
