package io.latticeoperator.app.look;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.latticeoperator.app.RunConfig;
import io.latticeoperator.app.look.DoctorView.Checked;
import io.latticeoperator.app.look.DoctorView.Outcome;
import io.latticeoperator.explain.Known;
import io.latticeoperator.kube.api.Crd;
import io.latticeoperator.kubernetes.Kubernetes;
import io.latticeoperator.kubernetes.Rights;
import io.latticeoperator.kubernetes.TestCluster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The check-up of a cluster under the operator's own rights, as in its Pod. */
@Tag("api-server")
class ClusterDoctorTest {
  private static final Path CHART =
      Path.of("src/test/resources/io/latticeoperator/deploy/chart/whole");

  @ParameterizedTest
  @ValueSource(strings = {"usual.yaml", "namespaced.yaml"})
  void theOperatorIsWellAndAsksForNothingThatItMayNot(String manifest) throws IOException {
    var file = CHART.resolve(manifest);
    try (var cluster = Kubernetes.with(Rights.in(file)).open(Crd.values())) {
      var checks = check(cluster, Manifest.read(file).config());
      assertTrue(checks.stream().allMatch(it -> it.result() == Outcome.OK), checks::toString);
      assertEquals(List.of(), cluster.forbidden());
    }
  }

  @Test
  void whatIsLackingIsNamed() throws IOException {
    var rights = Rights.in(CHART.resolve("namespaced.yaml"));
    var config = Manifest.read(CHART.resolve("everything.yaml")).config();
    try (var cluster = Kubernetes.with(rights).open(Crd.EXPORT)) {
      var checks = check(cluster, config);
      assertEquals("is not installed: no LatticeNetworks", checks.get(2).found());
      var found = checks.getLast().found();
      assertTrue(found.startsWith("you may not: get services, list services, "), found);
      assertTrue(found.endsWith(", list namespaces, watch namespaces"), found);
    }
  }

  private static List<Checked> check(TestCluster cluster, RunConfig config) {
    var kubeconfig = cluster.operator(Set.of()).kubeconfig();
    try (var client =
        new KubernetesClientBuilder().withConfig(Config.fromKubeconfig(kubeconfig)).build()) {
      var doctor = new ClusterDoctor(client, config);
      var checks = doctor.check();
      if (checks.getLast().result() == Outcome.OK) {
        assertEquals(Known.of(List.of()), doctor.podAddresses());
      }
      return checks;
    }
  }
}
