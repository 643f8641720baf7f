package io.latticeoperator.simulator.kubernetes;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.latticeoperator.time.RealTimeline;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InformerTest {
  private final List<Throwable> failures = new CopyOnWriteArrayList<>();
  private final RealTimeline timeline = new RealTimeline("cluster", failures::add);
  private final Store store = new Store(timeline);
  private final ApiServer server = ApiServer.start(store, 0);
  private final KubernetesClient client = client(server);

  private static KubernetesClient client(ApiServer server) {
    Config config =
        new ConfigBuilder(Config.empty())
            .withMasterUrl(server.uri().toString())
            .withNamespace("default")
            .withWatchReconnectInterval(10)
            .build();
    return new KubernetesClientBuilder().withConfig(config).build();
  }

  @BeforeEach
  void patience() {
    Awaitility.setDefaultTimeout(Duration.ofSeconds(20));
    Awaitility.setDefaultPollInterval(Duration.ofMillis(10));
  }

  @AfterEach
  void close() {
    client.close();
    server.close();
    store.close();
    timeline.close();
    assertEquals(List.of(), failures);
  }

  private static ConfigMap configMap(String name, String value) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace("default")
        .addToLabels("app", "web")
        .endMetadata()
        .addToData("value", value)
        .build();
  }

  @Test
  void anInformerSeesEveryChangeInOrder() {
    client.resource(configMap("first", "1")).create();
    var seen = new CopyOnWriteArrayList<String>();
    try (var informer =
        client
            .configMaps()
            .inNamespace("default")
            .withLabel("app", "web")
            .inform(
                new ResourceEventHandler<>() {
                  @Override
                  public void onAdd(ConfigMap added) {
                    seen.add("+" + added.getMetadata().getName());
                  }

                  @Override
                  public void onUpdate(ConfigMap before, ConfigMap after) {
                    seen.add("=" + after.getData().get("value"));
                  }

                  @Override
                  public void onDelete(ConfigMap deleted, boolean unknown) {
                    seen.add("-" + deleted.getMetadata().getName());
                  }
                })) {
      await().until(informer::hasSynced);
      client.resource(configMap("second", "1")).create();
      client.resource(configMap("second", "2")).update();
      client.resource(configMap("second", "2")).delete();
      await().until(() -> seen.contains("-second"));
      assertEquals(List.of("+first", "+second", "=2", "-second"), seen);
    }
  }

  @Test
  void anInformerListsAgainAfterTheHistoryIsCompacted() {
    try (var informer = client.configMaps().inNamespace("default").inform()) {
      await().until(informer::hasSynced);
      client.resource(configMap("first", "1")).create();
      store.compact();
      client.resource(configMap("second", "1")).create();
      await().until(() -> informer.getStore().list().size() == 2);
    }
  }

  @Test
  void aStaleWriteIsAConflict() {
    var first = client.resource(configMap("shared", "1")).create();
    client.resource(configMap("shared", "2")).update();
    var stale = new ConfigMapBuilder(first).withData(Map.of("value", "3")).build();
    var fault =
        assertThrows(
            KubernetesClientException.class,
            () ->
                client
                    .resource(stale)
                    .lockResourceVersion(first.getMetadata().getResourceVersion())
                    .update());
    assertEquals(409, fault.getCode());
  }

  @Test
  void aDeploymentIsCompletedAndScaled() {
    var deployment =
        new DeploymentBuilder()
            .withNewMetadata()
            .withName("web")
            .withNamespace("default")
            .endMetadata()
            .withNewSpec()
            .withNewSelector()
            .addToMatchLabels("app", "web")
            .endSelector()
            .withNewTemplate()
            .withNewMetadata()
            .addToLabels("app", "web")
            .endMetadata()
            .withNewSpec()
            .addNewContainer()
            .withName("web")
            .withImage("web:1")
            .endContainer()
            .endSpec()
            .endTemplate()
            .endSpec()
            .build();
    var created = client.resource(deployment).create();
    assertEquals(1, created.getSpec().getReplicas());
    assertEquals("RollingUpdate", created.getSpec().getStrategy().getType());
    assertEquals(1, created.getMetadata().getGeneration());
    var scaled = client.apps().deployments().inNamespace("default").withName("web").scale(4);
    assertEquals(4, scaled.getSpec().getReplicas());
    assertEquals(2, scaled.getMetadata().getGeneration());
  }

  @Test
  void serverSideApplyNamesTheOtherOwner() {
    var apply =
        new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager("one")
            .build();
    client.resource(configMap("owned", "1")).patch(apply);
    var other =
        new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager("two")
            .build();
    var fault =
        assertThrows(
            KubernetesClientException.class,
            () -> client.resource(configMap("owned", "2")).patch(other));
    assertEquals(409, fault.getCode());
    assertTrue(
        fault.getMessage().contains("conflict with \"one\": .data.value"), fault.getMessage());
  }

  @Test
  void aServiceGetsAnAddressAndAnInvalidOneNamesItsFault() {
    var service =
        new ServiceBuilder()
            .withNewMetadata()
            .withName("web")
            .endMetadata()
            .withNewSpec()
            .addNewPort()
            .withPort(80)
            .endPort()
            .endSpec()
            .build();
    var created = client.services().inNamespace("default").resource(service).create();
    assertEquals("10.96.0.10", created.getSpec().getClusterIP());
    assertEquals(80, created.getSpec().getPorts().getFirst().getTargetPort().getIntVal());
    var wrong = new ServiceBuilder(service).editMetadata().withName("Web").endMetadata().build();
    var fault =
        assertThrows(
            KubernetesClientException.class,
            () -> client.services().inNamespace("default").resource(wrong).create());
    assertEquals(422, fault.getCode());
    assertTrue(
        fault.getMessage().contains("Service \"Web\" is invalid: metadata.name: Invalid value"),
        fault.getMessage());
  }
}
