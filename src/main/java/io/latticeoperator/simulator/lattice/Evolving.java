package io.latticeoperator.simulator.lattice;

/** A resource whose creation and deletion take time, and may fail. */
public sealed interface Evolving extends Resource
    permits Service,
        TargetGroup,
        ServiceAssociation,
        VpcAssociation,
        ResourceGateway,
        ResourceConfiguration,
        ResourceAssociation {

  Progress progress();

  /** The same resource elsewhere in its life. */
  Evolving with(Progress changed);

  default Status status() {
    return progress().status();
  }
}
