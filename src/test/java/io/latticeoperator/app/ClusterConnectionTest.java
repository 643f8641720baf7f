package io.latticeoperator.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.latticeoperator.kube.Definitions;
import io.latticeoperator.simulator.kubernetes.ApiServer;
import io.latticeoperator.simulator.kubernetes.Kinds;
import io.latticeoperator.simulator.kubernetes.Store;
import io.latticeoperator.time.VirtualTimeline;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClusterConnectionTest {
  private final Store store =
      new Store(new VirtualTimeline(Instant.parse("2026-01-01T00:00:00Z")), new Random(1));
  private final ApiServer server = ApiServer.start(store, 0);
  private final KubernetesClient client =
      new KubernetesClientBuilder()
          .withConfig(Config.fromKubeconfig(server.kubeconfig("test")))
          .build();

  @AfterEach
  void close() {
    client.close();
    server.close();
    store.close();
  }

  private void install(String definition) throws IOException {
    store.create(
        Kinds.CUSTOM_RESOURCE_DEFINITION, (ObjectNode) new YAMLMapper().readTree(definition));
  }

  @Test
  void aClusterWithoutLatticeExportsIsOfNoUse() {
    var missing =
        assertThrows(MissingPrerequisite.class, () -> ClusterConnection.check(client, List.of()));
    assertTrue(
        String.valueOf(missing.getMessage()).contains("kubectl apply -f crds/"), missing::toString);
  }

  @Test
  void aClusterMayLackLatticeNetworks() throws IOException, MissingPrerequisite {
    install(Definitions.all().getFirst());
    var uid = client.namespaces().withName("kube-system").get().getMetadata().getUid();
    assertEquals(uid, ClusterConnection.check(client, List.of()));
    assertEquals(uid, ClusterConnection.check(client, List.of("default")));
  }
}
