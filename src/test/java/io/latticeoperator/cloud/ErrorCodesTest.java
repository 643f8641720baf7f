package io.latticeoperator.cloud;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.latticeoperator.plan.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorCodesTest {
  @ParameterizedTest
  @CsvSource({
    "RequestLimitExceeded, 503, THROTTLED",
    "Throttling, 400, THROTTLED",
    "ThrottlingException, 400, THROTTLED",
    "RulesPerSecurityGroupLimitExceeded, 400, QUOTA",
    "LimitExceededException, 400, QUOTA",
    "LimitExceededFault, 400, QUOTA",
    "ResourceShareLimitExceededException, 400, QUOTA",
    "TooManyTagsException, 400, QUOTA",
    "InvalidPermission.Duplicate, 400, CONFLICT",
    "ResourceAlreadyExistsException, 400, CONFLICT",
    "OperationAbortedException, 400, CONFLICT",
    "DependencyViolation, 400, CONFLICT",
    "InvalidGroup.NotFound, 400, MISSING",
    "InvalidSecurityGroupRuleId.NotFound, 400, MISSING",
    "UnknownResourceException, 400, MISSING",
    "ResourceNotFoundException, 400, MISSING",
    "DashboardNotFoundError, 404, MISSING",
    "ResourceNotFound, 404, MISSING",
    "ResourceShareInvitationExpiredException, 400, MISSING",
    "UnauthorizedOperation, 403, DENIED",
    "AccessDenied, 403, DENIED",
    "AccessDeniedException, 400, DENIED",
    "AuthFailure, 401, DENIED",
    "OperationNotPermittedException, 400, INVALID",
    "InvalidParameterValue, 400, INVALID",
    "ServiceUnavailableException, 503, LOST_ANSWER",
    "InternalError, 500, LOST_ANSWER",
    "NoSuchThing, 404, INVALID",
  })
  void tellsKindsByCodeAndElseByStatus(String code, int status, Fault.Kind kind) {
    assertEquals(kind, ErrorCodes.kind(code, status));
  }

  @Test
  void tellsKindsByStatusWithoutACode() {
    assertEquals(Fault.Kind.THROTTLED, ErrorCodes.kind(null, 429));
    assertEquals(Fault.Kind.INVALID, ErrorCodes.kind(null, 404));
  }

  @Test
  void namesTheActionOnlyOfAPermissionAndOnlyWhereNoneIsNamed() {
    assertEquals("No. (ec2:CreateTags)", naming("UnauthorizedOperation", "No."));
    assertEquals("No. (ec2:CreateTags)", naming("AccessDeniedException", "No."));
    assertEquals("Too late.", naming("ExpiredToken", "Too late."));
    var words = "User: arn:aws:iam::1:role/R is not authorized to perform: ram:TagResource";
    assertEquals(words, naming("AccessDenied", words));
  }

  @Test
  void takesAnArnInTheMessageForNoAction() {
    var words = "arn:aws:iam::111122223333:role/Operator may not";
    assertEquals(words + " (ec2:CreateTags)", naming("AccessDenied", words));
  }

  private static String naming(String code, String message) {
    return ErrorCodes.naming(code, message, "ec2:CreateTags");
  }
}
