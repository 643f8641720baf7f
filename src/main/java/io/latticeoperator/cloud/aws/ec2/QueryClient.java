package io.latticeoperator.cloud.aws.ec2;

import io.latticeoperator.cloud.ErrorCodes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.util.SystemUserAgent;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.protocols.query.unmarshall.XmlDomParser;
import software.amazon.awssdk.protocols.query.unmarshall.XmlElement;

/**
 * Signs and sends requests of EC2's query protocol, once, and reads the answers. For any number of
 * threads.
 */
public final class QueryClient {
  private static final String SERVICE = "ec2";

  private final SdkHttpClient http;
  private final AwsCredentialsProvider credentials;
  private final Settings settings;
  private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
  private final String userAgent;

  /**
   * What the SDK's clients are configured by.
   *
   * @param region to sign for
   * @param attempt from sending to the last byte of the answer, at most
   * @param total with getting credentials and a connection, at most
   * @param product for the user agent
   */
  public record Settings(
      URI endpoint, String region, Duration attempt, Duration total, String product) {}

  /**
   * @param http neither closed here nor configured
   */
  public QueryClient(SdkHttpClient http, AwsCredentialsProvider credentials, Settings settings) {
    this.http = http;
    this.credentials = credentials;
    this.settings = settings;
    this.userAgent = SystemUserAgent.getOrCreate().userAgentString() + " " + settings.product();
  }

  /**
   * Makes one call.
   *
   * @throws AwsServiceException when the answer is an error
   * @throws SdkClientException when there is no answer, or it is not to be understood
   */
  XmlElement send(QueryCall call) {
    var answer = new FutureTask<>(() -> attempt(call));
    Thread.ofVirtual().name("ec2").start(answer);
    try {
      return answer.get(settings.total().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      answer.cancel(true);
      throw ApiCallTimeoutException.create(settings.total().toMillis());
    } catch (InterruptedException hurried) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw AbortedException.create("Thread was interrupted", hurried);
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(failed);
    }
  }

  private XmlElement attempt(QueryCall call) {
    var body = SdkBytes.fromUtf8String(call.form());
    ContentStreamProvider content = body::asInputStream;
    var signed =
        signer.sign(
            request ->
                request
                    .identity(credentials.resolveCredentials())
                    .request(request(body.asByteArrayUnsafe().length))
                    .payload(content)
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, SERVICE)
                    .putProperty(AwsV4HttpSigner.REGION_NAME, settings.region()));
    var execution =
        http.prepareRequest(
            HttpExecuteRequest.builder()
                .request(signed.request())
                .contentStreamProvider(content)
                .build());
    var limit = settings.attempt().toMillis();
    var alarm = ForkJoinPool.commonPool().schedule(execution::abort, limit, TimeUnit.MILLISECONDS);
    try {
      var response = execution.call();
      var stream = response.responseBody();
      var bytes = stream.isPresent() ? stream.get().readAllBytes() : new byte[0];
      return understood(call.action(), response.httpResponse(), bytes);
    } catch (IOException broken) {
      throw alarm.isDone()
          ? ApiCallAttemptTimeoutException.create(limit)
          : SdkClientException.create(
              "Unable to execute HTTP request: " + broken.getMessage(), broken);
    } finally {
      alarm.cancel(false);
    }
  }

  private SdkHttpRequest request(int length) {
    return SdkHttpRequest.builder()
        .method(SdkHttpMethod.POST)
        .uri(settings.endpoint())
        .putHeader("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
        .putHeader("Content-Length", Integer.toString(length))
        .putHeader("User-Agent", userAgent)
        .build();
  }

  private static XmlElement understood(String action, SdkHttpResponse response, byte[] body) {
    if (!response.isSuccessful()) {
      throw refusal(action, response, body);
    }
    var answer = parsed(body);
    if (answer == null) {
      throw SdkClientException.create("Unable to unmarshall response: it is no XML");
    }
    return answer;
  }

  private static AwsServiceException refusal(String action, SdkHttpResponse response, byte[] body) {
    var answer = parsed(body);
    var error = answer == null ? null : error(answer);
    var code = error == null ? null : Elements.text(error, "Code");
    var message = error == null ? null : Elements.text(error, "Message");
    var details =
        AwsErrorDetails.builder()
            .serviceName("Ec2")
            .errorCode(code)
            .errorMessage(
                message == null ? null : ErrorCodes.naming(code, message, SERVICE + ":" + action))
            .sdkHttpResponse(response)
            .rawResponse(SdkBytes.fromByteArray(body))
            .build();
    return AwsServiceException.builder()
        .awsErrorDetails(details)
        .statusCode(response.statusCode())
        .requestId(answer == null ? null : Elements.text(answer, "RequestID"))
        .build();
  }

  private static @Nullable XmlElement error(XmlElement answer) {
    return answer
        .getOptionalElementByName("Errors")
        .flatMap(errors -> errors.getOptionalElementByName("Error"))
        .orElse(null);
  }

  /** Null when it is no XML, as what stands between often answers. */
  private static @Nullable XmlElement parsed(byte[] body) {
    try {
      return body.length == 0 ? null : XmlDomParser.parse(new ByteArrayInputStream(body));
    } catch (RuntimeException malformed) {
      return null;
    }
  }
}
