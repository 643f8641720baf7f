package io.latticeoperator.kube;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.Config;
import io.latticeoperator.control.Lease;
import io.latticeoperator.control.LeaseStore;
import io.latticeoperator.control.LeaseStore.Held;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class KubernetesLeaseTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00.123456Z");
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final Lease ONE =
      new Lease("one_1", Duration.ofSeconds(15), NOW, NOW.plusSeconds(2), 4);

  private static KubernetesLease lease(ClusterUnderTest cluster, String namespace) {
    return new KubernetesLease(
        cluster.client.getConfiguration(), namespace, "lattice-operator", PATIENCE);
  }

  @Test
  void itIsMadeReadAndReplacedByVersion() throws InterruptedException {
    try (var it = new ClusterUnderTest();
        var mine = lease(it, "shop");
        var theirs = lease(it, "shop")) {
      assertInstanceOf(LeaseStore.Absent.class, mine.read());
      var made = assertInstanceOf(Held.class, mine.write(ONE, null));
      assertEquals(ONE, made.lease());
      assertEquals(made, theirs.read());
      assertInstanceOf(LeaseStore.Overtaken.class, theirs.write(ONE, null));

      var released = new Lease("", Duration.ofSeconds(15), NOW, NOW.plusSeconds(3), 4);
      var changed = assertInstanceOf(Held.class, theirs.write(released, made.version()));
      assertEquals(released, changed.lease());
      assertInstanceOf(LeaseStore.Overtaken.class, mine.write(ONE, made.version()));
      assertEquals(changed, mine.read());
    }
  }

  @Test
  void whatOthersPutOnItStays() throws InterruptedException {
    try (var it = new ClusterUnderTest();
        var lease = lease(it, "shop")) {
      lease.write(ONE, null);
      it.client
          .leases()
          .inNamespace("shop")
          .withName("lattice-operator")
          .edit(
              there ->
                  new LeaseBuilder(there)
                      .editMetadata()
                      .addToAnnotations("example.com/mine", "yes")
                      .endMetadata()
                      .build());
      var seen = assertInstanceOf(Held.class, lease.read());
      lease.write(ONE, seen.version());

      var there = it.client.leases().inNamespace("shop").withName("lattice-operator").get();
      assertEquals("yes", there.getMetadata().getAnnotations().get("example.com/mine"));
      assertEquals(
          "lattice-operator", there.getMetadata().getLabels().get("app.kubernetes.io/name"));
      assertEquals("2026-01-01T00:00:00.123456Z", there.getSpec().getAcquireTime().toString());
    }
  }

  @Test
  void aLeaseThatSaysNothingIsFree() throws InterruptedException {
    try (var it = new ClusterUnderTest();
        var lease = lease(it, "shop")) {
      it.client
          .resource(
              new LeaseBuilder()
                  .withNewMetadata()
                  .withNamespace("shop")
                  .withName("lattice-operator")
                  .endMetadata()
                  .build())
          .create();
      assertEquals("", assertInstanceOf(Held.class, lease.read()).lease().holder());
    }
  }

  @Test
  void aLeaseThatIsDeletedWhileItIsHeldIsAbsent() throws InterruptedException {
    try (var it = new ClusterUnderTest();
        var lease = lease(it, "shop")) {
      var made = assertInstanceOf(Held.class, lease.write(ONE, null));
      it.client.leases().inNamespace("shop").withName("lattice-operator").delete();
      assertInstanceOf(LeaseStore.Absent.class, lease.write(ONE, made.version()));
    }
  }

  @Test
  void aNamespaceThatIsNotThereIsTold() throws InterruptedException {
    try (var it = new ClusterUnderTest();
        var lease = lease(it, "nowhere")) {
      var answer = assertInstanceOf(LeaseStore.Unanswered.class, lease.write(ONE, null));
      assertTrue(answer.why().contains("\"nowhere\" not found"), answer.why());
    }
  }

  @Test
  void aServerThatSaysNothingIsGivenUpInTime() throws IOException {
    try (var deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var lease =
            new KubernetesLease(
                config("http://127.0.0.1:" + deaf.getLocalPort()),
                "shop",
                "lattice-operator",
                Duration.ofMillis(300))) {
      var begun = System.nanoTime();
      assertInstanceOf(LeaseStore.Unanswered.class, lease.read());
      var took = Duration.ofNanos(System.nanoTime() - begun);
      assertTrue(took.compareTo(Duration.ofSeconds(2)) < 0, took.toString());
    }
  }

  private static Config config(String url) {
    var config = Config.empty();
    config.setMasterUrl(url);
    return config;
  }
}
