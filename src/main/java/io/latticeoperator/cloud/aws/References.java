package io.latticeoperator.cloud.aws;

import io.latticeoperator.cloud.GroupFilter;
import io.latticeoperator.cloud.Read;
import io.latticeoperator.cloud.Result;
import io.latticeoperator.cloud.aws.ec2.Ec2;
import io.latticeoperator.cloud.aws.ec2.Filter;
import io.latticeoperator.cloud.aws.ec2.Page;
import io.latticeoperator.model.ResourceStatus;
import java.util.ArrayList;
import java.util.List;

/** Finds what is only referred to. */
record References(Ec2 ec2, Calls calls) {

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
                    List.of(Filter.exactly("prefix-list-name", name)), token),
            Page::nextToken,
            Page::items)
        .stream()
        .map(list -> new Result.Item(list.id(), list.arn(), list.name(), ResourceStatus.ACTIVE))
        .toList();
  }

  private List<Result.Item> securityGroups(GroupFilter wanted) {
    var filters = new ArrayList<Filter>();
    filters.add(Filter.exactly("vpc-id", wanted.vpcId()));
    wanted.tags().forEach((key, value) -> filters.add(Filter.exactly("tag:" + key, value)));
    return calls
        .items(token -> ec2.describeSecurityGroups(filters, token), Page::nextToken, Page::items)
        .stream()
        .map(group -> new Result.Item(group.id(), group.arn(), group.name(), ResourceStatus.ACTIVE))
        .toList();
  }
}
