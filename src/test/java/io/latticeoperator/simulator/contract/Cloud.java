package io.latticeoperator.simulator.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.latticeoperator.simulator.aws.Environment;
import io.latticeoperator.simulator.aws.Vpc;
import io.latticeoperator.simulator.aws.World;
import io.latticeoperator.simulator.lattice.HealthProbe;
import io.latticeoperator.simulator.lattice.LatticeSimulator;
import io.latticeoperator.simulator.lattice.Settings;
import io.latticeoperator.simulator.ram.Ram;
import io.latticeoperator.simulator.ram.ResourceShares;
import io.latticeoperator.simulator.server.AwsServer;
import io.latticeoperator.simulator.server.AwsServices;
import io.latticeoperator.time.RealTimeline;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An AWS for boto3: ours, or the one that the environment variable LATTICE_LOCALSTACK_ENDPOINT
 * points to, so that the same tests pass against both.
 */
final class Cloud implements AutoCloseable {
  static final String VPC = "vpc-0123456789abcdef0";
  private static final String ACCOUNT = "111122223333";
  private static final String REGION = "eu-central-1";
  private static final @Nullable String LOCALSTACK = System.getenv("LATTICE_LOCALSTACK_ENDPOINT");

  /** What every script can use: clients by service, and how a call is refused. */
  private static final String PRELUDE =
      """
      import boto3, uuid
      from botocore.config import Config
      from botocore.exceptions import ClientError
      def client(service, key=None):
          return boto3.client(service, aws_access_key_id=key, aws_secret_access_key=key and 'secret',
              config=Config(retries={'total_max_attempts': 1}, parameter_validation=False))
      def refused(call, **arguments):
          try:
              call(**arguments)
              return 'not refused'
          except ClientError as e:
              return '%s %d' % (e.response['Error']['Code'],
                  e.response['ResponseMetadata']['HTTPStatusCode'])
      """;

  private final RealTimeline timeline =
      new RealTimeline(
          "services-test",
          failure -> {
            throw new AssertionError(failure);
          });
  final ResourceShares shares;
  final LatticeSimulator lattice;
  private final AwsServer server;

  Cloud() {
    this(ResourceShares.withoutOrganization(1));
  }

  Cloud(ResourceShares shares) {
    this.shares = shares;
    var world =
        World.of(
            Vpc.of(VPC, ACCOUNT, REGION, "10.1.0.0/16"),
            Vpc.of("vpc-0fedcba9876543210", ACCOUNT, REGION, "10.2.0.0/16"));
    var environment = Environment.of(timeline, world, ACCOUNT, 1).sharing(shares);
    lattice = new LatticeSimulator(environment, Settings.instant(), HealthProbe.alwaysHealthy());
    var ram = new Ram(environment, shares, Duration.ofMillis(5));
    server = AwsServer.start(AwsServices.around(lattice, ram), 0);
  }

  /** The test is about what only ours has. */
  static void oursOnly() {
    assumeTrue(LOCALSTACK == null, "LocalStack does not have it");
  }

  /** What a script prints, each line without blanks at its end. */
  String boto(String script) throws IOException, InterruptedException {
    var builder =
        new ProcessBuilder(List.of("python3", "-c", PRELUDE + script)).redirectErrorStream(true);
    var endpoint = LOCALSTACK == null ? server.endpoint().toString() : LOCALSTACK;
    var environment = builder.environment();
    environment.put("AWS_ENDPOINT_URL", endpoint);
    environment.put("AWS_DEFAULT_REGION", REGION);
    environment.put("AWS_ACCESS_KEY_ID", LOCALSTACK == null ? "AKIATEST" : ACCOUNT);
    environment.put("AWS_SECRET_ACCESS_KEY", "secret");
    Process process;
    try {
      process = builder.start();
    } catch (IOException absent) {
      return abort("python3 is not installed");
    }
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), "it ends");
    assumeTrue(!output.contains("No module named 'boto3'"), "boto3 is not installed");
    assertEquals(0, process.exitValue(), output);
    return output;
  }

  @Override
  public void close() {
    server.close();
    timeline.close();
  }
}
