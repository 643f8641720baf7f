package io.latticeoperator.simulator.direct;

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

/** Associations of VPCs with service networks. */
record VpcAssociationCalls(Calls calls) implements ProvisionCalls {
  private static final String IDENTIFIER = "serviceNetworkVpcAssociationIdentifier";

  @Override
  public List<Resource> find(String vpcId) {
    var listed =
        calls
            .items("ListServiceNetworkVpcAssociations", Calls.input().put("vpcIdentifier", vpcId))
            .stream()
            .sorted(comparing(each -> Outputs.status(each) != ResourceStatus.CREATE_FAILED))
            .toList();
    return Calls.thoseThere(
        listed, each -> new LatticeTags(calls).read(one(Outputs.text(each, "id"))));
  }

  /** Without its tags: one call. */
  Resource one(String id) {
    var output = calls.call("GetServiceNetworkVpcAssociation", Calls.input().put(IDENTIFIER, id));
    return new Resource(
        new VpcAssociation(
            Outputs.text(output, "vpcId"),
            Outputs.text(output, "serviceNetworkId"),
            Outputs.texts(output.path("securityGroupIds")),
            output.hasNonNull("privateDnsEnabled")
                ? Boolean.valueOf(output.path("privateDnsEnabled").booleanValue())
                : null),
        Outputs.physical(output));
  }

  @Override
  public Physical create(Change.Create create) {
    var association = (VpcAssociation) create.node();
    var input =
        Calls.input()
            .put("serviceNetworkIdentifier", Inputs.needed(create.ids(), Role.serviceNetwork()))
            .put("vpcIdentifier", association.vpcId());
    if (!association.securityGroups().isEmpty()) {
      Inputs.texts(input, "securityGroupIds", association.securityGroups());
    }
    if (association.privateDns() != null) {
      input.put("privateDnsEnabled", association.privateDns());
    }
    Inputs.tags(input, create.tags());
    return Outputs.physical(calls.call("CreateServiceNetworkVpcAssociation", input));
  }

  /** Its security groups; what else it says is for good. */
  @Override
  public @Nullable Physical update(Change.Update update) {
    var to = (VpcAssociation) update.to();
    var from = (VpcAssociation) update.from();
    if (to.privateDns() != null && !to.privateDns().equals(from.privateDns())) {
      throw new CallFailed(Fault.of(Fault.Kind.INVALID, to.privateDnsIsForGood()));
    }
    var input = Calls.input().put(IDENTIFIER, update.physical().id());
    Inputs.texts(input, "securityGroupIds", to.securityGroups());
    var output = calls.call("UpdateServiceNetworkVpcAssociation", input);
    return update.physical().withStatus(Outputs.status(output));
  }

  @Override
  public @Nullable Physical delete(Change.Delete delete) {
    var physical = delete.physical();
    var output =
        calls.call(
            "DeleteServiceNetworkVpcAssociation", Calls.input().put(IDENTIFIER, physical.id()));
    return physical.withStatus(Outputs.status(output));
  }

  @Override
  public void tag(Physical physical, Map<String, String> tags) {
    new LatticeTags(calls).tag(physical, tags);
  }

  @Override
  public void untag(Physical physical, Set<String> keys) {
    new LatticeTags(calls).untag(physical, keys);
  }
}
