package io.latticeoperator.app;

import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.latticeoperator.kube.ClusterClient;
import io.latticeoperator.kube.ClusterId;
import io.latticeoperator.kube.api.LatticeExport;
import io.latticeoperator.kube.api.LatticeNetwork;
import java.nio.file.Files;

/** The way to the cluster's API server. */
final class ClusterConnection {
  private ClusterConnection() {}

  /** Makes no call yet. */
  static KubernetesClient open(RunConfig.Kubernetes settings) throws MissingPrerequisite {
    var config = config(settings);
    config.setUserAgent(product());
    return ClusterClient.builder(config).build();
  }

  /**
   * The cluster's identity, after a look at whether the cluster knows what a LatticeExport is, and
   * lets us read all kinds that are watched. kube-system is read only if the identity is not
   * configured.
   *
   * @throws MissingPrerequisite telling what is wrong and what to do
   */
  static String check(KubernetesClient client, RunConfig config) throws MissingPrerequisite {
    var server = client.getMasterUrl();
    var namespaces = config.kubernetes().namespaces();
    try {
      var configured = config.cluster().id();
      var id = configured == null ? ClusterId.read(client) : configured;
      if (namespaces.isEmpty()) {
        client.resources(LatticeExport.class).inAnyNamespace().list(limitOne());
        client.serviceAccounts().inAnyNamespace().list(limitOne());
        client.namespaces().list(limitOne());
        readNetworks(client);
      }
      for (var namespace : namespaces) {
        client.resources(LatticeExport.class).inNamespace(namespace).list(limitOne());
        client.serviceAccounts().inNamespace(namespace).list(limitOne());
      }
      return id;
    } catch (KubernetesClientException refused) {
      throw new MissingPrerequisite(
          switch (refused.getCode()) {
            case 404 ->
                "the cluster at "
                    + server
                    + " has no LatticeExports: kubectl apply -f crds/ installs the definition";
            case 401, 403 ->
                "the cluster at "
                    + server
                    + " does not let us in: "
                    + refused.getMessage()
                    + " (deploy/operator.yaml holds the role that is needed)";
            default ->
                "the cluster at "
                    + server
                    + " cannot be used: "
                    + refused.getMessage()
                    + "; choose another with --kubeconfig or --context";
          },
          refused);
    }
  }

  /** Clusters need not have them. */
  private static void readNetworks(KubernetesClient client) {
    try {
      client.resources(LatticeNetwork.class).list(limitOne());
    } catch (KubernetesClientException refused) {
      if (refused.getCode() != 404) {
        throw refused;
      }
    }
  }

  /** For user agents: name and version. */
  static String product() {
    var version = ClusterConnection.class.getPackage().getImplementationVersion();
    return "lattice-operator/" + (version == null ? "dev" : version);
  }

  private static ListOptions limitOne() {
    return new ListOptionsBuilder().withLimit(1L).build();
  }

  private static Config config(RunConfig.Kubernetes settings) throws MissingPrerequisite {
    var file = settings.kubeconfig();
    if (file == null) {
      return Config.autoConfigure(settings.context());
    }
    if (!Files.isReadable(file)) {
      throw new MissingPrerequisite(
          "%s (%s): cannot read %s"
              .formatted(Setting.KUBECONFIG.flag(), Setting.KUBECONFIG.variable(), file));
    }
    return Config.fromKubeconfig(settings.context(), file.toFile());
  }
}
