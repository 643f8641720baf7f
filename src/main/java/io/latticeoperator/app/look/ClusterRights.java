package io.latticeoperator.app.look;

import io.latticeoperator.app.RunConfig;
import io.latticeoperator.kube.api.LatticeExport;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the operator needs to be allowed in the cluster: a test holds it to the chart's roles. */
final class ClusterRights {
  private ClusterRights() {}

  /**
   * Verbs that are needed for a resource.
   *
   * @param namespace null for all, and for what has none
   * @param name of the only object that is meant; null for all
   */
  record Right(
      @Nullable String namespace,
      String group,
      String resource,
      @Nullable String subresource,
      @Nullable String name,
      List<String> verbs) {
    Right {
      verbs = List.copyOf(verbs);
    }

    @Override
    public String toString() {
      return resource
          + (subresource == null ? "" : "/" + subresource)
          + (name == null ? "" : " " + name)
          + (namespace == null ? "" : " in " + namespace);
    }
  }

  /** For an operator with these settings. */
  static List<Right> of(RunConfig config) {
    var rights = new ArrayList<Right>();
    var namespaces = config.kubernetes().namespaces();
    if (namespaces.isEmpty()) {
      rights.addAll(watched(null, config.serviceAnnotations()));
      rights.addAll(ofTheCluster(config.cluster().id()));
    }
    for (var namespace : namespaces) {
      rights.addAll(watched(namespace, config.serviceAnnotations()));
    }
    var election = config.election();
    if (election != null) {
      rights.addAll(lease(election));
    }
    return rights;
  }

  private static List<Right> watched(@Nullable String namespace, boolean annotations) {
    return List.of(
        all(namespace, "", "services", "get", "list", "watch"),
        all(namespace, "discovery.k8s.io", "endpointslices", "list", "watch"),
        all(namespace, "", "pods", "list"),
        annotations
            ? ours(namespace, "latticeexports", "get", "list", "watch", "create", "patch", "delete")
            : ours(namespace, "latticeexports", "get", "list", "watch", "patch"),
        status(namespace, "latticeexports"),
        all(namespace, "", "serviceaccounts", "list", "watch"),
        all(namespace, "", "events", "create", "patch"));
  }

  private static List<Right> ofTheCluster(@Nullable String id) {
    var rights =
        new ArrayList<>(
            List.of(
                ours(null, "latticenetworks", "list", "watch", "patch"),
                status(null, "latticenetworks"),
                all(null, "", "namespaces", "list", "watch")));
    if (id == null) {
      rights.add(new Right(null, "", "namespaces", null, "kube-system", List.of("get")));
    }
    return rights;
  }

  private static List<Right> lease(RunConfig.Election election) {
    var group = "coordination.k8s.io";
    return List.of(
        all(election.namespace(), group, "leases", "create"),
        new Right(
            election.namespace(),
            group,
            "leases",
            null,
            election.name(),
            List.of("get", "update")));
  }

  private static Right ours(@Nullable String namespace, String resource, String... verbs) {
    return all(namespace, LatticeExport.GROUP, resource, verbs);
  }

  private static Right status(@Nullable String namespace, String resource) {
    return new Right(namespace, LatticeExport.GROUP, resource, "status", null, List.of("patch"));
  }

  private static Right all(
      @Nullable String namespace, String group, String resource, String... verbs) {
    return new Right(namespace, group, resource, null, null, List.of(verbs));
  }
}
