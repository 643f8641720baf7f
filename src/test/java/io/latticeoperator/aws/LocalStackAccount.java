package io.latticeoperator.aws;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/** To LocalStack an access key of twelve digits is an account, which is empty at first. */
final class LocalStackAccount implements TestAccount {
  private static final String SECRET = "secret";

  private final URI endpoint = LocalStack.endpoint();
  private final String id =
      Long.toString(ThreadLocalRandom.current().nextLong(100_000_000_000L, 1_000_000_000_000L));
  private final String prefix = TestAccount.newPrefix();

  @Override
  public Aws aws() {
    return Aws.LOCALSTACK;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public Region region() {
    return Region.EU_CENTRAL_1;
  }

  @Override
  public AwsCredentialsProvider credentials() {
    return StaticCredentialsProvider.create(AwsBasicCredentials.create(id, SECRET));
  }

  @Override
  public Optional<URI> endpoint() {
    return Optional.of(endpoint);
  }

  @Override
  public Map<String, String> environment() {
    return Map.of(
        "AWS_ENDPOINT_URL", endpoint.toString(),
        "AWS_ACCESS_KEY_ID", id,
        "AWS_SECRET_ACCESS_KEY", SECRET);
  }

  @Override
  public String prefix() {
    return prefix;
  }

  /** Nobody finds what is in it. */
  @Override
  public void close() {}
}
