package io.latticeoperator.kube.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the operator last saw and did. Output only: nothing in it is ever read back as truth.
 *
 * @param healthReadAt RFC 3339 time in UTC, whole seconds, like all times of the API
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record LatticeExportStatus(
    @JsonPropertyDescription("The generation that all of this status speaks of.")
        @Nullable Long observedGeneration,
    @JsonPropertyDescription(
            "Ready (all but Healthy are well), Stalled (only you can help), Accepted,"
                + " ResolvedRefs, Programmed, TargetsSynced, Healthy.")
        List<Condition> conditions,
    @JsonPropertyDescription("DNS name that clients in the networks call.")
        @Nullable String dnsName,
    @JsonPropertyDescription("Name of the Lattice service.") @Nullable String serviceName,
    @JsonPropertyDescription("Service networks that the service is in, or will be.")
        List<String> networks,
    @JsonPropertyDescription("The same, joined by commas.") @Nullable String network,
    @JsonPropertyDescription("ARNs by role.") Map<String, String> arns,
    @JsonPropertyDescription("Registered of desired targets.") @Nullable String targets,
    @Nullable Counts counts,
    @JsonPropertyDescription("When Lattice last told the health of the targets.")
        @Nullable String healthReadAt) {

  public LatticeExportStatus {
    conditions = copy(conditions);
    networks = copy(networks);
    arns = arns == null ? Map.of() : Map.copyOf(arns);
  }

  /** What is absent in the served object arrives as null. */
  private static <T> List<T> copy(@Nullable List<T> list) {
    return list == null ? List.of() : List.copyOf(list);
  }

  /** Targets by where they are. */
  public record Counts(
      @JsonPropertyDescription("Ready endpoints that can be registered.") int desired,
      @JsonPropertyDescription("Registered and not draining.") int registered,
      int healthy,
      int unhealthy,
      int draining,
      @JsonPropertyDescription("Ready endpoints outside the routable CIDRs, never registered.")
          int unroutable) {}
}
