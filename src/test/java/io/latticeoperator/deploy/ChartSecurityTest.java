package io.latticeoperator.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.latticeoperator.deploy.Chart.Rendered;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the chart may and must not ask of a cluster. */
@Tag("helm")
class ChartSecurityTest {
  private static final Set<String> CLUSTER_SCOPED =
      Set.of(
          "ClusterRole",
          "ClusterRoleBinding",
          "CustomResourceDefinition",
          "Namespace",
          "ValidatingAdmissionPolicy",
          "ValidatingAdmissionPolicyBinding");

  private static final Set<String> VOLUMES =
      Set.of(
          "configMap",
          "csi",
          "downwardAPI",
          "emptyDir",
          "ephemeral",
          "persistentVolumeClaim",
          "projected",
          "secret");

  @ParameterizedTest
  @ValueSource(strings = {"usual", "namespaced", "everything"})
  void everyPodPassesTheLevelRestricted(String name) throws IOException {
    var pods = Chart.pods(Chart.objects(Chart.NEEDED, ChartRenderingTest.whole(name))).toList();
    assertEquals(2, pods.size());
    for (var pod : pods) {
      assertEquals(List.of(), violations(pod.path("spec")));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"usual", "everything"})
  void everyContainerHasAReadOnlyRootAndANumericUser(String name) throws IOException {
    Chart.pods(Chart.objects(Chart.NEEDED, ChartRenderingTest.whole(name)))
        .forEach(
            pod -> {
              assertTrue(pod.at("/spec/securityContext/runAsUser").asInt() > 0);
              containers(pod.path("spec"))
                  .forEach(
                      it ->
                          assertTrue(
                              it.at("/securityContext/readOnlyRootFilesystem").asBoolean(),
                              it::toString));
            });
  }

  @Test
  void inSomeNamespacesThereIsNothingForTheWholeCluster() throws IOException {
    var objects = Chart.objects(Chart.NEEDED, ChartRenderingTest.whole("namespaced"));
    assertEquals(
        List.of(), objects.stream().filter(it -> CLUSTER_SCOPED.contains(it.kind())).toList());
    assertEquals(
        Set.of("lattice-system", "shop", "payments"),
        objects.stream().map(Rendered::namespace).collect(Collectors.toSet()));
    assertEquals(
        Set.of("shop", "payments"),
        objects.stream()
            .filter(it -> it.kind().equals("Role") && it.name().equals("lattice-operator"))
            .map(Rendered::namespace)
            .collect(Collectors.toSet()));
  }

  @Test
  void rightsInANamespaceAreThoseInTheClusterWithoutWhatIsInNone() throws IOException {
    var cluster =
        rights(Chart.only(Chart.objects(Chart.NEEDED), "ClusterRole", "lattice-operator"));
    cluster.removeIf(right -> right.contains("latticenetworks") || right.contains(" namespaces"));
    var some =
        Chart.objects(Chart.NEEDED, ChartRenderingTest.whole("namespaced")).stream()
            .filter(it -> it.toString().equals("Role shop/lattice-operator"))
            .findFirst()
            .orElseThrow();
    assertEquals(cluster, rights(some.object()));
  }

  @Test
  void nobodyMayReadSecretsAndNothingIsAllowedByAStar() throws IOException {
    for (var name : List.of("usual", "namespaced", "everything")) {
      Chart.objects(Chart.NEEDED, ChartRenderingTest.whole(name)).stream()
          .filter(it -> it.kind().endsWith("Role"))
          .flatMap(it -> rights(it.object()).stream())
          .forEach(right -> assertTrue(!right.contains("secrets") && !right.contains("*"), right));
    }
  }

  private static TreeSet<String> rights(JsonNode role) {
    var rights = new TreeSet<String>();
    for (var rule : role.path("rules")) {
      for (var verb : rule.path("verbs")) {
        for (var resource : rule.path("resources")) {
          rights.add(
              "%s %s %s".formatted(verb.asText(), resource.asText(), rule.path("resourceNames")));
        }
      }
    }
    return rights;
  }

  /** As the Pod Security Standards say it. */
  private static List<String> violations(JsonNode pod) {
    var violations = new ArrayList<String>();
    for (var host : List.of("hostNetwork", "hostPID", "hostIPC")) {
      if (pod.path(host).asBoolean()) {
        violations.add(host);
      }
    }
    for (var volume : pod.path("volumes")) {
      volume
          .propertyStream()
          .filter(it -> !it.getKey().equals("name") && !VOLUMES.contains(it.getKey()))
          .forEach(it -> violations.add("volume " + it.getKey()));
    }
    var whole = pod.path("securityContext");
    containers(pod)
        .forEach(
            it -> {
              var own = it.path("securityContext");
              var name = it.path("name").asText();
              if (own.path("allowPrivilegeEscalation").asBoolean(true)) {
                violations.add(name + " allowPrivilegeEscalation");
              }
              if (!own.at("/capabilities/drop").toString().contains("\"ALL\"")) {
                violations.add(name + " capabilities");
              }
              if (!own.path("runAsNonRoot").asBoolean(whole.path("runAsNonRoot").asBoolean())) {
                violations.add(name + " runAsNonRoot");
              }
              var seccomp =
                  own.at("/seccompProfile/type").asText(whole.at("/seccompProfile/type").asText());
              if (!seccomp.equals("RuntimeDefault")) {
                violations.add(name + " seccompProfile");
              }
              if (it.path("ports").toString().contains("hostPort")) {
                violations.add(name + " hostPort");
              }
            });
    return violations;
  }

  private static Stream<JsonNode> containers(JsonNode pod) {
    return Stream.concat(
        pod.path("initContainers").valueStream(), pod.path("containers").valueStream());
  }
}
