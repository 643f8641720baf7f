package io.latticeoperator.cloud.aws;

import io.latticeoperator.plan.Fault;
import io.latticeoperator.plan.Fault.Kind;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.vpclattice.model.ValidationException;

/**
 * From the SDK's exceptions to faults. Messages hold nothing that differs from one try to the next,
 * such as request ids, for they end up in conditions.
 */
final class Faults {
  /** Codes whose HTTP status alone would say something else, or nothing. */
  private static final Map<String, Kind> BY_CODE =
      Map.of(
          "ThrottlingException", Kind.THROTTLED,
          "ServiceQuotaExceededException", Kind.QUOTA,
          "ResourceNotFoundException", Kind.MISSING,
          "ExpiredToken", Kind.DENIED,
          "ExpiredTokenException", Kind.DENIED,
          "InvalidClientTokenId", Kind.DENIED,
          "UnrecognizedClientException", Kind.DENIED,
          "MissingAuthenticationTokenException", Kind.DENIED,
          "IncompleteSignatureException", Kind.DENIED);

  private static final String WHOLE_SECONDS = "\\d{1,6}";

  private Faults() {}

  static Fault of(SdkException exception) {
    return switch (exception) {
      case AwsServiceException answer ->
          new Fault(kind(answer), message(answer), retryAfter(answer));
      case CredentialsUnavailable none -> Fault.of(Kind.DENIED, none.rawMessage());
      default -> Fault.of(Kind.LOST_ANSWER, message(exception));
    };
  }

  static Fault of(UnreadableAnswer answer) {
    return Fault.of(Kind.INVALID, String.valueOf(answer.getMessage()));
  }

  private static Kind kind(AwsServiceException answer) {
    if (answer.isThrottlingException()) {
      return Kind.THROTTLED;
    }
    var code = answer.awsErrorDetails() == null ? null : answer.awsErrorDetails().errorCode();
    var kind = code == null ? null : BY_CODE.get(code);
    return kind == null ? byStatus(answer.statusCode()) : kind;
  }

  /**
   * A 404 that does not say what is not found is no answer of VPC Lattice's: believing it would
   * make everything look deleted.
   */
  private static Kind byStatus(int status) {
    return switch (status) {
      case 401, 403 -> Kind.DENIED;
      case 402 -> Kind.QUOTA;
      case 408 -> Kind.LOST_ANSWER;
      case 409 -> Kind.CONFLICT;
      case 429 -> Kind.THROTTLED;
      default -> status >= 500 ? Kind.LOST_ANSWER : Kind.INVALID;
    };
  }

  private static String message(AwsServiceException answer) {
    var details = answer.awsErrorDetails();
    var message = details == null ? null : details.errorMessage();
    if (message == null || message.isEmpty()) {
      var code = details == null ? null : details.errorCode();
      message = (code == null ? "" : code + ", ") + "HTTP status " + answer.statusCode();
    }
    return message + fields(answer);
  }

  private static String fields(AwsServiceException answer) {
    if (!(answer instanceof ValidationException invalid) || !invalid.hasFieldList()) {
      return "";
    }
    return invalid.fieldList().stream()
        .map(field -> field.name() + ": " + field.message())
        .collect(Collectors.joining("; ", " (", ")"));
  }

  private static String message(SdkException exception) {
    var message = exception.rawMessage();
    return message == null ? exception.getClass().getSimpleName() : message;
  }

  /** A date instead of seconds is not understood: VPC Lattice's model has an integer here. */
  private static @Nullable Duration retryAfter(AwsServiceException answer) {
    var details = answer.awsErrorDetails();
    var response = details == null ? null : details.sdkHttpResponse();
    if (response == null) {
      return null;
    }
    return response
        .firstMatchingHeader("Retry-After")
        .filter(text -> text.matches(WHOLE_SECONDS))
        .map(text -> Duration.ofSeconds(Integer.parseInt(text)))
        .orElse(null);
  }
}
