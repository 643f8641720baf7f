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
    PrivateDns privateDns,
    Progress progress,
    Instant updatedAt)
    implements Evolving {
  public VpcAssociation {
    securityGroupIds = List.copyOf(securityGroupIds);
  }

  @Override
  public VpcAssociation with(Progress changed) {
    return new VpcAssociation(
        identity, networkId, vpcId, securityGroupIds, privateDns, changed, updatedAt);
  }

  VpcAssociation updating(List<String> changedGroups, PrivateDns changedDns, Instant now) {
    return new VpcAssociation(
        identity,
        networkId,
        vpcId,
        changedGroups,
        changedDns,
        Progress.of(Status.UPDATE_IN_PROGRESS),
        now);
  }
}
