package io.latticeoperator.simulator.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.latticeoperator.simulator.aws.Reply;
import io.latticeoperator.simulator.iam.IdentityPolicies;
import java.util.List;

/** The policies of callers, changed from outside. */
final class PolicyPages {
  private final IdentityPolicies policies;
  private final ObjectMapper mapper = new ObjectMapper();

  private PolicyPages(IdentityPolicies policies) {
    this.policies = policies;
  }

  static List<AdminPage> of(IdentityPolicies policies) {
    var pages = new PolicyPages(policies);
    return List.of(
        new AdminPage(
            "PUT",
            "policies",
            "Callers may do what these IAM policies allow: an object of holders (access key, or ARN"
                + " of a user or role), each with a policy document or a list of them.",
            pages::put),
        new AdminPage(
            "DELETE", "policies/{holder}", "The holder may do everything again.", pages::delete));
  }

  private Reply put(AdminCall call) {
    try {
      policies.putAll(mapper.readTree(call.http().text()));
    } catch (JsonProcessingException malformed) {
      throw new IllegalArgumentException(
          "The policies are not JSON: " + malformed.getOriginalMessage(), malformed);
    }
    return Reply.empty(204);
  }

  private Reply delete(AdminCall call) {
    policies.remove(call.variable("holder"));
    return Reply.empty(204);
  }
}
