package io.latticeoperator.kube;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.latticeoperator.kube.api.LatticeExportSpec;
import io.latticeoperator.model.Listener;
import io.latticeoperator.model.TargetGroup;
import io.latticeoperator.translate.ExportSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns a LatticeExport's spec, as served, into the value that the translator reads. */
final class ExportSpecReader {
  private ExportSpecReader() {}

  static ExportSpec read(LatticeExportSpec spec) {
    var group = spec.targetGroup();
    var service = spec.service();
    var safety = spec.safety();
    return new ExportSpec(
        spec.serviceRef().name(),
        port(spec.serviceRef().port()),
        group == null ? null : protocol(group.protocol()),
        group == null ? null : version(group.protocolVersion()),
        group == null ? null : family(group.ipAddressType()),
        healthCheck(group == null ? null : group.healthCheck()),
        service == null ? null : service.name(),
        service == null || service.networks() == null ? List.of() : service.networks(),
        listeners(service),
        ProvisionReader.deletionPolicy(spec.deletionPolicy(), ExportSpec.DeletionPolicy.DELETE),
        Boolean.TRUE.equals(spec.suspend()),
        safety == null || safety.maxRemovalPercent() == null
            ? ExportSpec.DEFAULT_MAX_REMOVAL_PERCENT
            : safety.maxRemovalPercent(),
        safety == null || safety.floor() == null ? ExportSpec.DEFAULT_FLOOR : safety.floor(),
        ProvisionReader.auth(service == null ? null : service.auth()),
        ProvisionReader.accessLogs(service == null ? null : service.accessLogs()),
        ProvisionReader.observability(spec.dashboard(), spec.alarms()));
  }

  private static @Nullable String port(@Nullable IntOrString port) {
    if (port == null) {
      return null;
    }
    return port.getIntVal() == null ? port.getStrVal() : String.valueOf(port.getIntVal());
  }

  private static ExportSpec.HealthCheckSpec healthCheck(
      LatticeExportSpec.@Nullable HealthCheckSpec check) {
    return check == null
        ? ExportSpec.HealthCheckSpec.NONE
        : new ExportSpec.HealthCheckSpec(
            check.enabled(),
            protocol(check.protocol()),
            check.port(),
            check.path(),
            check.matcher(),
            check.intervalSeconds(),
            check.timeoutSeconds(),
            check.healthyThreshold(),
            check.unhealthyThreshold());
  }

  private static List<ExportSpec.ListenerSpec> listeners(
      LatticeExportSpec.@Nullable ServiceSpec service) {
    if (service == null || service.listeners() == null) {
      return List.of();
    }
    return service.listeners().stream()
        .map(
            listener ->
                new ExportSpec.ListenerSpec(
                    switch (listener.protocol()) {
                      case HTTP -> Listener.Protocol.HTTP;
                      case HTTPS -> Listener.Protocol.HTTPS;
                    },
                    listener.port()))
        .toList();
  }

  private static TargetGroup.@Nullable Protocol protocol(
      LatticeExportSpec.@Nullable Protocol protocol) {
    return switch (protocol) {
      case null -> null;
      case HTTP -> TargetGroup.Protocol.HTTP;
      case HTTPS -> TargetGroup.Protocol.HTTPS;
    };
  }

  private static TargetGroup.@Nullable ProtocolVersion version(
      LatticeExportSpec.@Nullable ProtocolVersion version) {
    return switch (version) {
      case null -> null;
      case HTTP1 -> TargetGroup.ProtocolVersion.HTTP1;
      case HTTP2 -> TargetGroup.ProtocolVersion.HTTP2;
      case GRPC -> TargetGroup.ProtocolVersion.GRPC;
    };
  }

  private static TargetGroup.@Nullable IpAddressType family(
      LatticeExportSpec.@Nullable IpAddressType family) {
    return switch (family) {
      case null -> null;
      case IPV4 -> TargetGroup.IpAddressType.IPV4;
      case IPV6 -> TargetGroup.IpAddressType.IPV6;
    };
  }
}
