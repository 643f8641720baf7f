package io.latticeoperator.simulator.direct;

import com.fasterxml.jackson.databind.JsonNode;
import io.latticeoperator.cloud.GroupFilter;
import io.latticeoperator.cloud.Read;
import io.latticeoperator.cloud.Result;
import io.latticeoperator.model.ResourceStatus;
import java.util.List;

/** Finds what is only referred to. */
record References(Calls calls) {

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
    var input = Calls.input();
    Inputs.filter(input, "prefix-list-name", name);
    return calls.items(Service.EC2, "DescribeManagedPrefixLists", input, "prefixListSet").stream()
        .map(list -> item(list, "prefixListId", "prefixListArn", "prefixListName"))
        .toList();
  }

  private List<Result.Item> securityGroups(GroupFilter wanted) {
    var input = Calls.input();
    Inputs.filter(input, "vpc-id", wanted.vpcId());
    wanted.tags().forEach((key, value) -> Inputs.filter(input, "tag:" + key, value));
    return calls.items(Service.EC2, "DescribeSecurityGroups", input, "securityGroupInfo").stream()
        .map(group -> item(group, "groupId", "securityGroupArn", "groupName"))
        .toList();
  }

  private static Result.Item item(JsonNode output, String id, String arn, String name) {
    return new Result.Item(
        Outputs.text(output, id),
        Outputs.text(output, arn),
        Outputs.text(output, name),
        ResourceStatus.ACTIVE);
  }
}
