package io.latticeoperator.simulator.server;

import io.latticeoperator.simulator.aws.Dependents;
import io.latticeoperator.simulator.lattice.LatticeSimulator;

/**
 * A VPC that is associated with a service network cannot go, nor can the association's groups; nor
 * can the certificate of a service.
 */
record LatticeDependents(LatticeSimulator lattice) implements Dependents {
  @Override
  public boolean use(String id) {
    var view = lattice.view();
    return view.services().stream().anyMatch(service -> id.equals(service.certificateArn()))
        || view.vpcAssociations().stream()
            .anyMatch(
                association ->
                    association.vpcId().equals(id) || association.securityGroupIds().contains(id));
  }
}
