package io.latticeoperator.cloud.aws;

import java.net.URI;
import java.util.Optional;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.vpclattice.VpcLatticeClient;
import software.amazon.awssdk.services.vpclattice.VpcLatticeClientBuilder;

/**
 * The clients of AWS's services, configured by what the SDK itself reads and nothing else:
 * AWS_REGION, AWS_PROFILE, AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_VPC_LATTICE, AWS_ROLE_ARN with
 * AWS_WEB_IDENTITY_TOKEN_FILE and the others of its reference guide.
 */
public final class AwsClients implements AutoCloseable {
  private final Timeouts timeouts;
  private final String product;
  private final Region region;
  private final Credentials credentials;
  private final VpcLatticeClient lattice;

  private AwsClients(Timeouts timeouts, String product, Region region) {
    this.timeouts = timeouts;
    this.product = product;
    this.region = region;
    this.credentials = new Credentials();
    this.lattice =
        lattice(timeouts, product).region(region).credentialsProvider(credentials).build();
  }

  /**
   * Makes no call, unless the machine itself has to be asked for its Region.
   *
   * @param product name and version for the user agent, such as {@code lattice-operator/0.1.0}
   * @throws IllegalArgumentException when no Region is configured
   */
  public static AwsClients configured(Timeouts timeouts, String product) {
    return new AwsClients(timeouts, product, configuredRegion());
  }

  private static Region configuredRegion() {
    try {
      return DefaultAwsRegionProviderChain.builder().build().getRegion();
    } catch (SdkClientException none) {
      throw new IllegalArgumentException(
          "no AWS Region is configured: set AWS_REGION, or AWS_PROFILE to a profile with a region",
          none);
    }
  }

  /**
   * A client that never retries and gives up in time; Region, endpoint and credentials are the
   * SDK's configuration unless set on the builder.
   */
  public static VpcLatticeClientBuilder lattice(Timeouts timeouts, String product) {
    return VpcLatticeClient.builder()
        .httpClientBuilder(ApacheHttpClient.builder().socketTimeout(timeouts.attempt()))
        .overrideConfiguration(oneAttempt(timeouts, product));
  }

  private static ClientOverrideConfiguration oneAttempt(Timeouts timeouts, String product) {
    return ClientOverrideConfiguration.builder()
        .retryStrategy(AwsRetryStrategy.doNotRetry())
        .apiCallAttemptTimeout(timeouts.attempt())
        .apiCallTimeout(timeouts.total())
        .putAdvancedOption(SdkAdvancedClientOption.USER_AGENT_SUFFIX, product)
        .build();
  }

  public VpcLatticeClient lattice() {
    return lattice;
  }

  /** Calls without a model, to the same endpoint with the same credentials. */
  public SignedCalls signedCalls() {
    var http = ApacheHttpClient.builder().socketTimeout(timeouts.attempt()).build();
    var own = URI.create("https://vpc-lattice.%s.amazonaws.com".formatted(region.id()));
    return new SignedCalls(http, credentials, endpoint().orElse(own), region.id());
  }

  /** AWS Region code of all calls. */
  public String region() {
    return region.id();
  }

  /**
   * For the log at start: Region, endpoint if it is not AWS's own, and which credentials have won.
   * Resolves the credentials, as the first call would.
   */
  public String describe() {
    var endpoint = endpoint().map(uri -> ", VPC Lattice at " + uri).orElse("");
    return "Region " + region.id() + endpoint + ", " + credentials.describe();
  }

  private Optional<URI> endpoint() {
    return lattice.serviceClientConfiguration().endpointOverride();
  }

  /**
   * Asks AWS whom it takes us for: one call of STS GetCallerIdentity, which needs no permission.
   *
   * @throws software.amazon.awssdk.core.exception.SdkException when AWS does not say
   */
  public Identity identity() {
    try (var sts =
        StsClient.builder()
            .httpClientBuilder(ApacheHttpClient.builder().socketTimeout(timeouts.attempt()))
            .overrideConfiguration(oneAttempt(timeouts, product))
            .region(region)
            .credentialsProvider(credentials)
            .build()) {
      var caller = sts.getCallerIdentity();
      return new Identity(caller.account(), caller.arn());
    }
  }

  /** Ends connections and threads; calls in flight fail. */
  @Override
  public void close() {
    lattice.close();
    credentials.close();
  }
}
