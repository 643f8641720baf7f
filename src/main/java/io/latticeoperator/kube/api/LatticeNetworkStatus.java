package io.latticeoperator.kube.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the operator last saw and did. Output only: nothing in it is ever read back as truth. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record LatticeNetworkStatus(
    @JsonPropertyDescription("The generation that all of this status speaks of.")
        @Nullable Long observedGeneration,
    @JsonPropertyDescription(
            "Ready (all others are well), Stalled (only you can help), Accepted, ResolvedRefs,"
                + " Programmed; and of what the spec asks for VpcAssociated, PolicyApplied,"
                + " AccessLogsDelivered, Shared, PodSecurityGroupsSynced, DashboardsPublished.")
        List<Condition> conditions,
    @Nullable ServiceNetwork serviceNetwork,
    @JsonPropertyDescription("LatticeExports of this cluster that are in the network.") int exports,
    @JsonPropertyDescription("Ids of the VPCs that are associated for this object.")
        List<String> vpcs,
    @JsonPropertyDescription("The same, joined by commas.") @Nullable String vpc,
    @JsonPropertyDescription("Authentication that the service network has.") @Nullable String auth,
    @JsonPropertyDescription("Log group that access logs go to.") @Nullable String logGroup,
    @Nullable Dashboard dashboard,
    @JsonPropertyDescription(
            "Port ranges that podSecurityGroups opens although no export uses them, for want of"
                + " maxRules.")
        List<String> extraPorts,
    @JsonPropertyDescription("ARNs by role.") Map<String, String> arns) {

  public LatticeNetworkStatus {
    conditions = copy(conditions);
    vpcs = copy(vpcs);
    extraPorts = copy(extraPorts);
    arns = arns == null ? Map.of() : Map.copyOf(arns);
  }

  /** What is absent in the served object arrives as null. */
  private static <T> List<T> copy(@Nullable List<T> list) {
    return list == null ? List.of() : List.copyOf(list);
  }

  /** The service network as AWS has it. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ServiceNetwork(
      @JsonPropertyDescription("Its name, or what the spec calls it until it is found.")
          @Nullable String name,
      @Nullable String id,
      @Nullable String arn) {}

  /** The dashboard in CloudWatch. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Dashboard(
      @Nullable String name,
      @JsonPropertyDescription("Where the console shows it.") @Nullable String url) {}
}
