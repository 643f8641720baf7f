package io.latticeoperator.translate;

import io.latticeoperator.translate.ExportFacts.ServiceFacts;
import io.latticeoperator.translate.ExportFacts.ServicePort;
import io.latticeoperator.translate.Finding.About;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which port of the Service is exported. */
final class Ports {
  private Ports() {}

  /** The port, or null and a finding that says what there is. */
  static @Nullable ServicePort resolve(ExportFacts facts, List<Finding> findings) {
    var service = facts.service();
    var name = facts.owner().namespace() + "/" + facts.spec().serviceName();
    if (service == null) {
      findings.add(
          new Finding(
              About.RESOLVED_REFS,
              "ServiceNotFound",
              "spec.serviceRef: there is no Service " + name));
      return null;
    }
    if (service.type().equals("ExternalName")) {
      findings.add(
          new Finding(
              About.ACCEPTED,
              "UnsupportedService",
              "Service " + name + " is of type ExternalName, which has no pods to register"));
      return null;
    }
    var wanted = facts.spec().port();
    var tcp = service.ports().stream().filter(p -> p.protocol().equals("TCP")).toList();
    if (wanted == null) {
      return only(service, tcp, name, findings);
    }
    var found =
        tcp.stream()
            .filter(p -> p.name().equals(wanted) || Integer.toString(p.port()).equals(wanted))
            .findFirst();
    if (found.isEmpty()) {
      findings.add(
          new Finding(
              About.RESOLVED_REFS,
              "PortNotFound",
              "spec.serviceRef.port: Service "
                  + name
                  + " has no TCP port '"
                  + wanted
                  + "'; it has "
                  + list(service)));
    }
    return found.orElse(null);
  }

  private static @Nullable ServicePort only(
      ServiceFacts service, List<ServicePort> tcp, String name, List<Finding> findings) {
    if (tcp.size() == 1) {
      return tcp.getFirst();
    }
    findings.add(
        new Finding(
            About.RESOLVED_REFS,
            tcp.isEmpty() ? "PortNotFound" : "PortAmbiguous",
            tcp.isEmpty()
                ? "Service " + name + " has no TCP port"
                : "spec.serviceRef.port: Service "
                    + name
                    + " has several ports, choose one of "
                    + list(service)));
    return null;
  }

  private static String list(ServiceFacts service) {
    return service.ports().stream()
        .map(
            p -> p.name().isEmpty() ? Integer.toString(p.port()) : p.name() + " (" + p.port() + ")")
        .collect(Collectors.joining(", "));
  }
}
