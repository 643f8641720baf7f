package io.latticeoperator.app;

import io.latticeoperator.simulator.PodNetwork;
import io.latticeoperator.simulator.aws.Vpc;
import io.latticeoperator.simulator.dataplane.Entrance;
import io.latticeoperator.simulator.dataplane.ProxySettings;
import io.latticeoperator.simulator.lattice.Settings;
import io.latticeoperator.time.RealTimeline;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The body of {@code lattice simulator}: VPC Lattice until the end. */
public final class SimulatorProcess {
  private static final Logger LOG = LoggerFactory.getLogger(SimulatorProcess.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int LISTENER_PORT = 80;

  private SimulatorProcess() {}

  /**
   * What to serve.
   *
   * @param port of the AWS endpoint; 0 for any free one
   * @param dataPlanePort where callers in the first VPC reach listeners on port 80; null for any
   *     free one
   * @param vpcs address block by id, at least one
   */
  public record Options(
      int port,
      @Nullable Integer dataPlanePort,
      String region,
      Settings settings,
      Map<String, String> vpcs) {
    public Options {
      vpcs = Collections.unmodifiableMap(new LinkedHashMap<>(vpcs));
    }

    private SimulatedAws.Plan plan() {
      var account = settings.account();
      var proxy = ProxySettings.likely();
      var fixed = dataPlanePort;
      return new SimulatedAws.Plan(
          settings,
          vpcs.entrySet().stream()
              .map(vpc -> Vpc.of(vpc.getKey(), account, region, vpc.getValue()))
              .toList(),
          port,
          fixed == null ? proxy : proxy.withFixedPorts(Map.of(entrance(firstVpc()), fixed)));
    }

    private String firstVpc() {
      return vpcs.keySet().iterator().next();
    }
  }

  /**
   * Serves until the process is told to end.
   *
   * @throws MissingPrerequisite when a port is not free
   */
  public static void run(Options options, PrintWriter out) throws MissingPrerequisite {
    try (var stop = new StopSignal(PATIENCE);
        var timeline = new RealTimeline("simulator", bug -> LOG.error("a bug", bug));
        var aws = start(options, timeline)) {
      out.println("listening on " + aws.endpoint());
      out.printf(
          "  export AWS_ENDPOINT_URL=%1$s AWS_REGION=%2$s AWS_DEFAULT_REGION=%2$s"
              + " AWS_ACCESS_KEY_ID=%3$s AWS_SECRET_ACCESS_KEY=any%n",
          aws.endpoint(), options.region(), options.settings().account());
      for (var vpc : options.vpcs().keySet()) {
        out.printf(
            "  callers in %s reach listeners on port %d at http://127.0.0.1:%d%n",
            vpc, LISTENER_PORT, aws.proxy().endpoint(vpc, LISTENER_PORT).getPort());
      }
      out.flush();
      stop.await();
    }
  }

  private static SimulatedAws start(Options options, RealTimeline timeline)
      throws MissingPrerequisite {
    try {
      return SimulatedAws.start(options.plan(), timeline, PodNetwork.direct());
    } catch (RuntimeException refused) {
      throw new MissingPrerequisite("cannot listen: " + refused.getMessage(), refused);
    }
  }

  private static Entrance entrance(String vpc) {
    return new Entrance(vpc, LISTENER_PORT);
  }
}
