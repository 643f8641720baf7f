package io.latticeoperator.simulator.lattice;

/** What a listener speaks with its clients. */
public enum ListenerProtocol {
  HTTP,
  HTTPS,
  TLS_PASSTHROUGH
}
