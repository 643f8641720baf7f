package io.latticeoperator.kube;

import static io.latticeoperator.kube.ClusterUnderTest.NAMESPACE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.latticeoperator.control.Lease;
import io.latticeoperator.control.LeaseStore;
import io.latticeoperator.kube.api.Crd;
import io.latticeoperator.kubernetes.Kubernetes;
import io.latticeoperator.kubernetes.Rights;
import io.latticeoperator.kubernetes.TestCluster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The operator under the ServiceAccount of a manifest, held against the API server's audit log: all
 * that it asks for is granted, and all that is granted it asks for.
 */
@Tag("api-server")
class RightsTest {
  private static final Path CHART =
      Path.of("src/test/resources/io/latticeoperator/deploy/chart/whole");

  @Test
  void thoseOfTheManifest() throws InterruptedException {
    inTheWholeCluster(Rights.in(TestCluster.MANIFEST));
  }

  @Test
  void thoseOfTheManifestInOneNamespace() throws InterruptedException {
    inOneNamespace(Rights.in(TestCluster.MANIFEST).inNamespaces(Set.of(NAMESPACE)));
  }

  @Test
  void thoseOfTheChart() throws InterruptedException {
    inTheWholeCluster(Rights.in(rendered("usual.yaml")));
  }

  @Test
  void thoseOfTheChartThatWatchesNamespaces() throws InterruptedException {
    inOneNamespace(Rights.in(rendered("namespaced.yaml")));
  }

  private static Path rendered(String name) {
    var file = CHART.resolve(name);
    assumeTrue(Files.exists(file), () -> "there is no chart rendered as " + file);
    return file;
  }

  private static void inTheWholeCluster(Rights rights) throws InterruptedException {
    try (var it = new ClusterUnderTest(Kubernetes.with(rights), Set.of(), Crd.values())) {
      OperatorLife.inTheWholeCluster(it);
      aLease(it);
      assertEquals(rights.granted(), new TreeSet<>(it.used()));
    }
  }

  /** There the cluster's own identity cannot be read: --cluster-id says it. */
  private static void inOneNamespace(Rights rights) throws InterruptedException {
    assertTrue(rights.namespacedOnly());
    try (var it = new ClusterUnderTest(Kubernetes.with(rights), Set.of(NAMESPACE), Crd.EXPORT)) {
      OperatorLife.inANamespace(it);
      aLease(it);
      assertEquals(rights.granted(), new TreeSet<>(it.used()));
      assertEquals(Set.of(), Set.copyOf(it.forbidden()));
      assertEquals(403, assertThrows(KubernetesClientException.class, it::clusterId).getCode());
      assertEquals(1, it.forbidden().size());
      it.forgive();
    }
  }

  /** As a replica takes its place, looks at it and keeps it. */
  private static void aLease(ClusterUnderTest it) {
    var now = Instant.parse("2026-01-01T00:00:00Z");
    var first = new Lease("one", Duration.ofSeconds(15), now, now, 0);
    try (var lease =
        new KubernetesLease(
            it.operatorConfiguration(),
            "lattice-system",
            "lattice-operator",
            Duration.ofSeconds(5))) {
      var made = assertInstanceOf(LeaseStore.Held.class, lease.write(first, null));
      assertInstanceOf(LeaseStore.Held.class, lease.read());
      var renewed = new Lease("one", Duration.ofSeconds(15), now, now.plusSeconds(2), 0);
      assertInstanceOf(LeaseStore.Held.class, lease.write(renewed, made.version()));
    }
  }
}
