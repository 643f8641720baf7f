package io.latticeoperator.aws;

import io.latticeoperator.simulator.aws.Environment;
import io.latticeoperator.simulator.aws.World;
import io.latticeoperator.simulator.lattice.HealthProbe;
import io.latticeoperator.simulator.lattice.LatticeSimulator;
import io.latticeoperator.simulator.lattice.Settings;
import io.latticeoperator.simulator.ram.Ram;
import io.latticeoperator.simulator.ram.ResourceShares;
import io.latticeoperator.simulator.server.AwsServer;
import io.latticeoperator.simulator.server.AwsServices;
import io.latticeoperator.time.RealTimeline;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/** An account of a simulator in real time that nobody else uses. */
public final class SimulatedAccount implements TestAccount {
  private static final String ID = "111122223333";
  private static final String KEY = "AKIATEST";
  private static final String SECRET = "secret";

  private final ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
  private final RealTimeline timeline = new RealTimeline("account", failures::add);
  private final String prefix = TestAccount.newPrefix();
  private final AwsServer server;

  SimulatedAccount() {
    this(ResourceShares.withoutOrganization(1));
  }

  /**
   * @param shares of all accounts there are
   */
  public SimulatedAccount(ResourceShares shares) {
    var environment = Environment.of(timeline, World.of(), ID, 1).sharing(shares);
    var lattice =
        new LatticeSimulator(environment, Settings.instant(), HealthProbe.alwaysHealthy());
    var ram = new Ram(environment, shares, Duration.ofMillis(5));
    server = AwsServer.start(AwsServices.around(lattice, ram), 0);
  }

  @Override
  public Aws aws() {
    return Aws.SIMULATOR;
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public Region region() {
    return Region.EU_CENTRAL_1;
  }

  @Override
  public AwsCredentialsProvider credentials() {
    return StaticCredentialsProvider.create(AwsBasicCredentials.create(KEY, SECRET));
  }

  @Override
  public Optional<URI> endpoint() {
    return Optional.of(server.endpoint());
  }

  @Override
  public Map<String, String> environment() {
    return Map.of(
        "AWS_ENDPOINT_URL", server.endpoint().toString(),
        "AWS_ACCESS_KEY_ID", KEY,
        "AWS_SECRET_ACCESS_KEY", SECRET);
  }

  @Override
  public String prefix() {
    return prefix;
  }

  @Override
  public void close() {
    server.close();
    timeline.close();
    if (!failures.isEmpty()) {
      throw new AssertionError("an action of the timeline failed", failures.peek());
    }
    if (server.bugs() > 0) {
      throw new AssertionError("the simulator failed inside: its log says how");
    }
  }
}
