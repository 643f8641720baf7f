package io.latticeoperator.simulator.direct;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.cloud.Made;
import io.latticeoperator.cloud.Policies;
import io.latticeoperator.model.Physical;
import io.latticeoperator.model.Policy;
import io.latticeoperator.model.Resource;
import io.latticeoperator.plan.Change;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Policies of one type.
 *
 * @param name of the type in operations
 * @param member that names what the policy hangs on
 */
record PolicyCalls(Calls calls, Policy.Type type, String name, String member)
    implements ProvisionCalls {

  /** Who may call. */
  static PolicyCalls auth(Calls calls) {
    return new PolicyCalls(calls, Policy.Type.AUTH, "AuthPolicy", "resourceIdentifier");
  }

  /** Which accounts may use it. */
  static PolicyCalls resource(Calls calls) {
    return new PolicyCalls(calls, Policy.Type.RESOURCE, "ResourcePolicy", "resourceArn");
  }

  @Override
  public List<Resource> find(String parentArn) {
    return Calls.unlessGone(() -> calls.call("Get" + name, on(parentArn)))
        .map(output -> output.path("policy").asText())
        .filter(document -> !document.isEmpty())
        .map(document -> Policies.found(type, parentArn, document))
        .stream()
        .toList();
  }

  /** To put one overwrites another: so it is read before. */
  @Override
  public Physical create(Change.Create create) {
    var policy = (Policy) create.node();
    var parentArn = Inputs.needed(create.ids(), policy.parent());
    if (!calls.before(() -> find(parentArn)).isEmpty()) {
      throw new CallFailed(Made.alreadyThere(policy));
    }
    put(parentArn, policy);
    return Policies.physical(type, parentArn);
  }

  @Override
  public @Nullable Physical update(Change.Update update) {
    put(update.physical().arn(), (Policy) update.to());
    return null;
  }

  private void put(String parentArn, Policy policy) {
    calls.call("Put" + name, on(parentArn).put("policy", policy.document()));
  }

  @Override
  public @Nullable Physical delete(Change.Delete delete) {
    calls.call("Delete" + name, on(delete.physical().arn()));
    return null;
  }

  private ObjectNode on(String parentArn) {
    return Calls.input().put(member, parentArn);
  }

  @Override
  public void tag(Physical physical, Map<String, String> tags) {
    throw noTags();
  }

  @Override
  public void untag(Physical physical, Set<String> keys) {
    throw noTags();
  }

  private IllegalArgumentException noTags() {
    return new IllegalArgumentException("a policy carries no tags");
  }
}
