package io.latticeoperator.model;

/** VPC Lattice quotas that shape what is planned (user guide: quotas). */
public final class Quotas {
  /** L-D71303F3, adjustable. */
  public static final int TARGETS_PER_GROUP = 1000;

  /** RegisterTargets and DeregisterTargets: targets per call, fixed by the service model. */
  public static final int TARGETS_PER_CALL = 100;

  /** L-D64E952E, adjustable. */
  public static final int LISTENERS_PER_SERVICE = 2;

  /** Per Region, L-9CAD07FB, adjustable; 10 in il-central-1. */
  public static final int SERVICE_NETWORKS = 50;

  /** Per Region, L-620C821E, adjustable; 500 in il-central-1. */
  public static final int SERVICES = 2000;

  /** Per Region, L-BB11C6B9, adjustable. */
  public static final int TARGET_GROUPS = 500;

  private Quotas() {}
}
