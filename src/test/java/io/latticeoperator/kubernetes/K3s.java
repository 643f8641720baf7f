package io.latticeoperator.kubernetes;

import org.testcontainers.k3s.K3sContainer;
import org.testcontainers.utility.DockerImageName;

/** A cluster of k3s in a container, started for this JVM; Testcontainers takes it down. */
final class K3s {
  private static final String IMAGE =
      System.getenv().getOrDefault("LATTICE_K3S_IMAGE", "rancher/k3s:v1.34.1-k3s1");

  private static final K3sContainer CONTAINER = started();

  private K3s() {}

  static String kubeconfig() {
    return CONTAINER.getKubeConfigYaml();
  }

  private static K3sContainer started() {
    var container =
        new K3sContainer(DockerImageName.parse(IMAGE).asCompatibleSubstituteFor("rancher/k3s"));
    container.start();
    return container;
  }
}
