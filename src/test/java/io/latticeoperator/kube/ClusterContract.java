package io.latticeoperator.kube;

import io.latticeoperator.kube.api.Crd;
import io.latticeoperator.kubernetes.Kubernetes;
import java.util.Set;

/** Tests of what the operator does to a cluster, of whatever kind that is. */
abstract class ClusterContract {
  private final Kubernetes kubernetes;

  ClusterContract(Kubernetes kubernetes) {
    this.kubernetes = kubernetes;
  }

  /** A cluster with all our definitions, all of it watched. */
  ClusterUnderTest open() throws InterruptedException {
    return open(Set.of(), Crd.values());
  }

  /**
   * @param namespaces what is watched; empty for all
   */
  ClusterUnderTest open(Set<String> namespaces, Crd... crds) throws InterruptedException {
    return new ClusterUnderTest(kubernetes, namespaces, crds);
  }
}
