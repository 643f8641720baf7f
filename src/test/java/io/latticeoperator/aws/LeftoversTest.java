package io.latticeoperator.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.DashboardEntry;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourcePolicy;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;
import software.amazon.awssdk.services.ec2.model.Vpc;

class LeftoversTest {
  private static final String POLICY =
      """
      {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Resource":"*",
       "Principal":{"Service":"delivery.logs.amazonaws.com"},"Action":"logs:PutLogEvents"}]}
      """;

  private final TestAccount account = Aws.SIMULATOR.open();
  private final CloudWatchLogsClient logs = account.client(CloudWatchLogsClient.builder());
  private final CloudWatchClient cloudWatch = account.client(CloudWatchClient.builder());
  private final Ec2Client ec2 = account.client(Ec2Client.builder());

  @AfterEach
  void close() {
    Stream.of(logs, cloudWatch, ec2).forEach(client -> client.close());
    account.close();
  }

  @Test
  void whatATestMadeGoesAndWhatOthersMadeStays() {
    var before = all();
    make("shop");
    var others = all();
    make(account.prefix());
    assertEquals(2 * (others.size() - before.size()), all().size() - before.size());
    new Leftovers(account).remove();
    assertEquals(others, all());
  }

  /** One of each kind. */
  private void make(String prefix) {
    logs.createLogGroup(r -> r.logGroupName("/" + prefix + "/a"));
    logs.putResourcePolicy(r -> r.policyName(prefix + "-a").policyDocument(POLICY));
    cloudWatch.putDashboard(r -> r.dashboardName(prefix + "-a").dashboardBody("{\"widgets\":[]}"));
    cloudWatch.putMetricAlarm(
        r ->
            r.alarmName(prefix + "-a")
                .namespace("Shop")
                .metricName("Carts")
                .statistic(Statistic.SUM)
                .period(60)
                .evaluationPeriods(1)
                .threshold(1.0)
                .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD));
    var tag = Tag.builder().key(Leftovers.TAG).value(prefix).build();
    var tagged = TagSpecification.builder().resourceType("vpc").tags(tag).build();
    var vpc =
        ec2.createVpc(r -> r.cidrBlock("10.60.0.0/16").tagSpecifications(tagged)).vpc().vpcId();
    ec2.createSubnet(r -> r.vpcId(vpc).cidrBlock("10.60.1.0/24"));
    var one = group(vpc, "one");
    var other = group(vpc, "other");
    admit(one, other);
    admit(other, one);
  }

  private String group(String vpc, String name) {
    return ec2.createSecurityGroup(r -> r.vpcId(vpc).groupName(name).description("a")).groupId();
  }

  private void admit(String group, String peer) {
    var pair = UserIdGroupPair.builder().groupId(peer).build();
    var permission =
        IpPermission.builder().ipProtocol("tcp").fromPort(80).toPort(80).userIdGroupPairs(pair);
    ec2.authorizeSecurityGroupIngress(r -> r.groupId(group).ipPermissions(permission.build()));
  }

  private List<String> all() {
    return Stream.of(
            logs.describeLogGroups().logGroups().stream().map(LogGroup::logGroupName),
            logs.describeResourcePolicies().resourcePolicies().stream()
                .map(ResourcePolicy::policyName),
            cloudWatch.listDashboards().dashboardEntries().stream()
                .map(DashboardEntry::dashboardName),
            cloudWatch.describeAlarms().metricAlarms().stream().map(MetricAlarm::alarmName),
            ec2.describeVpcs().vpcs().stream().map(Vpc::vpcId))
        .flatMap(names -> names)
        .toList();
  }
}
