package io.latticeoperator.app.cleanup;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.latticeoperator.app.Access;
import io.latticeoperator.app.MissingPrerequisite;
import io.latticeoperator.app.RunConfig;
import io.latticeoperator.kube.ClusterId;
import io.latticeoperator.kube.api.LatticeExport;
import io.latticeoperator.kube.api.LatticeNetwork;
import io.latticeoperator.model.Owner;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks the cluster that the kubeconfig means, if it still answers, what of it is alive. */
final class ClusterProbe {
  private ClusterProbe() {}

  static Optional<List<String>> alive(
      Access access,
      RunConfig.Kubernetes settings,
      @Nullable String configured,
      CleanupProcess.Wish wish) {
    try (var client = access.cluster(settings)) {
      if (!is(client, configured, wish.clusterUid())) {
        return Optional.of(List.of());
      }
      return Optional.of(
          wish.owners().isEmpty()
              ? List.of("the cluster")
              : wish.owners().stream().filter(owner -> exists(client, owner)).sorted().toList());
    } catch (KubernetesClientException | MissingPrerequisite | IllegalStateException unreachable) {
      return Optional.empty();
    }
  }

  /** Who has an identity that is configured need not be allowed to read kube-system. */
  private static boolean is(KubernetesClient client, @Nullable String configured, String wished) {
    if (wished.equals(configured)) {
      return client.getKubernetesVersion() != null;
    }
    return ClusterId.read(client).equals(wished);
  }

  private static boolean exists(KubernetesClient client, String tag) {
    return Remains.owner(tag).map(owner -> exists(client, owner)).orElse(false);
  }

  private static boolean exists(KubernetesClient client, Owner owner) {
    return owner.kind().equals(LatticeExport.KIND)
        ? client
                .resources(LatticeExport.class)
                .inNamespace(owner.namespace())
                .withName(owner.name())
                .get()
            != null
        : client.resources(LatticeNetwork.class).withName(owner.name()).get() != null;
  }
}
