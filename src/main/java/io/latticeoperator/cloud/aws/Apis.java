package io.latticeoperator.cloud.aws;

import io.latticeoperator.cloud.aws.ec2.Ec2;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.ram.RamClient;
import software.amazon.awssdk.services.resourcegroupstaggingapi.ResourceGroupsTaggingApiClient;
import software.amazon.awssdk.services.vpclattice.VpcLatticeClient;

/** The clients of the services that changes and readings call; none of them may retry. */
interface Apis {
  VpcLatticeClient lattice();

  Ec2 ec2();

  CloudWatchLogsClient logs();

  CloudWatchClient cloudWatch();

  RamClient ram();

  ResourceGroupsTaggingApiClient tagging();

  /** The account that makes the calls, 12 digits; asked of STS once. */
  String account();
}
