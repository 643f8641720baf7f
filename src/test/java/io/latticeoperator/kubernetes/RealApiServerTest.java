package io.latticeoperator.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.latticeoperator.kube.ClusterClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("api-server")
class RealApiServerTest {
  private final RealApiServer server = RealApiServer.shared();

  @Test
  void whatTestsLeaveIsWipedWhateverFinalizersSay() {
    server.wipe();
    try (var client = client(server.access())) {
      client.resource(namespace("wiped")).create();
      client
          .resource(
              new ConfigMapBuilder()
                  .withNewMetadata()
                  .withName("held")
                  .withNamespace("wiped")
                  .withFinalizers("example.com/never")
                  .endMetadata()
                  .build())
          .create();
      server.wipe();
      Awaitility.await()
          .atMost(Duration.ofSeconds(5))
          .until(() -> client.namespaces().withName("wiped").get() == null);
      assertTrue(client.configMaps().inNamespace("wiped").list().getItems().isEmpty());
      assertTrue(client.namespaces().withName("kube-system").get() != null);
    }
  }

  @Test
  void aServiceAccountMayDoOnlyWhatItIsGranted() {
    server.wipe();
    try (var admin = client(server.access())) {
      admin.resource(namespace("granted")).create();
      var account =
          admin
              .resource(
                  new ServiceAccountBuilder()
                      .withNewMetadata()
                      .withName("nobody")
                      .withNamespace("granted")
                      .endMetadata()
                      .build())
              .create();
      var token =
          admin
              .serviceAccounts()
              .resource(account)
              .tokenRequest(new TokenRequestBuilder().withNewSpec().endSpec().build())
              .getStatus()
              .getToken();
      try (var client = client(server.access().as(token))) {
        var refused =
            Assertions.assertThrows(
                KubernetesClientException.class, () -> client.services().inAnyNamespace().list());
        assertEquals(403, refused.getCode());
        Awaitility.await()
            .atMost(Duration.ofSeconds(5))
            .until(
                () ->
                    Files.readString(server.auditLog())
                        .contains("system:serviceaccount:granted:nobody"));
      }
    }
  }

  /** A shell stands for the JVM: it is killed, and its child is not told. */
  @Test
  void aProgramEndsWithTheOneWhoHoldsItsPipe(@TempDir Path folder)
      throws IOException, InterruptedException {
    var held = BoundProcess.start(folder, "sleeper", java.util.List.of("sleep", "600"));
    Awaitility.await()
        .atMost(Duration.ofSeconds(5))
        .until(() -> Files.exists(held.pidFile()) && Files.size(held.pidFile()) > 0);
    var sleeper =
        ProcessHandle.of(Long.parseLong(Files.readString(held.pidFile()).strip())).orElseThrow();
    assertTrue(sleeper.isAlive());
    held.close();
    Awaitility.await()
        .atMost(5, TimeUnit.SECONDS)
        .untilAsserted(() -> assertFalse(sleeper.isAlive()));
  }

  private static io.fabric8.kubernetes.api.model.Namespace namespace(String name) {
    return new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build();
  }

  private static KubernetesClient client(ApiAccess access) {
    return ClusterClient.builder(Config.fromKubeconfig(access.kubeconfig())).build();
  }
}
