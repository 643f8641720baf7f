package io.latticeoperator.simulator.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import io.latticeoperator.simulator.aws.Vpc;
import io.latticeoperator.simulator.aws.World;
import io.latticeoperator.simulator.faults.LiveFaults;
import io.latticeoperator.simulator.lattice.HealthProbe;
import io.latticeoperator.simulator.lattice.LatticeSimulator;
import io.latticeoperator.simulator.lattice.Settings;
import io.latticeoperator.time.RealTimeline;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.vpclattice.VpcLatticeClient;

/** A simulator that verifies signatures, and clients that sign. */
class VerifiedTest {
  private final RealTimeline timeline =
      new RealTimeline(
          "verified-test",
          failure -> {
            throw new AssertionError(failure);
          });
  private final LatticeSimulator lattice =
      new LatticeSimulator(
          timeline,
          Settings.instant(),
          World.of(Vpc.of(LocalAws.VPC, "111122223333", "us-east-1", "10.1.0.0/16")),
          HealthProbe.alwaysHealthy(),
          1);
  private final AwsServer server =
      AwsServer.start(
          new AwsServer.Contents(
              AwsServices.around(lattice), new LiveFaults(lattice), List.of(), () -> {}, true),
          0);

  VerifiedTest() {
    lattice.environment().accounts().secrets().put("AKIATEST", "right");
  }

  @AfterEach
  void close() {
    server.close();
    timeline.close();
  }

  private VpcLatticeClient lattice(AwsCredentials credentials) {
    return VpcLatticeClient.builder()
        .endpointOverride(server.endpoint())
        .region(Region.US_EAST_1)
        .httpClientBuilder(ApacheHttpClient.builder())
        .credentialsProvider(StaticCredentialsProvider.create(credentials))
        .build();
  }

  private static AwsCredentials key(String accessKey, String secret) {
    return AwsBasicCredentials.create(accessKey, secret);
  }

  private static void assertRefused(String code, AwsServiceException refused) {
    assertEquals(code, refused.awsErrorDetails().errorCode(), refused.getMessage());
    assertEquals(403, refused.statusCode());
  }

  @Test
  void theJavaSdkIsBelievedWithTheRightSecretOnly() {
    try (var right = lattice(key("AKIATEST", "right"));
        var wrong = lattice(key("AKIATEST", "wrong"));
        var unknown = lattice(key("AKIAUNKNOWN", "right"))) {
      var arn = right.createService(request -> request.name("shop")).arn();
      right.tagResource(request -> request.resourceArn(arn).tags(Map.of("a b", "ü/~")));
      right.untagResource(request -> request.resourceArn(arn).tagKeys("x/y", "a b", "c+d"));
      assertEquals(Map.of(), right.listTagsForResource(request -> request.resourceArn(arn)).tags());
      assertRefused(
          "InvalidSignatureException",
          assertThrows(AwsServiceException.class, () -> wrong.listServices(request -> {})));
      assertRefused(
          "UnrecognizedClientException",
          assertThrows(AwsServiceException.class, () -> unknown.listServices(request -> {})));
      lattice.environment().accounts().secrets().byDefault("right");
      assertEquals(1, unknown.listServices(request -> {}).items().size());
    }
  }

  @Test
  void aSessionIsBelievedWithItsToken() {
    var sts =
        StsClient.builder()
            .endpointOverride(server.endpoint())
            .region(Region.US_EAST_1)
            .httpClientBuilder(ApacheHttpClient.builder())
            .credentialsProvider(AnonymousCredentialsProvider.create())
            .build();
    try (sts) {
      assertRefused(
          "MissingAuthenticationToken",
          assertThrows(AwsServiceException.class, () -> sts.getCallerIdentity(request -> {})));
      var given =
          sts.assumeRoleWithWebIdentity(
                  request ->
                      request
                          .roleArn("arn:aws:iam::111122223333:role/operator")
                          .roleSessionName("pod")
                          .webIdentityToken("token"))
              .credentials();
      var session =
          AwsSessionCredentials.create(
              given.accessKeyId(), given.secretAccessKey(), given.sessionToken());
      try (var right = lattice(session);
          var without = lattice(key(given.accessKeyId(), given.secretAccessKey()))) {
        assertTrue(right.listServices(request -> {}).items().isEmpty());
        assertRefused(
            "UnrecognizedClientException",
            assertThrows(AwsServiceException.class, () -> without.listServices(request -> {})));
      }
    }
  }

  @Test
  void whatIsNotSignedIsRefusedAsRestJsonDoes() throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(URI.create(server.endpoint() + "/services")).build();
    var response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    assertEquals(403, response.statusCode());
    assertEquals(
        "MissingAuthenticationTokenException",
        response.headers().firstValue("x-amzn-ErrorType").orElse(""));
    assertTrue(response.body().contains("Missing Authentication Token"), response.body());
  }

  @Test
  @Tag("aws-cli")
  void botoIsBelievedWithTheRightSecretOnly() throws IOException, InterruptedException {
    var script =
        """
        import boto3, sys, urllib.error, urllib.request
        from botocore.exceptions import ClientError
        def client(service, secret):
            return boto3.client(service, endpoint_url=sys.argv[1], region_name='us-east-1',
                aws_access_key_id='AKIATEST', aws_secret_access_key=secret)
        def status(url):
            try:
                return urllib.request.urlopen(url).status
            except urllib.error.HTTPError as e:
                return e.code
        arn = client('vpc-lattice', 'right').create_service(name='shop')['arn']
        client('vpc-lattice', 'right').untag_resource(resourceArn=arn, tagKeys=['a b', 'c/d'])
        calls = [('vpc-lattice', 'list_services'), ('ec2', 'describe_vpcs'),
                 ('sts', 'get_caller_identity'), ('cloudwatch', 'list_metrics'),
                 ('logs', 'describe_log_groups')]
        for service, call in calls:
            getattr(client(service, 'right'), call)()
            try:
                getattr(client(service, 'wrong'), call)()
            except ClientError as e:
                print(service, e.response['Error']['Code'],
                      e.response['ResponseMetadata']['HTTPStatusCode'])
        for secret in 'right', 'wrong':
            url = client('sts', secret).generate_presigned_url(
                'get_caller_identity', HttpMethod='GET')
            print(secret, status(url))
        """;
    var builder =
        new ProcessBuilder("python3", "-c", script, server.endpoint().toString())
            .redirectErrorStream(true);
    builder.environment().put("AWS_MAX_ATTEMPTS", "1");
    Process process;
    try {
      process = builder.start();
    } catch (IOException absent) {
      abort("python3 is not installed");
      return;
    }
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), "it ends");
    assertEquals(
        """
        vpc-lattice InvalidSignatureException 403
        ec2 AuthFailure 401
        sts SignatureDoesNotMatch 403
        cloudwatch InvalidSignatureException 403
        logs InvalidSignatureException 403
        right 200
        wrong 403
        """,
        output);
  }
}
