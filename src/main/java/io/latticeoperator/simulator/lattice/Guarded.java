package io.latticeoperator.simulator.lattice;

/** A resource that may have an auth policy. */
public sealed interface Guarded extends Resource permits Service, ServiceNetwork {
  AuthType authType();
}
