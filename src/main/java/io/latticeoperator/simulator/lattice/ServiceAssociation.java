package io.latticeoperator.simulator.lattice;

/** A service in a service network. */
public record ServiceAssociation(
    Identity identity, String networkId, String serviceId, Progress progress) implements Evolving {

  @Override
  public ServiceAssociation with(Progress changed) {
    return new ServiceAssociation(identity, networkId, serviceId, changed);
  }
}
