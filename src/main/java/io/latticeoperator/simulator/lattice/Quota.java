package io.latticeoperator.simulator.lattice;

/** The quotas of an account in a Region, with the codes of Service Quotas. */
public enum Quota {
  SERVICE_NETWORKS("L-9CAD07FB", 50, "SERVICE_NETWORK"),
  SERVICES("L-620C821E", 2000, "SERVICE"),
  TARGET_GROUPS("L-BB11C6B9", 500, "TARGET_GROUP"),
  SERVICE_ASSOCIATIONS_PER_NETWORK("L-75D4A19E", 500, "SERVICE_NETWORK_SERVICE_ASSOCIATION"),
  VPC_ASSOCIATIONS_PER_NETWORK("L-EF6E2D62", 500, "SERVICE_NETWORK_VPC_ASSOCIATION"),
  LISTENERS_PER_SERVICE("L-D64E952E", 2, "LISTENER"),
  RULES_PER_LISTENER("L-CF78395E", 10, "RULE"),
  TARGET_GROUPS_PER_SERVICE("L-3DEC3B9F", 10, "TARGET_GROUP"),
  TARGETS_PER_TARGET_GROUP("L-D71303F3", 1000, "TARGET");

  private final String code;
  private final int byDefault;
  private final String resourceType;

  Quota(String code, int byDefault, String resourceType) {
    this.code = code;
    this.byDefault = byDefault;
    this.resourceType = resourceType;
  }

  /** As in {@code quotaCode} of the refusal. */
  public String code() {
    return code;
  }

  /** What an account has before it asks for more. */
  public int byDefault() {
    return byDefault;
  }

  /** As in {@code resourceType} of the refusal. */
  public String resourceType() {
    return resourceType;
  }
}
