package io.latticeoperator.simulator.server;

import io.latticeoperator.simulator.acm.Acm;
import io.latticeoperator.simulator.aws.AwsService;
import io.latticeoperator.simulator.aws.Environment;
import io.latticeoperator.simulator.aws.Stateful;
import io.latticeoperator.simulator.cloudwatch.CloudWatch;
import io.latticeoperator.simulator.cloudwatch.CloudWatchTags;
import io.latticeoperator.simulator.ec2.Ec2;
import io.latticeoperator.simulator.ec2.Ec2Tags;
import io.latticeoperator.simulator.lattice.HealthProbe;
import io.latticeoperator.simulator.lattice.LatticeApi;
import io.latticeoperator.simulator.lattice.LatticeSimulator;
import io.latticeoperator.simulator.lattice.Settings;
import io.latticeoperator.simulator.logs.LogTags;
import io.latticeoperator.simulator.logs.Logs;
import io.latticeoperator.simulator.ram.Ram;
import io.latticeoperator.simulator.ram.RamTags;
import io.latticeoperator.simulator.ram.ResourceShares;
import io.latticeoperator.simulator.route53.Route53;
import io.latticeoperator.simulator.sts.Sts;
import io.latticeoperator.simulator.tagging.Tagging;
import java.util.List;
import java.util.stream.Stream;

/**
 * All simulated services, made in the order in which they need each other: VPC Lattice asks RAM who
 * shares what and Logs where access logs can go; EC2 asks VPC Lattice which security groups are in
 * use.
 *
 * @param all VPC Lattice first
 */
public record AwsServices(
    LatticeSimulator lattice, CloudWatch cloudWatch, Logs logs, List<AwsService> all) {
  public AwsServices {
    all = List.copyOf(all);
  }

  /**
   * @param ground what they share; who shares what, and where logs can go, is put into it
   * @param probe of targets' health
   */
  public static AwsServices of(Environment ground, Settings settings, HealthProbe probe) {
    var shares = ResourceShares.withoutOrganization(ground.seed());
    var logs = new Logs(ground);
    var environment = ground.sharing(shares).loggingTo(logs);
    var lattice = new LatticeSimulator(environment, settings, probe);
    return around(lattice, logs, new Ram(environment, shares, settings.services().shareSettling()));
  }

  /**
   * The services around a simulator that was made alone.
   *
   * @param before those that were made before it
   */
  public static AwsServices around(LatticeSimulator lattice, AwsService... before) {
    return around(lattice, new Logs(lattice.environment()), before);
  }

  private static AwsServices around(LatticeSimulator lattice, Logs logs, AwsService... before) {
    var environment = lattice.environment();
    var pace = lattice.settings().services();
    var cloudWatch = new CloudWatch(environment, pace.alarmEvaluation());
    var dependents = new LatticeDependents(lattice);
    var tags =
        Stream.concat(
                Stream.of(
                    new LatticeTags(lattice),
                    new Ec2Tags(environment),
                    new LogTags(logs),
                    new CloudWatchTags(cloudWatch)),
                Stream.of(before)
                    .filter(Ram.class::isInstance)
                    .map(Ram.class::cast)
                    .map(RamTags::new))
            .toList();
    var own =
        Stream.of(
            new LatticeApi(lattice),
            new Ec2(environment, dependents),
            new Acm(environment, pace.certificateIssuing(), dependents),
            new Tagging(environment, tags),
            new Sts(environment),
            new Route53(
                environment,
                pace.dnsPropagation(),
                new LatticeZones(lattice),
                cloudWatch::alarmState),
            cloudWatch,
            logs);
    return new AwsServices(
        lattice, cloudWatch, logs, Stream.concat(own, Stream.of(before)).toList());
  }

  /** What there is to keep over a restart: what all services share, then what each one has. */
  public List<Stateful> stateful() {
    var environment = lattice.environment();
    var shared = Stream.<Stateful>of(environment.world(), environment.accounts(), lattice);
    var own = all.stream().filter(Stateful.class::isInstance).map(Stateful.class::cast);
    return Stream.concat(shared, own).toList();
  }
}
