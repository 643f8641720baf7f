package io.latticeoperator.aws;

import io.latticeoperator.cloud.aws.AwsClients;
import io.latticeoperator.cloud.aws.Timeouts;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/**
 * An account that tests may write to, because its owner says so: the environment variable names it,
 * and the credentials must be of no other one.
 */
final class RealAccount implements TestAccount {
  static final String ALLOWED = "LATTICE_AWS_TESTS";

  private final String id;
  private final Region region;
  private final String prefix = TestAccount.newPrefix();
  private final DefaultCredentialsProvider credentials =
      DefaultCredentialsProvider.builder().build();

  RealAccount() {
    try (var clients = AwsClients.configured(Timeouts.STANDARD, "test")) {
      id = allowed(System.getenv(ALLOWED), clients.account());
      region = Region.of(clients.region());
    }
  }

  /**
   * The account, if it may be written to.
   *
   * @param named by the environment, if any
   * @param actual which the credentials are of
   */
  static String allowed(@Nullable String named, String actual) {
    if (named == null || !named.matches("\\d{12}")) {
      throw new IllegalStateException(
          "%s must be the 12 digits of the account that tests may write to, not %s"
              .formatted(ALLOWED, named));
    }
    if (!named.equals(actual)) {
      throw new IllegalStateException(
          "%s is %s, but the credentials are of account %s: nothing was written"
              .formatted(ALLOWED, named, actual));
    }
    return actual;
  }

  @Override
  public Aws aws() {
    return Aws.REAL;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public Region region() {
    return region;
  }

  @Override
  public AwsCredentialsProvider credentials() {
    return credentials;
  }

  @Override
  public Optional<URI> endpoint() {
    return Optional.empty();
  }

  @Override
  public Map<String, String> environment() {
    return Map.of();
  }

  @Override
  public String prefix() {
    return prefix;
  }

  @Override
  public void close() {
    new Leftovers(this).remove();
    credentials.close();
  }
}
