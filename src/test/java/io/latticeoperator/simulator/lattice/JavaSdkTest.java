package io.latticeoperator.simulator.lattice;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.vpclattice.VpcLatticeClient;
import software.amazon.awssdk.services.vpclattice.model.ConflictException;
import software.amazon.awssdk.services.vpclattice.model.ServiceStatus;
import software.amazon.awssdk.services.vpclattice.model.ValidationException;

class JavaSdkTest {
  private final Served served = new Served();
  private final VpcLatticeClient client =
      VpcLatticeClient.builder()
          .endpointOverride(served.server.endpoint())
          .region(Region.EU_CENTRAL_1)
          .httpClientBuilder(ApacheHttpClient.builder())
          .credentialsProvider(
              StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIATEST", "secret")))
          .build();

  @AfterEach
  void close() {
    client.close();
    served.close();
  }

  @Test
  void theSdkUnderstandsAnswersAndRefusals() {
    var created = client.createService(request -> request.name("shop"));
    assertEquals(ServiceStatus.CREATE_IN_PROGRESS, created.status());
    assertTrue(created.dnsEntry().domainName().startsWith("shop-0"), created.toString());
    await()
        .until(
            () ->
                client.getService(request -> request.serviceIdentifier(created.arn())).status()
                    == ServiceStatus.ACTIVE);
    client.updateService(request -> request.serviceIdentifier(created.id()).authType("AWS_IAM"));
    var duplicate =
        assertThrows(
            ConflictException.class, () -> client.createService(request -> request.name("shop")));
    assertEquals(created.id(), duplicate.resourceId());
    assertEquals("SERVICE", duplicate.resourceType());
    var invalid =
        assertThrows(
            ValidationException.class, () -> client.createService(request -> request.name("A")));
    assertEquals("fieldValidationFailed", invalid.reasonAsString());
    assertEquals("name", invalid.fieldList().getFirst().name());
    assertEquals(1, client.listServicesPaginator(request -> {}).items().stream().count());
    client.tagResource(request -> request.resourceArn(created.arn()).tags(Map.of("a", "b")));
    client.untagResource(request -> request.resourceArn(created.arn()).tagKeys("a", "c"));
    assertTrue(
        client.listTagsForResource(request -> request.resourceArn(created.arn())).tags().isEmpty());
  }
}
