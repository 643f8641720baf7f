package io.latticeoperator.kubernetes;

import io.latticeoperator.kube.api.Crd;
import java.util.List;

/** A kind of Kubernetes that tests run against. */
@FunctionalInterface
public interface Kubernetes {
  /** In this JVM, new for each test. */
  Kubernetes EMBEDDED = EmbeddedCluster::new;

  /** A kube-apiserver with its etcd, one for this JVM, emptied for each test. */
  Kubernetes API_SERVER = ApiServerCluster::new;

  /** A cluster of real nodes and pods, one for this JVM, emptied for each test. */
  Kubernetes TESTBED = definitions -> new ManagedCluster(Testbed.kubeconfig(), definitions);

  /** The same by Docker. */
  Kubernetes K3S = definitions -> new ManagedCluster(K3s.kubeconfig(), definitions);

  /** The API server, with other rights for the operator than those of the manifest. */
  static Kubernetes with(Rights rights) {
    return definitions -> new ApiServerCluster(definitions, rights);
  }

  /**
   * A cluster with what Kubernetes itself puts there and no more.
   *
   * @param definitions CustomResourceDefinitions in YAML, served when this returns
   */
  TestCluster open(List<String> definitions);

  /** The same with some of our own definitions. */
  default TestCluster open(Crd... crds) {
    return open(List.of(crds).stream().map(Crd::read).toList());
  }
}
