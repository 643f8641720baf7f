package io.latticeoperator.cloud.aws;

import static java.util.Comparator.comparing;

import io.latticeoperator.model.Physical;
import io.latticeoperator.model.Resource;
import io.latticeoperator.model.ResourceStatus;
import io.latticeoperator.model.Role;
import io.latticeoperator.model.VpcAssociation;
import io.latticeoperator.plan.Change;
import io.latticeoperator.plan.Fault;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.vpclattice.VpcLatticeClient;
import software.amazon.awssdk.services.vpclattice.model.ListServiceNetworkVpcAssociationsResponse;

/** Associations of VPCs with service networks. */
final class VpcAssociationCalls implements ProvisionCalls {
  private static final int PAGE = 100;

  private final VpcLatticeClient lattice;
  private final Calls calls;
  private final LatticeTags tags;

  VpcAssociationCalls(VpcLatticeClient lattice, Calls calls) {
    this.lattice = lattice;
    this.calls = calls;
    this.tags = new LatticeTags(lattice, calls);
  }

  /**
   * One that has failed does not keep another one from being made, which then counts: it is last.
   */
  @Override
  public List<Resource> find(String vpcId) {
    var listed =
        calls.items(
            token ->
                lattice.listServiceNetworkVpcAssociations(
                    page -> page.vpcIdentifier(vpcId).maxResults(PAGE).nextToken(token)),
            ListServiceNetworkVpcAssociationsResponse::nextToken,
            ListServiceNetworkVpcAssociationsResponse::items);
    var sorted =
        listed.stream()
            .sorted(
                comparing(
                    each -> Answers.status(each.statusAsString()) != ResourceStatus.CREATE_FAILED))
            .toList();
    return Calls.thoseThere(sorted, each -> tags.read(one(each.id())));
  }

  /** Without its tags: one call. */
  Resource one(String id) {
    var answer =
        calls.call(
            () ->
                lattice.getServiceNetworkVpcAssociation(
                    get -> get.serviceNetworkVpcAssociationIdentifier(id)));
    return new Resource(
        new VpcAssociation(
            answer.vpcId(),
            answer.serviceNetworkId(),
            answer.securityGroupIds(),
            answer.privateDnsEnabled()),
        new Physical(
            answer.id(),
            answer.arn(),
            Answers.status(answer.statusAsString()),
            Answers.failure(answer.failureCode(), answer.failureMessage()),
            null,
            null));
  }

  @Override
  public Physical create(Change.Create create) {
    var association = (VpcAssociation) create.node();
    var groups = association.securityGroups();
    var answer =
        calls.call(
            () ->
                lattice.createServiceNetworkVpcAssociation(
                    request ->
                        request
                            .serviceNetworkIdentifier(
                                Shapes.needed(create.ids(), Role.serviceNetwork()))
                            .vpcIdentifier(association.vpcId())
                            .securityGroupIds(groups.isEmpty() ? null : groups)
                            .privateDnsEnabled(association.privateDns())
                            .tags(create.tags())));
    return new Physical(
        answer.id(), answer.arn(), Answers.status(answer.statusAsString()), null, null, null);
  }

  /** Its security groups; what else it says is for good. */
  @Override
  public @Nullable Physical update(Change.Update update) {
    var to = (VpcAssociation) update.to();
    var from = (VpcAssociation) update.from();
    if (to.privateDns() != null && !to.privateDns().equals(from.privateDns())) {
      throw new Faulted(Fault.of(Fault.Kind.INVALID, to.privateDnsIsForGood()));
    }
    var answer =
        calls.call(
            () ->
                lattice.updateServiceNetworkVpcAssociation(
                    request ->
                        request
                            .serviceNetworkVpcAssociationIdentifier(update.physical().id())
                            .securityGroupIds(to.securityGroups())));
    return update.physical().withStatus(Answers.status(answer.statusAsString()));
  }

  @Override
  public @Nullable Physical delete(Change.Delete delete) {
    var physical = delete.physical();
    var answer =
        calls.call(
            () ->
                lattice.deleteServiceNetworkVpcAssociation(
                    request -> request.serviceNetworkVpcAssociationIdentifier(physical.id())));
    return physical.withStatus(Answers.status(answer.statusAsString()));
  }

  @Override
  public void tag(Physical physical, Map<String, String> added) {
    tags.tag(physical, added);
  }

  @Override
  public void untag(Physical physical, Set<String> keys) {
    tags.untag(physical, keys);
  }
}
