package io.latticeoperator.model;

/** State of a registered target: AWS's statuses (ListTargets), and our own doubt. */
public enum TargetStatus {
  INITIAL,
  HEALTHY,
  UNHEALTHY,
  /** The group is not used by any listener of a service that is in a network. */
  UNUSED,
  /** Health checks are off or not supported; the target gets traffic. */
  UNAVAILABLE,
  DRAINING,
  /** A write's answer was lost: removable as if present, wanted as if absent, until read again. */
  UNCERTAIN;

  public boolean ableToServe() {
    return this == HEALTHY || this == UNAVAILABLE;
  }

  /** Whether the target is to be treated as registered when something wants it. */
  public boolean counts() {
    return this != DRAINING && this != UNCERTAIN;
  }
}
