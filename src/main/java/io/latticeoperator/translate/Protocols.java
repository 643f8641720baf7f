package io.latticeoperator.translate;

import io.latticeoperator.model.HealthCheck;
import io.latticeoperator.model.Listener;
import io.latticeoperator.model.TargetGroup.IpAddressType;
import io.latticeoperator.model.TargetGroup.Protocol;
import io.latticeoperator.model.TargetGroup.ProtocolVersion;
import io.latticeoperator.translate.ExportFacts.ServicePort;
import io.latticeoperator.translate.Finding.About;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The protocols of an export: what the spec says, else what the Service's appProtocol says, else
 * HTTP/1.1; and the listeners and health check that follow.
 */
record Protocols(
    Protocol protocol,
    ProtocolVersion version,
    IpAddressType addressType,
    HealthCheck healthCheck,
    List<ListenerPort> listeners) {

  private static final int INTERVAL_SECONDS = 10;
  private static final int TIMEOUT_SECONDS = 5;
  private static final int THRESHOLD = 2;

  record ListenerPort(Listener.Protocol protocol, int port) {}

  /** Null with a finding when the combination cannot work. */
  static @Nullable Protocols resolve(
      ExportFacts facts, @Nullable ServicePort port, List<Finding> findings) {
    var spec = facts.spec();
    var app = port == null || port.appProtocol() == null ? "" : port.appProtocol();
    var protocol = spec.protocol();
    if (protocol == null) {
      protocol = app.equals("https") ? Protocol.HTTPS : Protocol.HTTP;
    }
    var version = spec.protocolVersion();
    if (version == null) {
      version =
          switch (app) {
            case "grpc", "kubernetes.io/grpc" -> ProtocolVersion.GRPC;
            case "kubernetes.io/h2c" -> ProtocolVersion.HTTP2;
            default -> ProtocolVersion.HTTP1;
          };
    }
    var listeners = listeners(spec, version, findings);
    var check = healthCheck(spec.healthCheck(), protocol, version, findings);
    if (listeners == null || check == null) {
      return null;
    }
    return new Protocols(protocol, version, addressType(facts), check, listeners);
  }

  static IpAddressType addressType(ExportFacts facts) {
    if (facts.spec().ipAddressType() != null) {
      return facts.spec().ipAddressType();
    }
    var service = facts.service();
    return service == null || service.families().isEmpty()
        ? IpAddressType.IPV4
        : service.families().getFirst();
  }

  private static @Nullable List<ListenerPort> listeners(
      ExportSpec spec, ProtocolVersion version, List<Finding> findings) {
    if (spec.listeners().isEmpty()) {
      return List.of(
          version == ProtocolVersion.HTTP1
              ? new ListenerPort(Listener.Protocol.HTTP, 80)
              : new ListenerPort(Listener.Protocol.HTTPS, 443));
    }
    var ports = new ArrayList<ListenerPort>();
    for (var listener : spec.listeners()) {
      if (version != ProtocolVersion.HTTP1 && listener.protocol() == Listener.Protocol.HTTP) {
        findings.add(
            new Finding(
                About.ACCEPTED,
                "IncompatibleListener",
                "spec.service.listeners: a "
                    + version
                    + " target group needs an HTTPS listener, for clients speak HTTP/2 to Lattice"
                    + " over TLS only"));
        return null;
      }
      int port =
          listener.port() != null
              ? listener.port()
              : listener.protocol() == Listener.Protocol.HTTP ? 80 : 443;
      if (ports.stream().anyMatch(p -> p.port() == port)) {
        findings.add(
            new Finding(
                About.ACCEPTED,
                "IncompatibleListener",
                "spec.service.listeners: port " + port + " is given twice"));
        return null;
      }
      ports.add(new ListenerPort(listener.protocol(), port));
    }
    return List.copyOf(ports);
  }

  private static @Nullable HealthCheck healthCheck(
      ExportSpec.HealthCheckSpec spec,
      Protocol protocol,
      ProtocolVersion version,
      List<Finding> findings) {
    boolean grpc = version == ProtocolVersion.GRPC;
    var check =
        new HealthCheck(
            spec.enabled() == null || spec.enabled(),
            spec.protocol() == null ? protocol : spec.protocol(),
            version == ProtocolVersion.HTTP1 ? ProtocolVersion.HTTP1 : ProtocolVersion.HTTP2,
            spec.port(),
            spec.path() == null ? "/" : spec.path(),
            spec.matcher() == null ? (grpc ? "200-499" : "200") : spec.matcher(),
            or(spec.intervalSeconds(), INTERVAL_SECONDS),
            or(spec.timeoutSeconds(), TIMEOUT_SECONDS),
            or(spec.healthyThreshold(), THRESHOLD),
            or(spec.unhealthyThreshold(), THRESHOLD));
    if (check.timeoutSeconds() > check.intervalSeconds()) {
      findings.add(
          new Finding(
              About.ACCEPTED,
              "InvalidHealthCheck",
              "spec.targetGroup.healthCheck.timeoutSeconds ("
                  + check.timeoutSeconds()
                  + ") must not be longer than intervalSeconds ("
                  + check.intervalSeconds()
                  + ")"));
      return null;
    }
    return check;
  }

  private static int or(@Nullable Integer value, int fallback) {
    return value == null ? fallback : value;
  }
}
