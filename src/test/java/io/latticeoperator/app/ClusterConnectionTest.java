package io.latticeoperator.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.latticeoperator.kube.Definitions;
import io.latticeoperator.simulator.kubernetes.ApiServer;
import io.latticeoperator.simulator.kubernetes.Kinds;
import io.latticeoperator.simulator.kubernetes.Store;
import io.latticeoperator.time.VirtualTimeline;
import java.io.IOException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClusterConnectionTest {
  private final Store store =
      new Store(new VirtualTimeline(Instant.parse("2026-01-01T00:00:00Z")), new Random(1));
  private final ApiServer server = ApiServer.start(store, 0);
  private final Queue<String> asked = new ConcurrentLinkedQueue<>();
  private final KubernetesClient client =
      new KubernetesClientBuilder()
          .withConfig(Config.fromKubeconfig(server.kubeconfig("test")))
          .withHttpClientBuilderConsumer(
              http -> http.addOrReplaceInterceptor("recorder", new Recorder()))
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
        assertThrows(
            MissingPrerequisite.class,
            () -> ClusterConnection.check(client, config(null, List.of())));
    assertTrue(
        String.valueOf(missing.getMessage()).contains("kubectl apply -f crds/"), missing::toString);
  }

  @Test
  void aClusterMayLackLatticeNetworks() throws IOException, MissingPrerequisite {
    install(Definitions.all().getFirst());
    var uid = client.namespaces().withName("kube-system").get().getMetadata().getUid();
    assertEquals(uid, ClusterConnection.check(client, config(null, List.of())));
  }

  @Test
  void kubeSystemIsNotReadWhenTheIdentityIsConfigured() throws IOException, MissingPrerequisite {
    install(Definitions.all().getFirst());
    assertEquals("blue", ClusterConnection.check(client, config("blue", List.of("default"))));
    assertEquals("blue", ClusterConnection.check(client, config("blue", List.of())));
    assertTrue(asked.stream().noneMatch(path -> path.contains("kube-system")), asked::toString);
    ClusterConnection.check(client, config(null, List.of()));
    assertTrue(asked.contains("/api/v1/namespaces/kube-system"), asked::toString);
  }

  private final class Recorder implements Interceptor {
    @Override
    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
      asked.add(request.uri().getPath());
    }
  }

  private static RunConfig config(@Nullable String id, List<String> namespaces) {
    var words =
        new EnumMap<Setting, String>(
            Map.of(
                Setting.CLUSTER_NAME, "one",
                Setting.CLUSTER_ID, "any",
                Setting.VPC_ID, "discover",
                Setting.ROUTABLE_CIDRS, "discover",
                Setting.NAMESPACES, String.join(",", namespaces)));
    var read = ((Configured.Valid) SettingsReader.read(words)).config();
    return read.with(new RunConfig.Cluster("one", id, null, RunConfig.DISCOVER, List.of()));
  }
}
