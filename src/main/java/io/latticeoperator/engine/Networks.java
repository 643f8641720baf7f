package io.latticeoperator.engine;

import io.latticeoperator.model.Key;
import io.latticeoperator.model.LatticeState;
import io.latticeoperator.model.NetworkSummary;
import io.latticeoperator.model.Resource;
import io.latticeoperator.model.Role;
import io.latticeoperator.model.ServiceAssociation;
import io.latticeoperator.translate.Finding;
import io.latticeoperator.translate.Finding.About;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Replaces what users wrote for service networks by ids, so that a name, an id and an ARN of one
 * network are one association.
 *
 * @param desired with ids; associations whose network is not known are left out
 */
record Networks(LatticeState desired, List<Finding> findings) {

  static Networks resolve(LatticeState desired, List<NetworkSummary> known) {
    var resources = new TreeMap<Key, Resource>();
    var findings = new ArrayList<Finding>();
    desired
        .resources()
        .forEach(
            (key, resource) -> {
              if (resource.node() instanceof ServiceAssociation association) {
                var matches =
                    known.stream().filter(n -> n.answersTo(association.network())).toList();
                if (matches.size() == 1) {
                  var id = matches.getFirst().id();
                  var arn = matches.getFirst().arn();
                  resources.put(
                      key.sibling(Role.association(id)),
                      Resource.desired(new ServiceAssociation(id, arn)));
                } else {
                  findings.add(finding(association.network(), matches));
                }
              } else {
                resources.put(key, resource);
              }
            });
    return new Networks(new LatticeState(resources), findings);
  }

  private static Finding finding(String reference, List<NetworkSummary> matches) {
    if (matches.isEmpty()) {
      return new Finding(
          About.RESOLVED_REFS,
          "NetworkNotFound",
          "there is no service network '"
              + reference
              + "' in this account and Region; create it, or have it shared with this account");
    }
    return new Finding(
        About.RESOLVED_REFS,
        "NetworkAmbiguous",
        "several service networks are called '"
            + reference
            + "'; use an id: "
            + matches.stream().map(NetworkSummary::id).collect(Collectors.joining(", ")));
  }

  /** Whether an association that exists must stay because some reference is not resolved. */
  boolean incomplete() {
    return !findings.isEmpty();
  }
}
