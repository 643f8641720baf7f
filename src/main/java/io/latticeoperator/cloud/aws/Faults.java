package io.latticeoperator.cloud.aws;

import io.latticeoperator.cloud.ErrorCodes;
import io.latticeoperator.plan.Fault;
import io.latticeoperator.plan.Fault.Kind;
import java.time.Duration;
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
  private static final String WHOLE_SECONDS = "\\d{1,6}";

  private Faults() {}

  static Fault of(SdkException exception) {
    return switch (exception) {
      case AwsServiceException answer ->
          new Fault(kind(answer), message(answer), retryAfter(answer));
      case CredentialsUnavailable none -> Fault.of(Kind.DENIED, none.rawMessage());
      case SdkException refused when NotSent.isBehind(refused) ->
          Fault.of(Kind.WITHHELD, NotSent.WHY);
      default -> Fault.of(Kind.LOST_ANSWER, message(exception));
    };
  }

  private static Kind kind(AwsServiceException answer) {
    return answer.isThrottlingException()
        ? Kind.THROTTLED
        : ErrorCodes.kind(code(answer), answer.statusCode());
  }

  /** Null when the answer has none. */
  static @Nullable String code(AwsServiceException answer) {
    return answer.awsErrorDetails() == null ? null : answer.awsErrorDetails().errorCode();
  }

  private static String message(AwsServiceException answer) {
    var details = answer.awsErrorDetails();
    var message = details == null ? null : details.errorMessage();
    if (message == null || message.isEmpty()) {
      var code = code(answer);
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
