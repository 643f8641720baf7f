package io.latticeoperator.cloud.aws.ec2;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.protocols.query.unmarshall.XmlElement;

/**
 * A rule of a security group. What it does not have is empty.
 *
 * @param protocol such as {@code tcp}, or {@code -1} for all
 * @param fromPort -1 where the protocol has no ports, as with the next
 * @param prefixListId one of four that the other side can be
 */
public record Rule(
    String id,
    String arn,
    String groupId,
    boolean egress,
    String protocol,
    int fromPort,
    int toPort,
    String prefixListId,
    String cidrIpv4,
    String cidrIpv6,
    String referencedGroupId,
    Map<String, String> tags) {

  static Rule of(XmlElement rule) {
    return new Rule(
        Elements.required(rule, "securityGroupRuleId"),
        Elements.orEmpty(rule, "securityGroupRuleArn"),
        Elements.required(rule, "groupId"),
        Boolean.parseBoolean(Elements.text(rule, "isEgress")),
        Elements.required(rule, "ipProtocol"),
        Elements.port(rule, "fromPort"),
        Elements.port(rule, "toPort"),
        Elements.orEmpty(rule, "prefixListId"),
        Elements.orEmpty(rule, "cidrIpv4"),
        Elements.orEmpty(rule, "cidrIpv6"),
        Elements.orEmpty(rule, "referencedGroupInfo", "groupId"),
        Elements.tags(rule));
  }

  static List<Rule> all(XmlElement answer) {
    return Elements.items(answer, "securityGroupRuleSet", Rule::of);
  }
}
