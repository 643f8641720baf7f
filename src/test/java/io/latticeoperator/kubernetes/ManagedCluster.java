package io.latticeoperator.kubernetes;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/** A whole cluster, controllers and nodes included, which is emptied by its own means. */
final class ManagedCluster implements TestCluster {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Set<String> ITS_OWN =
      Set.of("default", "kube-system", "kube-public", "kube-node-lease");

  private final ApiAccess access;

  /**
   * @param kubeconfig of an administrator
   */
  ManagedCluster(String kubeconfig, List<String> definitions) {
    try (var client = client(kubeconfig)) {
      clear(client);
      this.access = access(client);
    }
    new Definitions(access).install(definitions);
  }

  @Override
  public ApiAccess access() {
    return access;
  }

  @Override
  public ApiAccess operator(Set<String> namespaces) {
    var rights = Rights.in(MANIFEST);
    return (namespaces.isEmpty() ? rights : rights.inNamespaces(namespaces)).grant(access);
  }

  /** What the test leaves is there to be looked at until the next one begins. */
  @Override
  public void close() {}

  /** All namespaces that tests made, and all custom resources. */
  private static void clear(KubernetesClient client) {
    for (var definition : definitions(client)) {
      var spec = definition.getSpec();
      var kind =
          client.genericKubernetesResources(
              spec.getGroup() + "/" + spec.getVersions().getFirst().getName(),
              spec.getNames().getKind());
      kind.inAnyNamespace().list().getItems().forEach(object -> release(client, object));
      client.resource(definition).delete();
    }
    client.configMaps().inAnyNamespace().list().getItems().stream()
        .filter(map -> !map.getFinalizers().isEmpty())
        .forEach(map -> release(client, map));
    client.services().inNamespace("default").list().getItems().stream()
        .filter(service -> !service.getMetadata().getName().equals("kubernetes"))
        .forEach(service -> client.resource(service).delete());
    client.v1().events().inNamespace("default").delete();
    client.namespaces().list().getItems().stream()
        .filter(namespace -> !ITS_OWN.contains(namespace.getMetadata().getName()))
        .forEach(namespace -> client.resource(namespace).delete());
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                definitions(client).isEmpty()
                    && client.namespaces().list().getItems().stream()
                        .allMatch(each -> ITS_OWN.contains(each.getMetadata().getName())));
  }

  private static List<CustomResourceDefinition> definitions(KubernetesClient client) {
    return client.apiextensions().v1().customResourceDefinitions().list().getItems().stream()
        .filter(each -> each.getSpec().getGroup().matches("(example|latticeoperator)\\.io"))
        .toList();
  }

  private static void release(KubernetesClient client, HasMetadata object) {
    object.getMetadata().setFinalizers(List.of());
    client.resource(object).update();
    client.resource(object).delete();
  }

  /** With a token, as everywhere, rather than with certificates. */
  private static ApiAccess access(KubernetesClient client) {
    var account =
        new ServiceAccountBuilder()
            .withNewMetadata()
            .withName("lattice-tests")
            .withNamespace("kube-system")
            .endMetadata()
            .build();
    client.resource(account).fieldManager("test").serverSideApply();
    client
        .resource(
            new ClusterRoleBindingBuilder()
                .withNewMetadata()
                .withName("lattice-tests")
                .endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", "cluster-admin")
                .addNewSubject("", "ServiceAccount", "lattice-tests", "kube-system")
                .build())
        .fieldManager("test")
        .serverSideApply();
    var token =
        client
            .serviceAccounts()
            .resource(account)
            .tokenRequest(new TokenRequestBuilder().withNewSpec().endSpec().build())
            .getStatus()
            .getToken();
    var config = client.getConfiguration();
    return ApiAccess.trusted(URI.create(config.getMasterUrl()), authority(config), token);
  }

  private static byte[] authority(Config config) {
    try {
      return config.getCaCertFile() != null
          ? Files.readAllBytes(Path.of(config.getCaCertFile()))
          : Base64.getDecoder().decode(config.getCaCertData().getBytes(StandardCharsets.US_ASCII));
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  static KubernetesClient client(String kubeconfig) {
    return new KubernetesClientBuilder().withConfig(Config.fromKubeconfig(kubeconfig)).build();
  }
}
