package io.latticeoperator.cloud.aws;

import io.latticeoperator.cloud.aws.ec2.Ec2;
import io.latticeoperator.cloud.aws.ec2.Ec2Endpoint;
import io.latticeoperator.cloud.aws.ec2.QueryClient;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.ram.RamClient;
import software.amazon.awssdk.services.resourcegroupstaggingapi.ResourceGroupsTaggingApiClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.vpclattice.VpcLatticeClient;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * The clients of AWS's services, configured by what the SDK itself reads and nothing else:
 * AWS_REGION, AWS_PROFILE, AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_VPC_LATTICE, AWS_ROLE_ARN with
 * AWS_WEB_IDENTITY_TOKEN_FILE and the others of its reference guide.
 *
 * <p>None of them retries, each gives up in time, and each is made when it is first called, for a
 * client takes memory. They share their connections.
 */
public final class AwsClients implements Apis, AutoCloseable {
  /** More than the budget lets be under way at once, even when AWS answers nothing. */
  private static final int CONNECTIONS = 1000;

  private final Timeouts timeouts;
  private final String product;
  private final Region region;
  private final AwsCredentialsProvider credentials;
  private final @Nullable URI endpoint;
  private final Lazy<SdkHttpClient> http;
  private final Lazy<VpcLatticeClient> lattice;
  private final Lazy<Ec2> ec2;
  private final Lazy<CloudWatchLogsClient> logs;
  private final Lazy<CloudWatchClient> cloudWatch;
  private final Lazy<RamClient> ram;
  private final Lazy<ResourceGroupsTaggingApiClient> tagging;
  private final Lazy<StsClient> sts;
  private final Lazy<String> account;

  private AwsClients(
      Timeouts timeouts,
      String product,
      Region region,
      AwsCredentialsProvider credentials,
      @Nullable URI endpoint) {
    this.timeouts = timeouts;
    this.product = product;
    this.region = region;
    this.credentials = credentials;
    this.endpoint = endpoint;
    this.http =
        new Lazy<>(
            () ->
                new FencedHttp(
                    ApacheHttpClient.builder()
                        .socketTimeout(timeouts.attempt())
                        // a call that is begun must not wait for others to end
                        .maxConnections(CONNECTIONS)
                        .build()));
    this.lattice = new Lazy<>(() -> configured(VpcLatticeClient.builder(), "vpc-lattice"));
    this.ec2 = new Lazy<>(() -> new Ec2(queries()));
    this.logs = new Lazy<>(() -> configured(CloudWatchLogsClient.builder(), "logs"));
    this.cloudWatch = new Lazy<>(() -> configured(CloudWatchClient.builder(), "cloudwatch"));
    this.ram = new Lazy<>(() -> configured(RamClient.builder(), "ram"));
    this.tagging = new Lazy<>(() -> configured(ResourceGroupsTaggingApiClient.builder(), "tag"));
    this.sts = new Lazy<>(() -> configured(StsClient.builder(), "sts"));
    this.account = new Lazy<>(() -> identity().account());
  }

  /**
   * Makes no call, unless the machine itself has to be asked for its Region.
   *
   * @param product name and version for the user agent, such as {@code lattice-operator/0.1.0}
   * @throws IllegalArgumentException when no Region is configured
   */
  public static AwsClients configured(Timeouts timeouts, String product) {
    return new AwsClients(timeouts, product, configuredRegion(), new Credentials(), null);
  }

  /**
   * Clients of one endpoint that stands for all services.
   *
   * @param region AWS Region code
   * @param credentials stay the caller's to close
   */
  public static AwsClients at(
      URI endpoint,
      String region,
      AwsCredentialsProvider credentials,
      Timeouts timeouts,
      String product) {
    return new AwsClients(timeouts, product, Region.of(region), credentials, endpoint);
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
   * @param service its prefix in IAM actions
   */
  private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C configured(
      B builder, String service) {
    builder
        .region(region)
        .credentialsProvider(credentials)
        .httpClient(http.get())
        .overrideConfiguration(
            ClientOverrideConfiguration.builder()
                .retryStrategy(AwsRetryStrategy.doNotRetry())
                .apiCallAttemptTimeout(timeouts.attempt())
                .apiCallTimeout(timeouts.total())
                .addExecutionInterceptor(new NamedAction(service))
                .putAdvancedOption(SdkAdvancedClientOption.USER_AGENT_SUFFIX, product)
                .build());
    if (endpoint != null) {
      builder.endpointOverride(endpoint);
    }
    return builder.build();
  }

  private QueryClient queries() {
    return new QueryClient(
        http.get(),
        credentials,
        new QueryClient.Settings(
            Ec2Endpoint.of(region, endpoint),
            region.id(),
            timeouts.attempt(),
            timeouts.total(),
            product));
  }

  @Override
  public VpcLatticeClient lattice() {
    return lattice.get();
  }

  @Override
  public Ec2 ec2() {
    return ec2.get();
  }

  @Override
  public CloudWatchLogsClient logs() {
    return logs.get();
  }

  @Override
  public CloudWatchClient cloudWatch() {
    return cloudWatch.get();
  }

  @Override
  public RamClient ram() {
    return ram.get();
  }

  @Override
  public ResourceGroupsTaggingApiClient tagging() {
    return tagging.get();
  }

  @Override
  public String account() {
    return account.get();
  }

  /** Calls without a model, to the same endpoint with the same credentials. */
  public SignedCalls signedCalls() {
    var own = URI.create("https://vpc-lattice.%s.amazonaws.com".formatted(region.id()));
    return new SignedCalls(http.get(), credentials, latticeEndpoint().orElse(own), region.id());
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
    var elsewhere = latticeEndpoint().map(uri -> ", VPC Lattice at " + uri).orElse("");
    return "Region " + region.id() + elsewhere + ", " + describeCredentials();
  }

  /** Which credentials are in use and where they are from, or why there are none. */
  String describeCredentials() {
    return credentials instanceof Credentials chain
        ? chain.describe()
        : "credentials as they are given";
  }

  private Optional<URI> latticeEndpoint() {
    return lattice().serviceClientConfiguration().endpointOverride();
  }

  /**
   * Asks AWS whom it takes us for: one call of STS GetCallerIdentity, which needs no permission.
   *
   * @throws software.amazon.awssdk.core.exception.SdkException when AWS does not say
   */
  public Identity identity() {
    var caller = sts.get().getCallerIdentity();
    return new Identity(caller.account(), caller.arn());
  }

  /** Ends connections and threads; calls in flight fail. */
  @Override
  public void close() {
    List.<Lazy<? extends SdkAutoCloseable>>of(lattice, logs, cloudWatch, ram, tagging, sts, http)
        .forEach(client -> client.ifMade(SdkAutoCloseable::close));
    if (credentials instanceof Credentials chain) {
      chain.close();
    }
  }
}
