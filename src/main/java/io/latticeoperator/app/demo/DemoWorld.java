package io.latticeoperator.app.demo;

import io.latticeoperator.app.MissingPrerequisite;
import io.latticeoperator.app.Parts;
import io.latticeoperator.app.simulator.SimulatedAws;
import io.latticeoperator.simulator.aws.Journal;
import io.latticeoperator.simulator.dataplane.ProxySettings;
import io.latticeoperator.simulator.kubernetes.controllers.PodSockets;
import io.latticeoperator.time.Clock;
import io.latticeoperator.time.RealTimeline;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything there is: AWS, two clusters, an operator for each. */
final class DemoWorld implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DemoWorld.class);
  static final int LISTENER_PORT = 80;

  private final Parts parts = new Parts();
  private final Profile profile;
  private final RealTimeline timeline;
  private final SimulatedAws aws;
  private final Administrator administrator;
  private final TemporaryFolder folder;
  private final DemoCluster one;
  private final DemoCluster two;
  private final OperatorChild operatorOne;
  private final OperatorChild operatorTwo;

  /** Starts all but the operators, which wait to be {@link OperatorChild#start() started}. */
  DemoWorld(Profile profile, String mainClass) throws MissingPrerequisite {
    this.profile = profile;
    folder = TemporaryFolder.create();
    parts.add(folder::close);
    try {
      timeline = new RealTimeline("simulators", bug -> LOG.error("a bug in a simulator", bug));
      parts.add(timeline::close);
      var sockets = new PodSockets();
      var account = profile.settings().account();
      var vpcs = List.of(DemoVpc.ONE.vpc(account), DemoVpc.TWO.vpc(account));
      aws =
          SimulatedAws.start(
              new SimulatedAws.Plan(profile.settings(), vpcs, 0, ProxySettings.likely()),
              timeline,
              sockets);
      parts.add(aws::close);
      administrator = new Administrator(aws.lattice(), DemoVpc.REGION);
      one = new DemoCluster("one", DemoVpc.ONE, timeline, sockets, folder);
      parts.add(one::close);
      two = new DemoCluster("two", DemoVpc.TWO, timeline, sockets, folder);
      parts.add(two::close);
      var command = OperatorChild.asThisProcess(mainClass);
      operatorOne = new OperatorChild(command, one, operatorSettings(), folder);
      parts.add(operatorOne::close);
      operatorTwo = new OperatorChild(command, two, operatorSettings(), folder);
      parts.add(operatorTwo::close);
    } catch (RuntimeException failure) {
      parts.close();
      throw failure;
    }
  }

  Profile profile() {
    return profile;
  }

  Clock clock() {
    return timeline;
  }

  SimulatedAws aws() {
    return aws;
  }

  Administrator administrator() {
    return administrator;
  }

  TemporaryFolder folder() {
    return folder;
  }

  /** The cluster that exports. */
  DemoCluster one() {
    return one;
  }

  /** The cluster of the callers. */
  DemoCluster two() {
    return two;
  }

  OperatorChild operatorOne() {
    return operatorOne;
  }

  List<OperatorChild> operators() {
    return List.of(operatorOne, operatorTwo);
  }

  Journal journal() {
    return aws.lattice().journal();
  }

  /** Whether one of the operators made a call. */
  boolean byOperator(Journal.Entry call) {
    return Set.of(OperatorChild.accessKey(one), OperatorChild.accessKey(two))
        .contains(call.caller().accessKey());
  }

  Inventory inventory() {
    return new Inventory(aws.lattice().snapshot());
  }

  /** Where callers in VPC two reach listeners on port 80. */
  InetSocketAddress entrance() {
    return aws.proxy().endpoint(DemoVpc.TWO.id(), LISTENER_PORT);
  }

  @Override
  public void close() {
    parts.close();
  }

  private Map<String, String> operatorSettings() {
    return OperatorChild.settings(profile, aws.endpoint(), folder);
  }
}
