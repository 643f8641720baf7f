package io.latticeoperator.simulator.server;

import io.latticeoperator.simulator.lattice.LatticeSimulator;
import io.latticeoperator.simulator.route53.AliasTargets;
import java.util.Optional;

/** The zones in which VPC Lattice keeps the names of its services. */
record LatticeZones(LatticeSimulator lattice) implements AliasTargets {
  @Override
  public Optional<String> domain(String hostedZoneId) {
    return lattice.view().services().stream()
        .filter(service -> service.hostedZoneId().equals(hostedZoneId))
        .map(service -> service.domainName())
        // The first label is the service's, the second the deployment's.
        .map(name -> name.split("\\.", 3)[2])
        .findFirst();
  }
}
