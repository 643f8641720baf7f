package io.latticeoperator.cloud;

import static io.latticeoperator.plan.Fault.Kind.CONFLICT;
import static io.latticeoperator.plan.Fault.Kind.DENIED;
import static io.latticeoperator.plan.Fault.Kind.INVALID;
import static io.latticeoperator.plan.Fault.Kind.LOST_ANSWER;
import static io.latticeoperator.plan.Fault.Kind.MISSING;
import static io.latticeoperator.plan.Fault.Kind.QUOTA;
import static io.latticeoperator.plan.Fault.Kind.THROTTLED;

import io.latticeoperator.plan.Fault;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the error codes of AWS's services mean. Facts: the service models of botocore 1.43.11 and,
 * for EC2, which has no model of its errors, its page of error codes.
 */
public final class ErrorCodes {
  private static final Map<String, Fault.Kind> KINDS = kinds();

  /** Refusals of a permission, as against credentials that are no good. */
  private static final Set<String> PERMISSION =
      Set.of("AccessDeniedException", "AccessDenied", "UnauthorizedOperation");

  private static final Pattern ACTION = Pattern.compile("\\b[a-z0-9-]+:[A-Z][A-Za-z]+\\b");

  private ErrorCodes() {}

  private static Map<String, Fault.Kind> kinds() {
    var kinds = new HashMap<String, Fault.Kind>();
    var byKind =
        Map.of(
            THROTTLED,
            List.of(
                "Throttling",
                "ThrottlingException",
                "ThrottledException",
                "RequestThrottled",
                "RequestThrottledException",
                "RequestLimitExceeded",
                "EC2ThrottledException",
                "TooManyRequestsException",
                "SlowDown",
                "PriorRequestNotComplete"),
            QUOTA,
            List.of(
                "ServiceQuotaExceededException",
                "RulesPerSecurityGroupLimitExceeded",
                "SecurityGroupLimitExceeded",
                "ResourceShareLimitExceededException",
                "LimitExceededException",
                "LimitExceededFault",
                "LimitExceeded",
                "TagLimitExceeded",
                "TagLimitExceededException",
                "TooManyTagsException"),
            CONFLICT,
            List.of(
                "ConflictException",
                "ConcurrentModificationException",
                "ConcurrentModification",
                "OperationAbortedException",
                "ResourceAlreadyExistsException",
                "ResourceShareInvitationAlreadyAcceptedException",
                "InvalidStateTransitionException",
                "InvalidPermission.Duplicate",
                "InvalidGroup.Duplicate",
                "DependencyViolation",
                "IncorrectState"),
            MISSING,
            List.of(
                "ResourceNotFoundException",
                "ResourceNotFound",
                "DashboardNotFoundError",
                "UnknownResourceException",
                "ResourceArnNotFoundException",
                "ResourceShareInvitationArnNotFoundException",
                "ResourceShareInvitationAlreadyRejectedException",
                "ResourceShareInvitationExpiredException",
                "InvalidGroup.NotFound",
                "InvalidPermission.NotFound",
                "InvalidSecurityGroupRuleId.NotFound",
                "InvalidPrefixListID.NotFound",
                "InvalidPrefixListId.NotFound",
                "InvalidVpcID.NotFound"),
            DENIED,
            List.of(
                "AccessDeniedException",
                "AccessDenied",
                "UnauthorizedOperation",
                "AuthFailure",
                "OptInRequired",
                "ExpiredToken",
                "ExpiredTokenException",
                "RequestExpired",
                "InvalidClientTokenId",
                "UnrecognizedClientException",
                "MissingAuthenticationToken",
                "MissingAuthenticationTokenException",
                "IncompleteSignature",
                "IncompleteSignatureException",
                "InvalidSignatureException",
                "SignatureDoesNotMatch"));
    byKind.forEach((kind, codes) -> codes.forEach(code -> kinds.put(code, kind)));
    return Map.copyOf(kinds);
  }

  /**
   * The kind of fault that an answer is.
   *
   * <p>A 404 that does not say what is not found is no answer of AWS's: believing it would make
   * everything look deleted.
   *
   * @param code null when the answer has none
   * @param status HTTP status, 300 or more
   */
  public static Fault.Kind kind(@Nullable String code, int status) {
    var kind = code == null ? null : KINDS.get(code);
    if (kind != null) {
      return kind;
    }
    return switch (status) {
      case 401, 403 -> DENIED;
      case 402 -> QUOTA;
      case 408 -> LOST_ANSWER;
      case 409 -> CONFLICT;
      case 429 -> THROTTLED;
      default -> status >= 500 ? LOST_ANSWER : INVALID;
    };
  }

  /**
   * A message that names the IAM action that was refused, which EC2's often does not.
   *
   * @param code null when the answer has none
   * @param action of the call, such as {@code ec2:CreateTags}; AWS's own word of another goes first
   */
  public static String naming(@Nullable String code, String message, String action) {
    return code == null || !PERMISSION.contains(code) || ACTION.matcher(message).find()
        ? message
        : message + " (" + action + ")";
  }
}
