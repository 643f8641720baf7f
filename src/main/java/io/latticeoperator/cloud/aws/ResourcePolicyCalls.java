package io.latticeoperator.cloud.aws;

import io.latticeoperator.cloud.Made;
import io.latticeoperator.cloud.Policies;
import io.latticeoperator.model.Node.Kind;
import io.latticeoperator.model.Physical;
import io.latticeoperator.model.Policy;
import io.latticeoperator.model.Resource;
import io.latticeoperator.plan.Change;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.vpclattice.VpcLatticeClient;

/** Which accounts may use a service network or a service. */
final class ResourcePolicyCalls implements ProvisionCalls {
  private final VpcLatticeClient lattice;
  private final Calls calls;

  ResourcePolicyCalls(VpcLatticeClient lattice, Calls calls) {
    this.lattice = lattice;
    this.calls = calls;
  }

  @Override
  public List<Resource> find(String parentArn) {
    return Calls.unlessGone(
            () -> calls.call(() -> lattice.getResourcePolicy(get -> get.resourceArn(parentArn))))
        .map(answer -> answer.policy())
        .filter(document -> !document.isEmpty())
        .map(document -> Policies.found(Policy.Type.RESOURCE, parentArn, document))
        .stream()
        .toList();
  }

  /** PutResourcePolicy overwrites: so it is read before. */
  @Override
  public Physical create(Change.Create create) {
    var policy = (Policy) create.node();
    var parentArn = Shapes.needed(create.ids(), policy.parent());
    if (!calls.before(() -> find(parentArn)).isEmpty()) {
      throw new Faulted(Made.alreadyThere(policy));
    }
    put(parentArn, policy);
    return Policies.physical(Policy.Type.RESOURCE, parentArn);
  }

  @Override
  public @Nullable Physical update(Change.Update update) {
    put(update.physical().arn(), (Policy) update.to());
    return null;
  }

  private void put(String parentArn, Policy policy) {
    calls.call(
        () ->
            lattice.putResourcePolicy(put -> put.resourceArn(parentArn).policy(policy.document())));
  }

  @Override
  public @Nullable Physical delete(Change.Delete delete) {
    calls.call(
        () ->
            lattice.deleteResourcePolicy(request -> request.resourceArn(delete.physical().arn())));
    return null;
  }

  @Override
  public void tag(Physical physical, Map<String, String> tags) {
    throw ProvisionCalls.noTags(Kind.RESOURCE_POLICY);
  }

  @Override
  public void untag(Physical physical, Set<String> keys) {
    throw ProvisionCalls.noTags(Kind.RESOURCE_POLICY);
  }
}
