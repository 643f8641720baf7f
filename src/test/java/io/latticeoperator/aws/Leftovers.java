package io.latticeoperator.aws;

import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;

/**
 * What a test made in an account that outlives it and did not delete: known by the prefix of its
 * name, and in a VPC by the tag of that.
 */
public record Leftovers(TestAccount account) {
  /** Key of the tag that has the prefix as its value. */
  public static final String TAG = "lattice-test";

  /** Deletes them all. */
  void remove() {
    try (var logs = account.client(CloudWatchLogsClient.builder())) {
      removeFrom(logs);
    }
    try (var cloudWatch = account.client(CloudWatchClient.builder())) {
      removeFrom(cloudWatch);
    }
    try (var ec2 = account.client(Ec2Client.builder())) {
      removeFrom(ec2);
    }
  }

  private void removeFrom(CloudWatchLogsClient logs) {
    for (var group :
        logs.describeLogGroupsPaginator(r -> r.logGroupNamePrefix("/" + account.prefix()))
            .logGroups()) {
      logs.deleteLogGroup(r -> r.logGroupName(group.logGroupName()));
    }
    for (var policy : logs.describeResourcePolicies().resourcePolicies()) {
      if (policy.policyName().startsWith(account.prefix())) {
        logs.deleteResourcePolicy(r -> r.policyName(policy.policyName()));
      }
    }
  }

  private void removeFrom(CloudWatchClient cloudWatch) {
    for (var dashboard :
        cloudWatch
            .listDashboardsPaginator(r -> r.dashboardNamePrefix(account.prefix()))
            .dashboardEntries()) {
      cloudWatch.deleteDashboards(r -> r.dashboardNames(dashboard.dashboardName()));
    }
    for (var alarm :
        cloudWatch
            .describeAlarmsPaginator(r -> r.alarmNamePrefix(account.prefix()))
            .metricAlarms()) {
      cloudWatch.deleteAlarms(r -> r.alarmNames(alarm.alarmName()));
    }
  }

  /** Groups refer to each other by their rules, so all rules go first. */
  private void removeFrom(Ec2Client ec2) {
    var tagged = Filter.builder().name("tag:" + TAG).values(account.prefix()).build();
    for (var vpc : ec2.describeVpcs(r -> r.filters(tagged)).vpcs()) {
      var within = Filter.builder().name("vpc-id").values(vpc.vpcId()).build();
      for (var subnet : ec2.describeSubnets(r -> r.filters(within)).subnets()) {
        ec2.deleteSubnet(r -> r.subnetId(subnet.subnetId()));
      }
      var groups =
          ec2.describeSecurityGroups(r -> r.filters(within)).securityGroups().stream()
              .filter(group -> !group.groupName().equals("default"))
              .toList();
      for (var group : groups) {
        if (!group.ipPermissions().isEmpty()) {
          ec2.revokeSecurityGroupIngress(
              r -> r.groupId(group.groupId()).ipPermissions(group.ipPermissions()));
        }
      }
      for (var group : groups) {
        ec2.deleteSecurityGroup(r -> r.groupId(group.groupId()));
      }
      ec2.deleteVpc(r -> r.vpcId(vpc.vpcId()));
    }
  }
}
