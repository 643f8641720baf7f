package io.latticeoperator.simulator.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.latticeoperator.simulator.aws.SignatureCheck.Verdict;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.SdkHttpMethod;

class SignatureCheckTest {
  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
  private static final String SERVICE = "vpc-lattice";
  private static final URI URI_OF_CALL =
      URI.create(
          "http://127.0.0.1:4566/tags/arn%3Aaws%3Avpc-lattice%3Ar%3A111122223333%3Aservice%2Fsvc-1"
              + "?tagKeys=b&tagKeys=a%20%2F~b&empty=&x-y=%C3%A9");

  private final Secrets secrets = new Secrets();
  private final SignatureCheck check = new SignatureCheck(secrets, () -> NOW);

  private static Signer signer(String secret, Instant at) {
    return Signer.of("AKIATEST", secret, SERVICE, at);
  }

  private static SignedRequest signed(String secret, Instant at) {
    return signer(secret, at)
        .request(SdkHttpMethod.POST, URI_OF_CALL, Map.of("x-custom", " a   b "), "{\"a\":1}");
  }

  private Verdict verdict(SignedRequest request) {
    return check.verify(request, SERVICE);
  }

  private void assertWrong(String name, String message, SignedRequest request) {
    var refusal = verdict(request).refusal();
    assertTrue(refusal != null);
    assertEquals(name, refusal.shape().name());
    assertEquals(403, refusal.shape().status());
    assertTrue(refusal.text().contains(message), refusal.text());
  }

  @Test
  void thePublishedExampleIsVerified() {
    secrets.put("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
    var at = Instant.parse("2015-08-30T12:36:00Z");
    var request =
        new SignedRequest(
            "GET",
            "/",
            "",
            Map.of(
                "host",
                "example.amazonaws.com",
                "x-amz-date",
                "20150830T123600Z",
                "authorization",
                "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request,"
                    + " SignedHeaders=host;x-amz-date, Signature="
                    + "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
            () -> Hashes.sha256(new byte[0]));
    assertEquals(
        new Verdict.Genuine("AKIDEXAMPLE", "us-east-1"),
        new SignatureCheck(secrets, () -> at).verify(request, "service"));
  }

  @Test
  void whoHasTheSecretIsGenuine() {
    secrets.put("AKIATEST", "right");
    var genuine = new Verdict.Genuine("AKIATEST", "eu-central-1");
    assertEquals(genuine, verdict(signed("right", NOW)));
    assertEquals(genuine, verdict(signer("right", NOW).presigned(URI_OF_CALL)));
    secrets.put("AKIATEST", "changed");
    assertWrong("InvalidSignatureException", "does not match", signed("right", NOW));
    assertWrong(
        "InvalidSignatureException", "does not match", signer("right", NOW).presigned(URI_OF_CALL));
  }

  @Test
  void everythingThatIsSignedCounts() {
    secrets.byDefault("right");
    var right = signed("right", NOW);
    assertInstanceOf(Verdict.Genuine.class, verdict(right));
    var headers = new HashMap<>(right.headers());
    headers.put("x-custom", "other");
    for (var changed :
        new SignedRequest[] {
          new SignedRequest(
              "PUT", right.path(), right.rawQuery(), right.headers(), right.payload()),
          new SignedRequest("POST", "/tags/x", right.rawQuery(), right.headers(), right.payload()),
          new SignedRequest("POST", right.path(), "tagKeys=b", right.headers(), right.payload()),
          new SignedRequest("POST", right.path(), right.rawQuery(), headers, right.payload()),
          new SignedRequest(
              "POST",
              right.path(),
              right.rawQuery(),
              right.headers(),
              () -> Hashes.sha256(new byte[1]))
        }) {
      assertWrong("InvalidSignatureException", "does not match", changed);
    }
  }

  @Test
  void aPayloadThatIsNotSignedIsSaidToBe() {
    secrets.byDefault("right");
    var headers = new HashMap<String, String>();
    signer("right", NOW)
        .headers(URI.create("https://shop.lattice.test/a"), Map.of())
        .forEach((name, values) -> headers.put(name, String.join(",", values)));
    assertEquals(SignedRequest.UNSIGNED_PAYLOAD, headers.get("x-amz-content-sha256"));
    var request = new SignedRequest("GET", "/a", "", headers, () -> Hashes.sha256(new byte[7]));
    assertInstanceOf(Verdict.Genuine.class, verdict(request));
  }

  @Test
  void aSignatureIsGoodForFiveMinutesOrAsLongAsItSays() {
    secrets.byDefault("right");
    var skew = Duration.ofMinutes(5);
    assertInstanceOf(Verdict.Genuine.class, verdict(signed("right", NOW.minus(skew))));
    assertInstanceOf(Verdict.Genuine.class, verdict(signed("right", NOW.plus(skew))));
    assertWrong(
        "InvalidSignatureException",
        "Signature expired: 20260101T115459Z is now earlier than 20260101T115500Z"
            + " (20260101T120000Z - 5 min.)",
        signed("right", NOW.minus(skew).minusSeconds(1)));
    assertWrong(
        "InvalidSignatureException",
        "Signature not yet current: 20260101T120501Z",
        signed("right", NOW.plus(skew).plusSeconds(1)));
    var ten = Duration.ofMinutes(10);
    assertInstanceOf(
        Verdict.Genuine.class, verdict(signer("right", NOW.minus(ten)).presigned(URI_OF_CALL)));
    assertWrong(
        "InvalidSignatureException",
        "Signature expired",
        signer("right", NOW.minus(ten).minusSeconds(1)).presigned(URI_OF_CALL));
  }

  @Test
  void aSessionNeedsItsTokenAndEnds() {
    var key = "ASIA0000000000000001";
    secrets.begin(key, NOW.plusSeconds(60));
    var signer = Signer.ofSession(key, "secret-of-" + key, "session-of-" + key, SERVICE, NOW);
    var request = signer.request(SdkHttpMethod.GET, URI_OF_CALL, Map.of(), "");
    assertEquals(new Verdict.Genuine(key, "eu-central-1"), verdict(request));
    assertInstanceOf(Verdict.Genuine.class, verdict(signer.presigned(URI_OF_CALL)));
    assertWrong(
        "UnrecognizedClientException",
        "security token",
        Signer.of(key, "secret-of-" + key, SERVICE, NOW)
            .request(SdkHttpMethod.GET, URI_OF_CALL, Map.of(), ""));
    var later = new SignatureCheck(secrets, () -> NOW.plusSeconds(61));
    var refusal = later.verify(request, SERVICE).refusal();
    assertTrue(refusal != null);
    assertEquals("ExpiredTokenException", refusal.shape().name());
    assertEquals("ExpiredToken", refusal.shape().queryCode());
  }

  @Test
  void whatIsNotSignedOrByAKeyThatNobodyKnowsIsToldApart() {
    var unsigned = new SignedRequest("GET", "/", "", Map.of("host", "x"), () -> "");
    assertEquals(new Verdict.Unsigned(), verdict(unsigned));
    assertWrong("MissingAuthenticationTokenException", "Missing Authentication Token", unsigned);
    assertEquals(new Verdict.UnknownKey("AKIATEST", "eu-central-1"), verdict(signed("right", NOW)));
    assertWrong("UnrecognizedClientException", "security token", signed("right", NOW));
  }

  @Test
  void theScopeMustBeOfTheService() {
    secrets.byDefault("right");
    var refusal = check.verify(signed("right", NOW), "ec2").refusal();
    assertTrue(refusal != null);
    assertEquals("SignatureDoesNotMatch", refusal.shape().queryCode());
    assertTrue(refusal.text().contains("correct service: 'ec2'"), refusal.text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Basic abc",
        "AWS4-HMAC-SHA256",
        "AWS4-HMAC-SHA256 Credential=a/b/c/d/aws4_request, SignedHeaders=host",
        "AWS4-HMAC-SHA256 Credential=a/b/c/aws4_request, SignedHeaders=host, Signature=0",
        "AWS4-ECDSA-P256-SHA256 Credential=a/b/d/aws4_request, SignedHeaders=host, Signature=0"
      })
  void whatCannotBeReadIsIncomplete(String authorization) {
    var headers =
        Map.of("host", "x", "authorization", authorization, "x-amz-date", "20260101T120000Z");
    assertWrong(
        "IncompleteSignatureException", "", new SignedRequest("GET", "/", "", headers, () -> ""));
  }

  @Test
  void aQueryMustHaveAllItsParts() {
    var request =
        new SignedRequest(
            "GET", "/", "X-Amz-Algorithm=AWS4-HMAC-SHA256", Map.of("host", "x"), () -> "");
    assertWrong("IncompleteSignatureException", "X-Amz-Credential", request);
  }

  @Test
  void hostMustBeSigned() {
    secrets.byDefault("right");
    var headers =
        Map.of(
            "host",
            "x",
            "x-amz-date",
            "20260101T120000Z",
            "authorization",
            "AWS4-HMAC-SHA256 Credential=AKIATEST/20260101/eu-central-1/vpc-lattice/aws4_request,"
                + " SignedHeaders=x-amz-date, Signature=0");
    assertWrong(
        "InvalidSignatureException",
        "'Host' or ':authority' must be a 'SignedHeader'",
        new SignedRequest("GET", "/", "", headers, () -> ""));
  }
}
