package io.latticeoperator.translate;

import io.latticeoperator.model.Listener;
import io.latticeoperator.model.TargetGroup;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A LatticeExport's spec as a value. Null means: not said, a default or the Service decides.
 *
 * @param serviceName the Service to export
 * @param port name or number of the Service's port; null for the only one, or the first
 * @param protocol between Lattice and pods
 * @param healthCheck what differs from the defaults
 * @param latticeServiceName name of the Lattice service; null for a derived one
 * @param networks names, ids or ARNs of service networks; empty for the operator's default
 * @param listeners empty for the protocol's default
 * @param maxRemovalPercent share of a group's targets that may go at once unexplained, 0 to 100
 * @param floor targets able to serve before a terminating one that serves is let go
 * @param auth who may call the Lattice service
 * @param accessLogs of the Lattice service
 * @param observability what is published about this export
 */
public record ExportSpec(
    String serviceName,
    @Nullable String port,
    TargetGroup.@Nullable Protocol protocol,
    TargetGroup.@Nullable ProtocolVersion protocolVersion,
    TargetGroup.@Nullable IpAddressType ipAddressType,
    HealthCheckSpec healthCheck,
    @Nullable String latticeServiceName,
    List<String> networks,
    List<ListenerSpec> listeners,
    DeletionPolicy deletionPolicy,
    boolean suspend,
    int maxRemovalPercent,
    int floor,
    AuthSpec auth,
    AccessLogsSpec accessLogs,
    ObservabilitySpec observability) {

  public static final int DEFAULT_MAX_REMOVAL_PERCENT = 50;
  public static final int DEFAULT_FLOOR = 1;

  public ExportSpec {
    networks = List.copyOf(networks);
    listeners = List.copyOf(listeners);
  }

  /** What becomes of the Lattice resources when the export is deleted. */
  public enum DeletionPolicy {
    DELETE,
    RETAIN
  }

  /** A listener: protocol and port are unique together, ports alone too. */
  public record ListenerSpec(Listener.Protocol protocol, @Nullable Integer port) {}

  /** Settings of the health check; each null one has its default. */
  public record HealthCheckSpec(
      @Nullable Boolean enabled,
      TargetGroup.@Nullable Protocol protocol,
      @Nullable Integer port,
      @Nullable String path,
      @Nullable String matcher,
      @Nullable Integer intervalSeconds,
      @Nullable Integer timeoutSeconds,
      @Nullable Integer healthyThreshold,
      @Nullable Integer unhealthyThreshold) {
    public static final HealthCheckSpec NONE =
        new HealthCheckSpec(null, null, null, null, null, null, null, null, null);
  }

  /** The spec that only names a Service. */
  public static ExportSpec of(String serviceName) {
    return new ExportSpec(
        serviceName,
        null,
        null,
        null,
        null,
        HealthCheckSpec.NONE,
        null,
        List.of(),
        List.of(),
        DeletionPolicy.DELETE,
        false,
        DEFAULT_MAX_REMOVAL_PERCENT,
        DEFAULT_FLOOR,
        AuthSpec.NONE,
        AccessLogsSpec.NONE,
        ObservabilitySpec.NONE);
  }
}
