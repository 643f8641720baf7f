package io.latticeoperator.translate;

import io.latticeoperator.translate.Finding.About;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which service networks an export is to be in, and whether it may. A LatticeNetwork speaks for its
 * service network; for others the operator's settings do.
 *
 * @param references as AWS knows the networks: name, id or ARN, each once
 */
record ExportNetworks(List<String> references, List<Finding> findings) {

  static ExportNetworks of(ClusterSettings settings, ExportFacts facts, Catalog catalog) {
    var asked = asked(settings, facts, catalog);
    var findings = new ArrayList<Finding>();
    if (asked.isEmpty()) {
      findings.add(
          new Finding(
              About.ACCEPTED,
              "NoNetwork",
              "spec.service.networks is empty and there is no default network; name one, set"
                  + " spec.default of a LatticeNetwork, or start the operator with"
                  + " --default-network"));
    }
    var references = new ArrayList<String>();
    for (var reference : asked) {
      var network = catalog.find(reference);
      references.add(network.map(catalog::reference).orElse(reference));
      if (network.isPresent()) {
        if (!network.get().spec().namespaces().admits(facts.namespaceLabels())) {
          findings.add(
              new Finding(
                  About.ACCEPTED,
                  "NotAllowedByNetwork",
                  "spec.service.networks: "
                      + network.get().owner()
                      + " does not admit exports of namespace "
                      + facts.owner().namespace()
                      + "; label the namespace as its spec.allowedNamespaces asks, or change that"));
        }
      } else if (!granted(settings, reference)) {
        findings.add(
            new Finding(
                About.ACCEPTED,
                "NotAllowedByNetwork",
                "spec.service.networks: '"
                    + reference
                    + "' is not among the networks that exports of this cluster may use: "
                    + allowed(settings, catalog)
                    + "; an administrator can make a LatticeNetwork of it, or add it to"
                    + " --allowed-networks"));
      }
    }
    return new ExportNetworks(references.stream().distinct().toList(), findings);
  }

  private static List<String> asked(ClusterSettings settings, ExportFacts facts, Catalog catalog) {
    if (!facts.spec().networks().isEmpty()) {
      return facts.spec().networks().stream().distinct().toList();
    }
    var standard = catalog.standard();
    if (standard != null) {
      return List.of(standard.owner().name());
    }
    var fallback = settings.defaultNetwork();
    return fallback == null ? List.of() : List.of(fallback);
  }

  private static boolean granted(ClusterSettings settings, String reference) {
    return reference.equals(settings.defaultNetwork())
        || settings.allowedNetworks().contains(reference);
  }

  private static String allowed(ClusterSettings settings, Catalog catalog) {
    var all =
        Stream.of(
                Stream.ofNullable(settings.defaultNetwork()),
                settings.allowedNetworks().stream(),
                catalog.networks().stream().map(n -> n.owner().name()))
            .flatMap(names -> names)
            .distinct()
            .toList();
    return all.isEmpty() ? "none" : String.join(", ", all);
  }
}
