package io.latticeoperator.kube;

import io.fabric8.kubernetes.client.KubernetesClient;

/** What tells one cluster from all others: it lives exactly as long as the cluster does. */
public final class ClusterId {
  private ClusterId() {}

  /**
   * @return the UID of the kube-system namespace
   * @throws io.fabric8.kubernetes.client.KubernetesClientException when it cannot be read
   */
  public static String read(KubernetesClient client) {
    var namespace = client.namespaces().withName("kube-system").get();
    if (namespace == null) {
      throw new IllegalStateException("the cluster has no namespace kube-system");
    }
    return namespace.getMetadata().getUid();
  }
}
