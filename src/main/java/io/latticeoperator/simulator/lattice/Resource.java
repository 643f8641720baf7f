package io.latticeoperator.simulator.lattice;

/** Something with an ID and an ARN, which can be tagged. */
public sealed interface Resource
    permits Evolving,
        Guarded,
        Listener,
        Rule,
        AccessLogSubscription,
        EndpointAssociation,
        DomainVerification {
  Identity identity();

  default String id() {
    return identity().id();
  }

  default String arn() {
    return identity().arn();
  }
}
