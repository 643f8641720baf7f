package io.latticeoperator.simulator.lattice;

import io.latticeoperator.simulator.server.AwsServer;
import io.latticeoperator.time.RealTimeline;
import java.time.Duration;

/** A simulator in real time behind its HTTP server; unless told, settled within milliseconds. */
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
    this(Settings.instant().with(to -> to.draining = Duration.ofMillis(300)));
  }

  Served(Settings settings) {
    lattice =
        new LatticeSimulator(timeline, settings, Bench.world(), HealthProbe.alwaysHealthy(), 1);
    server = AwsServer.start(lattice, 0);
  }

  @Override
  public void close() {
    server.close();
    timeline.close();
  }
}
