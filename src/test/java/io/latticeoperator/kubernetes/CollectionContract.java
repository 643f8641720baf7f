package io.latticeoperator.kubernetes;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes because something else has gone. */
abstract class CollectionContract {
  private static final Path WIDGETS = Transcript.FOLDER.resolveSibling("widgets.yaml");
  private final Kubernetes kubernetes;
  private TestCluster cluster;
  private KubernetesClient client;

  CollectionContract(Kubernetes kubernetes) {
    this.kubernetes = kubernetes;
  }

  @BeforeEach
  void open() throws IOException {
    cluster = kubernetes.open(List.of(Files.readString(WIDGETS)));
    client = ManagedCluster.client(cluster.access().kubeconfig());
    client
        .resource(new NamespaceBuilder().withNewMetadata().withName("shop").endMetadata().build())
        .create();
  }

  @AfterEach
  void close() {
    client.close();
    cluster.close();
  }

  @Test
  void whatIsOwnedGoesAfterItsOwner() {
    var owner = create("owner");
    create("owned", owner);
    client.resource(owner).withPropagationPolicy(DeletionPropagation.BACKGROUND).delete();
    eventually().until(() -> names().equals(List.of()));
  }

  @Test
  void whatIsOwnedGoesBeforeItsOwnerWhenThatIsAskedFor() {
    var owner = create("owner");
    var owned = create("owned", owner);
    finalizers("owned", "example.io/held");
    client.resource(owner).withPropagationPolicy(DeletionPropagation.FOREGROUND).delete();
    eventually().until(() -> client.resource(owned).get().isMarkedForDeletion());
    assertEquals(
        List.of("foregroundDeletion"), client.resource(owner).get().getMetadata().getFinalizers());
    finalizers("owned");
    eventually().until(() -> names().equals(List.of()));
  }

  @Test
  void orphansStayWithoutAnOwner() {
    var owner = create("owner");
    var owned = create("owned", owner);
    client.resource(owner).withPropagationPolicy(DeletionPropagation.ORPHAN).delete();
    eventually().until(() -> names().equals(List.of("owned")));
    assertTrue(client.resource(owned).get().getMetadata().getOwnerReferences().isEmpty());
  }

  @Test
  void whatHasAnotherOwnerStays() {
    var one = create("one");
    var other = create("other");
    create("owned", one, other);
    client.resource(one).delete();
    eventually()
        .until(
            () ->
                client
                        .configMaps()
                        .inNamespace("shop")
                        .withName("owned")
                        .get()
                        .getMetadata()
                        .getOwnerReferences()
                        .size()
                    == 1);
    assertEquals(List.of("other", "owned"), names());
  }

  @Test
  void aNamespaceGoesWithItsContent() {
    create("one");
    widget();
    client.namespaces().withName("shop").delete();
    eventually().until(() -> client.namespaces().withName("shop").get() == null);
    assertTrue(
        client
            .genericKubernetesResources("example.io/v1", "Widget")
            .inAnyNamespace()
            .list()
            .getItems()
            .isEmpty());
  }

  @Test
  void resourcesGoWithTheirDefinition() {
    widget();
    var definitions = client.apiextensions().v1().customResourceDefinitions();
    definitions.withName("widgets.example.io").delete();
    eventually().until(() -> definitions.withName("widgets.example.io").get() == null);
  }

  @Test
  void aNamespaceHasAServiceAccount() {
    eventually()
        .until(
            () -> client.serviceAccounts().inNamespace("shop").withName("default").get() != null);
  }

  private static ConditionFactory eventually() {
    return await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(20));
  }

  private ConfigMap create(String name, ConfigMap... owners) {
    var builder =
        new ConfigMapBuilder()
            .withNewMetadata()
            .withName(name)
            .withNamespace("shop")
            .addToLabels("test", "collection")
            .endMetadata();
    for (var owner : owners) {
      builder
          .editMetadata()
          .addNewOwnerReference()
          .withApiVersion("v1")
          .withKind("ConfigMap")
          .withName(owner.getMetadata().getName())
          .withUid(owner.getMetadata().getUid())
          .withBlockOwnerDeletion(true)
          .endOwnerReference()
          .endMetadata();
    }
    return client.resource(builder.build()).create();
  }

  private void finalizers(String name, String... finalizers) {
    client
        .configMaps()
        .inNamespace("shop")
        .withName(name)
        .edit(
            map -> {
              map.getMetadata().setFinalizers(List.of(finalizers));
              return map;
            });
  }

  private void widget() {
    var widget =
        client
            .getKubernetesSerialization()
            .unmarshal(
                """
                apiVersion: example.io/v1
                kind: Widget
                metadata: {name: one, namespace: shop}
                spec: {port: 80}
                """,
                GenericKubernetesResource.class);
    client.resource(widget).create();
  }

  /** Of those that the test made. */
  private List<String> names() {
    return client
        .configMaps()
        .inNamespace("shop")
        .withLabel("test", "collection")
        .list()
        .getItems()
        .stream()
        .map(map -> map.getMetadata().getName())
        .toList();
  }
}
