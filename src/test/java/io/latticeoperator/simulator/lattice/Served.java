package io.latticeoperator.simulator.lattice;

import static io.latticeoperator.simulator.lattice.Bench.ACCOUNT;

import io.latticeoperator.simulator.aws.Vpc;
import io.latticeoperator.simulator.aws.World;
import io.latticeoperator.simulator.server.AwsServer;
import io.latticeoperator.time.RealTimeline;
import java.time.Duration;

/** A simulator in real time behind its HTTP server, settled within milliseconds. */
final class Served implements AutoCloseable {
  private final RealTimeline timeline =
      new RealTimeline(
          "lattice-test",
          failure -> {
            throw new AssertionError(failure);
          });
  final LatticeSimulator lattice;
  final AwsServer server;

  Served() {
    var world =
        World.of(
            Vpc.of(Bench.VPC, ACCOUNT, "eu-central-1", "10.1.0.0/16"),
            Vpc.of(Bench.OTHER_VPC, ACCOUNT, "eu-central-1", "10.2.0.0/16"));
    var settings = Settings.instant().with(to -> to.draining = Duration.ofMillis(300));
    lattice = new LatticeSimulator(timeline, settings, world, HealthProbe.alwaysHealthy(), 1);
    server = AwsServer.start(lattice, 0);
  }

  @Override
  public void close() {
    server.close();
    timeline.close();
  }
}
