package io.latticeoperator.simulator.lattice;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;

/**
 * How an operation ends without effect; it never leaves {@link LatticeSimulator}, which hands out
 * the refusal as a value.
 */
final class Refused extends RuntimeException {
  private static final String SERVICE_CODE = "vpc-lattice";

  /** In the form of a quota's code; AWS publishes none for the rates of calls. */
  private static final String SOME_QUOTA = "L-00000000";

  private final transient Answer.Refusal refusal;

  private Refused(Answer.Refusal refusal) {
    super(refusal.message(), null, false, false);
    this.refusal = refusal;
  }

  Answer.Refusal refusal() {
    return refusal;
  }

  static Refused notFound(String resourceType, String resourceId) {
    return new Refused(
        new Answer.Refusal(
            ErrorCode.RESOURCE_NOT_FOUND,
            "%s %s not found".formatted(resourceType, resourceId),
            resource(resourceType, resourceId)));
  }

  static Refused conflict(String resourceType, String resourceId, String message) {
    return new Refused(
        new Answer.Refusal(ErrorCode.CONFLICT, message, resource(resourceType, resourceId)));
  }

  static Refused accessDenied(String message) {
    return new Refused(
        new Answer.Refusal(
            ErrorCode.ACCESS_DENIED, message, JsonNodeFactory.instance.objectNode()));
  }

  /** The resource is in a status in which this cannot be done. */
  static Refused status(String resourceType, String resourceId, Status status) {
    return conflict(
        resourceType,
        resourceId,
        "Invalid resource status for this operation, resource id %s, status: %s"
            .formatted(resourceId, status));
  }

  static Refused quota(Quota quota, int limit) {
    var extra = JsonNodeFactory.instance.objectNode();
    extra.put("resourceType", quota.resourceType());
    extra.put("serviceCode", SERVICE_CODE);
    extra.put("quotaCode", quota.code());
    return new Refused(
        new Answer.Refusal(
            ErrorCode.SERVICE_QUOTA_EXCEEDED,
            "The limit of %d for quota %s is reached".formatted(limit, quota.code()),
            extra));
  }

  /** What the request means is wrong, though each member is well-formed. */
  static Refused invalid(String message) {
    return new Refused(validation("other", message));
  }

  /** The request is none of the API. */
  static Refused malformed(String reason, String message) {
    return new Refused(validation(reason, message));
  }

  static Answer.Refusal validation(String reason, String message) {
    return new Answer.Refusal(
        ErrorCode.VALIDATION, message, JsonNodeFactory.instance.objectNode().put("reason", reason));
  }

  /**
   * Any error, with stand-ins for the members that its declaration requires.
   *
   * @param retryAfter rounded up to seconds; zero for none
   */
  static Answer.Refusal by(ErrorCode code, String message, Duration retryAfter) {
    var extra =
        switch (code) {
          case VALIDATION -> Json.object().put("reason", "other");
          case CONFLICT, RESOURCE_NOT_FOUND -> resource("RESOURCE", "unknown");
          case THROTTLING ->
              Json.object().put("serviceCode", SERVICE_CODE).put("quotaCode", SOME_QUOTA);
          case SERVICE_QUOTA_EXCEEDED ->
              Json.object()
                  .put("resourceType", "RESOURCE")
                  .put("serviceCode", SERVICE_CODE)
                  .put("quotaCode", SOME_QUOTA);
          case ACCESS_DENIED, INTERNAL_SERVER -> Json.object();
        };
    if (!retryAfter.isZero()) {
      extra.put("retryAfterSeconds", retryAfter.plusMillis(999).toSeconds());
    }
    return new Answer.Refusal(code, message, extra);
  }

  /** Refused for coming too often. */
  static Answer.Refusal throttled(Duration retryAfter) {
    return by(ErrorCode.THROTTLING, "Rate exceeded", retryAfter);
  }

  private static ObjectNode resource(String resourceType, String resourceId) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("resourceId", resourceId)
        .put("resourceType", resourceType);
  }
}
