package io.latticeoperator.app;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.latticeoperator.cloud.aws.AwsClients;
import io.latticeoperator.cloud.aws.Timeouts;

/** The ways to the two worlds that a command stands between. */
public interface Access {
  /**
   * The cluster that the settings mean; makes no call yet.
   *
   * @return the caller's to close
   */
  KubernetesClient cluster(RunConfig.Kubernetes settings) throws MissingPrerequisite;

  /**
   * AWS as the SDK is configured.
   *
   * @return the caller's to close
   * @throws MissingPrerequisite when no Region is configured
   */
  AwsClients aws() throws MissingPrerequisite;

  /** As this machine is configured. */
  static Access configured() {
    return new Access() {
      @Override
      public KubernetesClient cluster(RunConfig.Kubernetes settings) throws MissingPrerequisite {
        return ClusterConnection.open(settings);
      }

      @Override
      public AwsClients aws() throws MissingPrerequisite {
        try {
          return AwsClients.configured(Timeouts.STANDARD, ClusterConnection.product());
        } catch (IllegalArgumentException noRegion) {
          throw new MissingPrerequisite(String.valueOf(noRegion.getMessage()), noRegion);
        }
      }
    };
  }

  /**
   * The cluster's identity, after a look at whether the cluster has what is read of it.
   *
   * @throws MissingPrerequisite telling what is wrong and what to do
   */
  static String check(KubernetesClient client, RunConfig config) throws MissingPrerequisite {
    return ClusterConnection.check(client, config);
  }
}
