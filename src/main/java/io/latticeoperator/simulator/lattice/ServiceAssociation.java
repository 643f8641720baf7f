package io.latticeoperator.simulator.lattice;

/** A service in a service network. */
public record ServiceAssociation(
    Identity identity, String networkId, String serviceId, Status status) implements Resource {

  ServiceAssociation withStatus(Status changed) {
    return new ServiceAssociation(identity, networkId, serviceId, changed);
  }
}
