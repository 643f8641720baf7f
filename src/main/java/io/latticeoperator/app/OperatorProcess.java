package io.latticeoperator.app;

import io.latticeoperator.app.HealthServer.Component;
import io.latticeoperator.cloud.aws.AwsClients;
import io.latticeoperator.cloud.aws.AwsSurroundings;
import io.latticeoperator.cloud.aws.Timeouts;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
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
    var running = new AtomicReference<@Nullable Operator>();
    try (var stop = new StopSignal(PATIENCE);
        var telemetry = new Telemetry(ClusterConnection.product(), Instant.now());
        var health = listen(config.health(), running, telemetry)) {
      if (config.stopOnStdinEof()) {
        stop.stopAtEndOf(System.in);
      }
      LOG.info(
          "{}: cluster {} in {}, health on port {}{}",
          ClusterConnection.product(),
          config.cluster().name(),
          config.cluster().vpcId(),
          health.port(),
          config.observeOnly() ? ", observing only" : "");
      operate(config, stop, running, telemetry);
    }
    return 0;
  }

  private static void operate(
      RunConfig config,
      StopSignal stop,
      AtomicReference<@Nullable Operator> running,
      Telemetry telemetry)
      throws MissingPrerequisite {
    var clients = aws();
    var complete = Discovery.complete(config, new AwsSurroundings(clients));
    if (config.cluster().incomplete()) {
      LOG.info(
          "found: {} with subnets {}", complete.cluster().vpcId(), complete.cluster().routable());
    }
    try (var client = ClusterConnection.open(config.kubernetes());
        var operator =
            new Operator(
                complete,
                client,
                clients,
                ClusterConnection.check(client, config),
                telemetry,
                () -> stop.request("it cannot work"))) {
      running.set(operator);
      var start =
          Thread.ofVirtual()
              .name("start")
              .start(
                  () -> {
                    try {
                      operator.start();
                    } catch (InterruptedException ending) {
                      Thread.currentThread().interrupt();
                    } catch (RuntimeException failure) {
                      LOG.error("cannot start", failure);
                      stop.request("it could not start");
                    }
                  });
      LOG.info("ending: {}", stop.await());
      start.interrupt();
    }
  }

  private static AwsClients aws() throws MissingPrerequisite {
    try {
      return AwsClients.configured(Timeouts.STANDARD, ClusterConnection.product());
    } catch (IllegalArgumentException noRegion) {
      throw new MissingPrerequisite(String.valueOf(noRegion.getMessage()), noRegion);
    }
  }

  private static HealthServer listen(
      RunConfig.Health settings, AtomicReference<@Nullable Operator> running, Telemetry telemetry)
      throws MissingPrerequisite {
    try {
      return HealthServer.start(
          new InetSocketAddress(settings.address(), settings.port()),
          () -> alive(running.get()),
          () -> components(running.get()),
          telemetry::page);
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

  private static boolean alive(@Nullable Operator operator) {
    return operator == null || operator.alive();
  }

  private static List<Component> components(@Nullable Operator operator) {
    return operator == null ? List.of() : operator.components();
  }
}
