package io.latticeoperator.cloud.aws.ec2;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.endpoint.AwsClientEndpointProvider;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileFileSystemSetting;
import software.amazon.awssdk.regions.Region;

/** Where EC2 is, by all that tells the SDK: AWS_ENDPOINT_URL_EC2, profiles, FIPS, dual stack. */
public final class Ec2Endpoint {
  private Ec2Endpoint() {}

  /**
   * The endpoint for a Region.
   *
   * @param override wins over all settings; null for none
   */
  public static URI of(Region region, @Nullable URI override) {
    return AwsClientEndpointProvider.builder()
        .clientEndpointOverride(override)
        .serviceEndpointOverrideEnvironmentVariable("AWS_ENDPOINT_URL_EC2")
        .serviceEndpointOverrideSystemProperty("aws.endpointUrlEc2")
        .serviceProfileProperty("ec2")
        .serviceEndpointPrefix("ec2")
        .defaultProtocol("https")
        .profileFile(ProfileFile::defaultProfileFile)
        .profileName(ProfileFileSystemSetting.AWS_PROFILE.getStringValueOrThrow())
        .region(region)
        .build()
        .clientEndpoint();
  }
}
