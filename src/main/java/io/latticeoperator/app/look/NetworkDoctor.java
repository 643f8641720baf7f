package io.latticeoperator.app.look;

import io.latticeoperator.app.RunConfig;
import io.latticeoperator.app.look.DoctorView.Area;
import io.latticeoperator.app.look.DoctorView.Checked;
import io.latticeoperator.cloud.Answer;
import io.latticeoperator.cloud.Surroundings;
import io.latticeoperator.explain.Known;
import io.latticeoperator.plan.Fault;
import io.latticeoperator.translate.Cidr;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Whether Lattice can reach the addresses that pods have: it reaches those of the VPC only. */
final class NetworkDoctor {
  private static final int SHOWN = 3;

  private final RunConfig config;
  private final Surroundings surroundings;
  private final List<Checked> checks = new ArrayList<>();

  NetworkDoctor(RunConfig config, Surroundings surroundings) {
    this.config = config;
    this.surroundings = surroundings;
  }

  /**
   * @param pods addresses of pods that are not their node's
   */
  List<Checked> check(Known<List<String>> pods) {
    switch (surroundings.vpc(config.cluster().vpcId())) {
      case Answer.Known<Surroundings.Network>(var vpc) -> {
        checks.add(
            Checked.ok(
                Area.NETWORK,
                "VPC",
                vpc.vpcId()
                    + " "
                    + String.join(", ", vpc.cidrs())
                    + ", subnets: "
                    + vpc.subnets().size()));
        routable(vpc);
      }
      case Answer.Unknown<Surroundings.Network>(var fault) ->
          checks.add(
              Checked.fail(
                  Area.NETWORK,
                  "VPC",
                  AwsDoctor.words(fault),
                  fault.kind() == Fault.Kind.MISSING
                      ? "correct --vpc-id; aws ec2 describe-vpcs lists those of the account"
                      : "it must be possible to read it: ec2:DescribeVpcs, ec2:DescribeSubnets"));
    }
    pods(pods);
    return checks;
  }

  private void routable(Surroundings.Network vpc) {
    var blocks = vpc.cidrs().stream().map(Cidr::parse).toList();
    var outside =
        config.cluster().routable().stream()
            .filter(cidr -> blocks.stream().noneMatch(block -> holds(block, cidr)))
            .toList();
    checks.add(
        outside.isEmpty()
            ? Checked.ok(Area.NETWORK, "routable CIDRs", words(config.cluster().routable()))
            : Checked.fail(
                Area.NETWORK,
                "routable CIDRs",
                words(outside) + " is not within the VPC: " + String.join(", ", vpc.cidrs()),
                "give --routable-cidrs the ranges of the subnets that pods have addresses in"));
  }

  private static boolean holds(Cidr block, Cidr cidr) {
    return cidr.prefix() >= block.prefix() && block.contains(cidr.network().getHostAddress());
  }

  private void pods(Known<List<String>> pods) {
    var check = "addresses of pods";
    switch (pods) {
      case Known.Yes<List<String>>(var ips) -> {
        var lost =
            ips.stream()
                .filter(ip -> config.cluster().routable().stream().noneMatch(c -> c.contains(ip)))
                .sorted()
                .toList();
        if (ips.isEmpty()) {
          checks.add(Checked.ok(Area.NETWORK, check, "there are no pods yet"));
        } else if (lost.isEmpty()) {
          checks.add(Checked.ok(Area.NETWORK, check, "all of " + ips.size() + " are routable"));
        } else {
          checks.add(
              Checked.warn(
                  Area.NETWORK,
                  check,
                  "%d of %d are outside of the routable CIDRs, such as %s"
                      .formatted(
                          lost.size(),
                          ips.size(),
                          String.join(", ", lost.subList(0, Math.min(SHOWN, lost.size())))),
                  "Lattice does not reach an overlay network: let the CNI give pods addresses of the"
                      + " VPC, or correct --routable-cidrs"));
        }
      }
      case Known.No<List<String>>(var why) ->
          checks.add(Checked.warn(Area.NETWORK, check, why, "see rights in the cluster below"));
    }
  }

  private static String words(Collection<Cidr> cidrs) {
    return cidrs.stream().map(Cidr::toString).collect(Collectors.joining(", "));
  }
}
