package io.latticeoperator.aws;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;

/** An account, in one Region, that one test has for itself until it closes it. */
public interface TestAccount extends AutoCloseable {
  /** Whether tests go on where they are known to fail. */
  boolean SHOWN = "show".equals(System.getProperty("differences"));

  /** Whose account it is. */
  Aws aws();

  /** Its twelve digits. */
  String id();

  Region region();

  AwsCredentialsProvider credentials();

  /** Where all services answer; empty where each has its own address. */
  Optional<URI> endpoint();

  /** What a stock client has to find in its environment besides what is there. */
  Map<String, String> environment();

  /**
   * What the names begin with of all that a test makes, but for what is in a VPC of its own; that
   * VPC is tagged with {@link Leftovers#TAG}. Whatever has it goes when the account is closed.
   */
  String prefix();

  @Override
  void close();

  /** A prefix that nobody else uses. */
  static String newPrefix() {
    return "lattice-test" + UUID.randomUUID().toString().substring(0, 8);
  }

  /** A client of this account. */
  default <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder) {
    endpoint().ifPresent(builder::endpointOverride);
    return builder
        .region(region())
        .credentialsProvider(credentials())
        .httpClientBuilder(ApacheHttpClient.builder())
        .build();
  }

  /**
   * Ends the test here where that one answers, which is known to differ; not with {@code
   * -Ddifferences=show}, which shows how.
   */
  default void assumeNot(Aws known, String why) {
    assumeTrue(aws() != known || SHOWN, known + ": " + why);
  }
}
