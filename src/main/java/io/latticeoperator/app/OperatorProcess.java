package io.latticeoperator.app;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The body of {@code lattice run}: starts the parts, waits for the end, closes them. */
public final class OperatorProcess {
  private static final Logger LOG = LoggerFactory.getLogger(OperatorProcess.class);

  /** Within the 30 s that Kubernetes gives a Pod by default. */
  private static final Duration PATIENCE = Duration.ofSeconds(25);

  private OperatorProcess() {}

  /**
   * Runs until the process is told to end; the exit code.
   *
   * @throws MissingPrerequisite when it cannot start on this machine as configured
   */
  public static int run(RunConfig config) throws MissingPrerequisite {
    Logging.configure(config.log());
    try (var stop = new StopSignal(PATIENCE);
        var health = listen(config.health())) {
      if (config.stopOnStdinEof()) {
        stop.stopAtEndOf(System.in);
      }
      LOG.info(
          "cluster {} in {}, health on port {}{}",
          config.cluster().name(),
          config.cluster().vpcId(),
          health.port(),
          config.observeOnly() ? ", observing only" : "");
      LOG.info("ending: {}", stop.await());
    }
    return 0;
  }

  private static HealthServer listen(RunConfig.Health settings) throws MissingPrerequisite {
    try {
      return HealthServer.start(
          new InetSocketAddress(settings.address(), settings.port()), () -> true, List::of);
    } catch (IOException refused) {
      throw new MissingPrerequisite(
          "cannot listen on %s port %d (%s): choose another with %s (%s), 0 takes any free one"
              .formatted(
                  settings.address().getHostAddress(),
                  settings.port(),
                  refused.getMessage(),
                  Setting.HEALTH_PORT.flag(),
                  Setting.HEALTH_PORT.variable()),
          refused);
    }
  }
}
