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
  TARGETS_PER_TARGET_GROUP("L-D71303F3", 1000, "TARGET"),
  ENDPOINTS_PER_NETWORK("L-89DEA27F", 200, "SERVICE_NETWORK_ENDPOINT_ASSOCIATION"),
  RESOURCE_CONFIGURATIONS("L-5FF8F9B9", 2000, "RESOURCE_CONFIGURATION"),
  RESOURCE_CONFIGURATIONS_PER_NETWORK("L-6095700C", 500, "SERVICE_NETWORK_RESOURCE_ASSOCIATION"),
  CHILDREN_PER_RESOURCE_CONFIGURATION("L-9BC96FEF", 60, "RESOURCE_CONFIGURATION"),
  RESOURCE_GATEWAYS_PER_VPC("L-0DCA4434", 500, "RESOURCE_GATEWAY"),
  DOMAIN_VERIFICATIONS("L-73D0F278", 5, "DOMAIN_VERIFICATION");

  private static final String SMALL_REGION = "il-central-1";

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

  /** What an account has in a Region before it asks for more. */
  public int byDefault(String region) {
    return region.equals(SMALL_REGION) ? inSmallRegion() : byDefault;
  }

  private int inSmallRegion() {
    return switch (this) {
      case SERVICE_NETWORKS -> 10;
      case SERVICES -> 500;
      case RULES_PER_LISTENER, TARGET_GROUPS_PER_SERVICE -> 5;
      case TARGET_GROUPS,
          SERVICE_ASSOCIATIONS_PER_NETWORK,
          VPC_ASSOCIATIONS_PER_NETWORK,
          LISTENERS_PER_SERVICE,
          TARGETS_PER_TARGET_GROUP,
          ENDPOINTS_PER_NETWORK,
          RESOURCE_CONFIGURATIONS,
          RESOURCE_CONFIGURATIONS_PER_NETWORK,
          CHILDREN_PER_RESOURCE_CONFIGURATION,
          RESOURCE_GATEWAYS_PER_VPC,
          DOMAIN_VERIFICATIONS ->
          byDefault;
    };
  }

  /** As in {@code resourceType} of the refusal. */
  public String resourceType() {
    return resourceType;
  }
}
