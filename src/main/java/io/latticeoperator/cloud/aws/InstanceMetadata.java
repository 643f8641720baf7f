package io.latticeoperator.cloud.aws;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.imds.Ec2MetadataClient;
import software.amazon.awssdk.imds.Ec2MetadataRetryPolicy;

/** What the EC2 instance that this runs on says of itself (EC2 user guide: instance metadata). */
public final class InstanceMetadata {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final String ROOT = "/latest/meta-data/";

  private final @Nullable URI endpoint;

  /**
   * @param endpoint of the metadata service; null for the instance's own
   */
  public InstanceMetadata(@Nullable URI endpoint) {
    this.endpoint = endpoint;
  }

  /**
   * Id of the VPC that the instance's first network interface is in.
   *
   * @throws software.amazon.awssdk.core.exception.SdkException when nobody answers: this is no
   *     instance, metadata are off, or a container is more hops away than the instance allows
   */
  String vpcId() {
    try (var client = client()) {
      var mac = client.get(ROOT + "mac").asString().strip();
      var vpcId =
          client.get(ROOT + "network/interfaces/macs/" + mac + "/vpc-id").asString().strip();
      if (!vpcId.startsWith("vpc-")) {
        throw SdkClientException.create("the instance's metadata name no VPC: " + vpcId);
      }
      return vpcId;
    }
  }

  private Ec2MetadataClient client() {
    var builder =
        Ec2MetadataClient.builder()
            .retryPolicy(Ec2MetadataRetryPolicy.none())
            .httpClient(
                ApacheHttpClient.builder().connectionTimeout(PATIENCE).socketTimeout(PATIENCE));
    return endpoint == null ? builder.build() : builder.endpoint(endpoint).build();
  }
}
