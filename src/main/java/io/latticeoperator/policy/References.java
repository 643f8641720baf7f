package io.latticeoperator.policy;

import io.latticeoperator.model.ClusterIdentity;
import io.latticeoperator.model.Names;
import io.latticeoperator.model.Owner;
import java.util.Map;
import java.util.Optional;

/**
 * What the names in a policy stand for, as far as it is known.
 *
 * @param cluster the one whose policy it is
 * @param roles ARNs by service account; those that have none are absent
 * @param exports ARNs of the Lattice services of exports of this cluster
 * @param services ARNs of all Lattice services that the account can see, by name
 */
public record References(
    ClusterIdentity cluster,
    Map<Principal.ServiceAccount, String> roles,
    Map<Owner, String> exports,
    Map<String, String> services) {
  public References {
    roles = Map.copyOf(roles);
    exports = Map.copyOf(exports);
    services = Map.copyOf(services);
  }

  Optional<String> role(Principal.ServiceAccount account) {
    return Optional.ofNullable(roles.get(account));
  }

  /** By the export itself if it is of this cluster, else by the name that is derived for it. */
  Optional<String> service(ExportReference export) {
    var owner = Owner.export(export.namespace(), export.name());
    var known = isOfThisCluster(export) ? exports.get(owner) : null;
    return Optional.ofNullable(known != null ? known : services.get(serviceName(export)));
  }

  /** The name of the Lattice service that the export gets when it does not ask for one. */
  String serviceName(ExportReference export) {
    var id = export.clusterId();
    return Names.service(
        id == null ? cluster : new ClusterIdentity(id, id),
        Owner.export(export.namespace(), export.name()));
  }

  boolean isOfThisCluster(ExportReference export) {
    return export.clusterId() == null || export.clusterId().equals(cluster.uid());
  }
}
