package io.latticeoperator.simulator.lattice;

import java.time.Instant;
import java.util.List;

/**
 * A VPC that may call the services of a service network.
 *
 * @param securityGroupIds what its clients may send; empty admits the whole VPC
 */
public record VpcAssociation(
    Identity identity,
    String networkId,
    String vpcId,
    List<String> securityGroupIds,
    boolean privateDnsEnabled,
    Status status,
    Instant updatedAt)
    implements Resource {
  public VpcAssociation {
    securityGroupIds = List.copyOf(securityGroupIds);
  }

  VpcAssociation withStatus(Status changed) {
    return new VpcAssociation(
        identity, networkId, vpcId, securityGroupIds, privateDnsEnabled, changed, updatedAt);
  }

  VpcAssociation withSecurityGroups(List<String> changed, Instant now) {
    return new VpcAssociation(
        identity, networkId, vpcId, changed, privateDnsEnabled, Status.UPDATE_IN_PROGRESS, now);
  }
}
