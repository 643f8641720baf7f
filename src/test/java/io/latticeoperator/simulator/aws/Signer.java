package io.latticeoperator.simulator.aws;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** Signs requests as the AWS SDK does. */
public record Signer(AwsCredentialsIdentity credentials, String service, Instant at) {

  public static Signer of(String accessKey, String secret, String service, Instant at) {
    return new Signer(AwsCredentialsIdentity.create(accessKey, secret), service, at);
  }

  static Signer ofSession(
      String accessKey, String secret, String token, String service, Instant at) {
    return new Signer(AwsSessionCredentialsIdentity.create(accessKey, secret, token), service, at);
  }

  /** The headers of a signed GET of a URI whose payload is not signed, names in lower case. */
  public Map<String, List<String>> headers(URI uri, Map<String, String> others) {
    var signed = signed(SdkHttpMethod.GET, uri, others, "", false, false);
    return lowerCase(signed.headers());
  }

  /** A signed request as the simulator sees it. */
  SignedRequest request(SdkHttpMethod method, URI uri, Map<String, String> others, String body) {
    return seen(signed(method, uri, others, body, true, false), body);
  }

  /** The same in the form that has the signature in the query. */
  SignedRequest presigned(URI uri) {
    return seen(signed(SdkHttpMethod.GET, uri, Map.of(), "", true, true), "");
  }

  private static SignedRequest seen(SdkHttpRequest signed, String body) {
    var headers = new HashMap<String, String>();
    lowerCase(signed.headers())
        .forEach((name, values) -> headers.put(name, String.join(",", values)));
    return new SignedRequest(
        signed.method().name(),
        signed.encodedPath(),
        signed.encodedQueryParameters().orElse(""),
        headers,
        () -> Hashes.sha256(body.getBytes(StandardCharsets.UTF_8)));
  }

  private SdkHttpRequest signed(
      SdkHttpMethod method,
      URI uri,
      Map<String, String> others,
      String body,
      boolean withPayload,
      boolean inQuery) {
    var request = SdkHttpRequest.builder().method(method).uri(uri);
    request.putHeader("host", uri.getRawAuthority());
    others.forEach(request::putHeader);
    return AwsV4HttpSigner.create()
        .sign(
            to -> {
              to.identity(credentials)
                  .request(request.build())
                  .payload(() -> new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)))
                  .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, service)
                  .putProperty(AwsV4HttpSigner.REGION_NAME, "eu-central-1")
                  .putProperty(AwsV4FamilyHttpSigner.PAYLOAD_SIGNING_ENABLED, withPayload)
                  .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(at, ZoneOffset.UTC));
              if (inQuery) {
                to.putProperty(
                        AwsV4FamilyHttpSigner.AUTH_LOCATION,
                        AwsV4FamilyHttpSigner.AuthLocation.QUERY_STRING)
                    .putProperty(AwsV4FamilyHttpSigner.EXPIRATION_DURATION, Duration.ofMinutes(10));
              }
            })
        .request();
  }

  private static Map<String, List<String>> lowerCase(Map<String, List<String>> headers) {
    var lower = new HashMap<String, List<String>>();
    headers.forEach((name, values) -> lower.put(name.toLowerCase(Locale.ROOT), values));
    return lower;
  }
}
