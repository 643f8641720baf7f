package io.latticeoperator.app;

import io.latticeoperator.cloud.Answer;
import io.latticeoperator.cloud.Surroundings;
import io.latticeoperator.translate.Cidr;
import java.util.List;

/**
 * Finds out what the settings leave to be found out, and nothing else: the VPC, from the instance
 * that this runs on, and the ranges of its subnets, from EC2.
 */
public final class Discovery {
  private Discovery() {}

  /**
   * The configuration with what was found; unchanged, and without a call, if it is complete.
   *
   * @throws MissingPrerequisite telling what could not be found out, and which setting says it
   */
  public static RunConfig complete(RunConfig config, Surroundings surroundings)
      throws MissingPrerequisite {
    var cluster = config.cluster();
    if (!cluster.incomplete()) {
      return config;
    }
    var vpcId = cluster.vpcId().equals(RunConfig.DISCOVER) ? vpc(surroundings) : cluster.vpcId();
    var routable = cluster.routable().isEmpty() ? subnets(vpcId, surroundings) : cluster.routable();
    return config.with(
        new RunConfig.Cluster(cluster.name(), cluster.id(), cluster.account(), vpcId, routable));
  }

  private static String vpc(Surroundings surroundings) throws MissingPrerequisite {
    return switch (surroundings.ownVpc()) {
      case Answer.Known<String>(var vpcId) -> vpcId;
      case Answer.Unknown<String>(var fault) ->
          throw missing(
              Setting.VPC_ID,
              "the instance's metadata do not tell the VPC: "
                  + fault.message()
                  + ". In a container the instance must allow two hops"
                  + " (aws ec2 modify-instance-metadata-options --http-put-response-hop-limit 2),"
                  + " or name the VPC");
    };
  }

  private static List<Cidr> subnets(String vpcId, Surroundings surroundings)
      throws MissingPrerequisite {
    return switch (surroundings.vpc(vpcId)) {
      case Answer.Known<Surroundings.Network>(var network) -> {
        var cidrs =
            network.subnets().stream()
                .flatMap(subnet -> subnet.cidrs().stream())
                .distinct()
                .sorted()
                .map(Cidr::parse)
                .toList();
        if (cidrs.isEmpty()) {
          throw missing(Setting.ROUTABLE_CIDRS, vpcId + " has no subnet");
        }
        yield cidrs;
      }
      case Answer.Unknown<Surroundings.Network>(var fault) ->
          throw missing(
              Setting.ROUTABLE_CIDRS,
              "the subnets of "
                  + vpcId
                  + " cannot be read: "
                  + fault.message()
                  + ". deploy/iam/discovery.json allows it, or name the ranges");
    };
  }

  private static MissingPrerequisite missing(Setting setting, String why) {
    return new MissingPrerequisite(
        "%s (%s) is discover: %s".formatted(setting.flag(), setting.variable(), why));
  }
}
