package io.latticeoperator.simulator.lattice;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.simulator.iam.MalformedPolicy;
import io.latticeoperator.simulator.iam.Policy;

/**
 * The operations on auth policies: what IAM would refuse is not stored; the rest is handed to the
 * data plane as it is.
 */
final class AuthPolicies {
  private AuthPolicies() {}

  static ObjectNode put(State state, Request request) {
    var holder = require(state, request);
    var text = PolicyText.read(request);
    try {
      Policy.parse(text, Policy.Kind.RESOURCE);
    } catch (MalformedPolicy malformed) {
      throw Refused.invalid("The policy is malformed: " + malformed.getMessage());
    }
    state.attachments().authPolicies().write(holder.arn(), text, request.now());
    return Json.object().put("policy", text).put("state", stateOf(holder));
  }

  /** Without a policy the answer is empty, not a refusal. */
  static ObjectNode get(State state, Request request) {
    var holder = require(state, request);
    var output = Json.object();
    state
        .attachments()
        .authPolicies()
        .find(holder.arn())
        .ifPresent(
            policy ->
                output
                    .put("policy", policy.text())
                    .put("state", stateOf(holder))
                    .put("createdAt", Json.time(policy.createdAt()))
                    .put("lastUpdatedAt", Json.time(policy.updatedAt())));
    return output;
  }

  static ObjectNode delete(State state, Request request) {
    var holder = require(state, request);
    if (holder.authType() == AuthType.AWS_IAM
        && !state.settings().choices().authPolicyEndsUnderIam()) {
      throw Refused.invalid("The policy cannot be deleted while the auth type is AWS_IAM");
    }
    state.attachments().authPolicies().remove(holder.arn());
    return Json.object();
  }

  private static Guarded require(State state, Request request) {
    var identifier = request.text("resourceIdentifier");
    return switch (request.id("resourceIdentifier").split("-", 2)[0]) {
      case "sn" -> state.networks().require(request.owner(), identifier);
      case "svc" -> state.services().require(request.owner(), identifier);
      default -> throw Refused.invalid("Only services and service networks have auth policies");
    };
  }

  private static String stateOf(Guarded holder) {
    return holder.authType() == AuthType.AWS_IAM ? "Active" : "Inactive";
  }
}
