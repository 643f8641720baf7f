package io.latticeoperator.cloud.aws.ec2;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.protocols.query.unmarshall.XmlElement;

/**
 * The operations of EC2 that are needed, each a method of the operation's name, for permissions are
 * derived from what is called. For any number of threads.
 *
 * <p>They throw what the SDK's clients throw.
 */
public final class Ec2 {
  private final QueryClient client;

  /**
   * @param client is shared
   */
  public Ec2(QueryClient client) {
    this.client = client;
  }

  /**
   * A prefix list.
   *
   * @param addressFamily IPv4 or IPv6
   */
  public record PrefixList(String id, String arn, String name, String addressFamily) {}

  /**
   * A security group.
   *
   * @param arn may be empty
   */
  public record Group(String id, String arn, String name) {}

  /** A VPC with the address ranges of both families. */
  public record Vpc(String id, List<String> cidrs) {}

  /** A subnet with the address ranges of both families. */
  public record Subnet(String id, List<String> cidrs, String availabilityZone) {}

  /** A network interface: its private IPv4 addresses, and the ids of its security groups. */
  public record NetworkInterface(List<String> addresses, List<String> groupIds) {}

  public Page<Rule> describeSecurityGroupRules(Collection<Filter> filters, @Nullable String token) {
    return list("DescribeSecurityGroupRules", filters, token, Rule::all);
  }

  public Page<PrefixList> describeManagedPrefixLists(
      Collection<Filter> filters, @Nullable String token) {
    return list(
        "DescribeManagedPrefixLists",
        filters,
        token,
        "prefixListSet",
        list ->
            new PrefixList(
                Elements.required(list, "prefixListId"),
                Elements.required(list, "prefixListArn"),
                Elements.required(list, "prefixListName"),
                Elements.required(list, "addressFamily")));
  }

  public Page<Group> describeSecurityGroups(Collection<Filter> filters, @Nullable String token) {
    return list(
        "DescribeSecurityGroups",
        filters,
        token,
        "securityGroupInfo",
        group ->
            new Group(
                Elements.required(group, "groupId"),
                Elements.orEmpty(group, "securityGroupArn"),
                Elements.required(group, "groupName")));
  }

  public Page<Vpc> describeVpcs(Collection<Filter> filters, @Nullable String token) {
    return list(
        "DescribeVpcs",
        filters,
        token,
        "vpcSet",
        vpc ->
            new Vpc(
                Elements.required(vpc, "vpcId"),
                joined(
                    Elements.items(vpc, "cidrBlockAssociationSet", Ec2::cidr),
                    Elements.items(vpc, "ipv6CidrBlockAssociationSet", Ec2::ipv6Cidr))));
  }

  public Page<Subnet> describeSubnets(Collection<Filter> filters, @Nullable String token) {
    return list(
        "DescribeSubnets",
        filters,
        token,
        "subnetSet",
        subnet ->
            new Subnet(
                Elements.required(subnet, "subnetId"),
                joined(
                    subnet.getElementsByName("cidrBlock").stream()
                        .map(XmlElement::textContent)
                        .toList(),
                    Elements.items(subnet, "ipv6CidrBlockAssociationSet", Ec2::ipv6Cidr)),
                Elements.required(subnet, "availabilityZone")));
  }

  public Page<NetworkInterface> describeNetworkInterfaces(
      Collection<Filter> filters, @Nullable String token) {
    return list(
        "DescribeNetworkInterfaces",
        filters,
        token,
        "networkInterfaceSet",
        face ->
            new NetworkInterface(
                Elements.items(
                    face,
                    "privateIpAddressesSet",
                    address -> Elements.required(address, "privateIpAddress")),
                Elements.items(face, "groupSet", group -> Elements.required(group, "groupId"))));
  }

  /** Admits, with tags from the first moment on; the rule that this makes. */
  public Rule authorizeSecurityGroupIngress(
      String groupId, Permission permission, Map<String, String> tags) {
    var source = "IpPermissions.1.PrefixListIds.1.";
    var call =
        new QueryCall("AuthorizeSecurityGroupIngress")
            .with("GroupId", groupId)
            .with("IpPermissions.1.IpProtocol", Permission.PROTOCOL)
            .with("IpPermissions.1.FromPort", permission.fromPort())
            .with("IpPermissions.1.ToPort", permission.toPort())
            .with(source + "PrefixListId", permission.prefixListId())
            .with(source + "Description", permission.description())
            .with("TagSpecification.1.ResourceType", "security-group-rule")
            .tagged("TagSpecification.1.Tag", tags);
    return Rule.all(client.send(call)).stream()
        .findFirst()
        .orElseThrow(() -> SdkClientException.create("the answer has no rule"));
  }

  /** Replaces what a rule admits; its tags stay. */
  public void modifySecurityGroupRules(String groupId, String ruleId, Permission permission) {
    var rule = "SecurityGroupRule.1.SecurityGroupRule.";
    client.send(
        new QueryCall("ModifySecurityGroupRules")
            .with("GroupId", groupId)
            .with("SecurityGroupRule.1.SecurityGroupRuleId", ruleId)
            .with(rule + "IpProtocol", Permission.PROTOCOL)
            .with(rule + "FromPort", permission.fromPort())
            .with(rule + "ToPort", permission.toPort())
            .with(rule + "PrefixListId", permission.prefixListId())
            .with(rule + "Description", permission.description()));
  }

  public void revokeSecurityGroupIngress(String groupId, String ruleId) {
    client.send(
        new QueryCall("RevokeSecurityGroupIngress")
            .with("GroupId", groupId)
            .with("SecurityGroupRuleId.1", ruleId));
  }

  public void createTags(String resourceId, Map<String, String> tags) {
    client.send(new QueryCall("CreateTags").with("ResourceId.1", resourceId).tagged("Tag", tags));
  }

  /** Whatever values they have. */
  public void deleteTags(String resourceId, Set<String> keys) {
    var call = new QueryCall("DeleteTags").with("ResourceId.1", resourceId);
    int number = 1;
    for (var key : keys) {
      call.with("Tag.%d.Key".formatted(number++), key);
    }
    client.send(call);
  }

  private static String cidr(XmlElement association) {
    return Elements.required(association, "cidrBlock");
  }

  private static String ipv6Cidr(XmlElement association) {
    return Elements.required(association, "ipv6CidrBlock");
  }

  private static List<String> joined(List<String> ipv4, List<String> ipv6) {
    return Stream.concat(ipv4.stream(), ipv6.stream()).toList();
  }

  private <T> Page<T> list(
      String action,
      Collection<Filter> filters,
      @Nullable String token,
      String set,
      Function<XmlElement, T> item) {
    return list(action, filters, token, answer -> Elements.items(answer, set, item));
  }

  private <T> Page<T> list(
      String action,
      Collection<Filter> filters,
      @Nullable String token,
      Function<XmlElement, List<T>> items) {
    var answer = client.send(new QueryCall(action).filtered(filters).with("NextToken", token));
    return new Page<>(items.apply(answer), Elements.text(answer, "nextToken"));
  }
}
