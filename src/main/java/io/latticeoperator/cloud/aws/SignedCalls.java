package io.latticeoperator.cloud.aws;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;

/**
 * VPC Lattice by HTTP request, signed by the SDK, but neither modelled nor retried: for whoever
 * wants to see exactly what AWS answers.
 */
public final class SignedCalls {
  private static final String SERVICE = "vpc-lattice";

  private final SdkHttpClient http;
  private final AwsCredentialsProvider credentials;
  private final URI endpoint;
  private final String region;

  /**
   * @param http neither closed here nor configured
   * @param endpoint without a path
   */
  public SignedCalls(
      SdkHttpClient http, AwsCredentialsProvider credentials, URI endpoint, String region) {
    this.http = http;
    this.credentials = credentials;
    this.endpoint = endpoint;
    this.region = region;
  }

  /**
   * An answer, an error's included.
   *
   * @param errorType of the header {@code x-amzn-ErrorType}; empty without
   */
  public record Answer(int status, String errorType, String body) {}

  /**
   * Sends one request.
   *
   * @param target path and query, escaped
   * @param body JSON, or empty
   * @throws UncheckedIOException when no answer came
   */
  public Answer call(String method, String target, String body) {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    ContentStreamProvider content = () -> new ByteArrayInputStream(bytes);
    var unsigned =
        SdkHttpRequest.builder()
            .uri(endpoint.resolve(target))
            .method(SdkHttpMethod.fromValue(method));
    if (bytes.length > 0) {
      unsigned.putHeader("Content-Type", "application/json");
      unsigned.putHeader("Content-Length", String.valueOf(bytes.length));
    }
    var signed =
        AwsV4HttpSigner.create()
            .sign(
                request ->
                    request
                        .identity(credentials.resolveCredentials())
                        .request(unsigned.build())
                        .payload(content)
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, SERVICE)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region));
    var execution =
        HttpExecuteRequest.builder()
            .request(signed.request())
            .contentStreamProvider(bytes.length > 0 ? content : null)
            .build();
    try {
      var response = http.prepareRequest(execution).call();
      var answer = response.httpResponse();
      var text =
          response.responseBody().isPresent()
              ? new String(response.responseBody().get().readAllBytes(), StandardCharsets.UTF_8)
              : "";
      return new Answer(
          answer.statusCode(), errorType(answer.firstMatchingHeader("x-amzn-ErrorType")), text);
    } catch (IOException failed) {
      throw new UncheckedIOException(method + " " + endpoint + ": " + failed.getMessage(), failed);
    }
  }

  /** Some front ends put a colon and an address behind the name. */
  private static String errorType(Optional<String> header) {
    return header.map(value -> value.split(":", 2)[0]).orElse("");
  }
}
