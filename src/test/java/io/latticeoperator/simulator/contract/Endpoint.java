package io.latticeoperator.simulator.contract;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.latticeoperator.simulator.aws.World;
import io.latticeoperator.simulator.lattice.HealthProbe;
import io.latticeoperator.simulator.lattice.LatticeSimulator;
import io.latticeoperator.simulator.lattice.Settings;
import io.latticeoperator.simulator.server.AwsServer;
import io.latticeoperator.time.RealTimeline;
import java.net.URI;
import java.util.stream.Stream;

/** Something that claims to be AWS. */
public final class Endpoint implements AutoCloseable {
  private final URI uri;
  private final boolean isExact;
  private final Runnable end;

  private Endpoint(URI uri, boolean isExact, Runnable end) {
    this.uri = uri;
    this.isExact = isExact;
    this.end = end;
  }

  /** Who claims it. */
  public enum Claimant {
    SIMULATOR,
    /** At the URL in the environment variable {@code LATTICE_LOCALSTACK_ENDPOINT}. */
    LOCALSTACK;

    /** Those that there are: LocalStack only when the environment names it. */
    public static Stream<Claimant> present() {
      return System.getenv("LATTICE_LOCALSTACK_ENDPOINT") == null
          ? Stream.of(SIMULATOR)
          : Stream.of(values());
    }

    public Endpoint open() {
      return switch (this) {
        case SIMULATOR -> simulator();
        case LOCALSTACK ->
            new Endpoint(URI.create(System.getenv("LATTICE_LOCALSTACK_ENDPOINT")), false, () -> {});
      };
    }
  }

  /** A fresh simulator in real time. */
  public static Endpoint simulator() {
    var timeline =
        new RealTimeline(
            "contract",
            failure -> {
              throw new AssertionError(failure);
            });
    var lattice =
        new LatticeSimulator(
            timeline, Settings.instant(), World.of(), HealthProbe.alwaysHealthy(), 1);
    var server = AwsServer.start(lattice, 0);
    return new Endpoint(
        server.endpoint(),
        true,
        () -> {
          server.close();
          timeline.close();
        });
  }

  /** Ends a test that asks for what LocalStack is known not to check, unless this does. */
  void assumeExact() {
    assumeTrue(isExact, "LocalStack is less strict than AWS here");
  }

  public URI uri() {
    return uri;
  }

  @Override
  public void close() {
    end.run();
  }
}
