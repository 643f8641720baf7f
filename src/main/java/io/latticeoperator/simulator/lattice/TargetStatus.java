package io.latticeoperator.simulator.lattice;

/** What VPC Lattice thinks of a target. */
public enum TargetStatus {
  /** Registered, its first health checks are pending. */
  INITIAL,
  /** Passes its health checks. */
  HEALTHY,
  /** Fails its health checks. */
  UNHEALTHY,
  /** In a group that no listener of a service in a network uses. */
  UNUSED,
  /** Its group has no health checks. */
  UNAVAILABLE,
  /** Deregistered; requests that have begun may end. */
  DRAINING
}
