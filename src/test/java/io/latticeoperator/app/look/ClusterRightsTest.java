package io.latticeoperator.app.look;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.latticeoperator.app.RunConfig;
import io.latticeoperator.app.look.ClusterRights.Right;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterRightsTest {
  private static final String CHART = "src/test/resources/io/latticeoperator/deploy/chart/whole/";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "deploy/operator.yaml",
        CHART + "usual.yaml",
        CHART + "namespaced.yaml",
        CHART + "everything.yaml"
      })
  void theRightsThatAreNeededAreThoseOfTheRoles(String manifest) throws IOException {
    var rendered = Manifest.read(Path.of(manifest));
    assertEquals(granted(rendered.objects()), needed(rendered.config()));
  }

  private static TreeSet<String> needed(RunConfig config) {
    return ClusterRights.of(config).stream()
        .flatMap(ClusterRightsTest::words)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Stream<String> words(Right right) {
    return right.verbs().stream().map(verb -> verb + " " + right.group() + " " + right);
  }

  private static TreeSet<String> granted(List<HasMetadata> objects) {
    return objects.stream()
        .flatMap(
            object ->
                switch (object) {
                  case ClusterRole role -> rules(role.getRules(), "");
                  case Role role ->
                      rules(role.getRules(), " in " + role.getMetadata().getNamespace());
                  default -> Stream.empty();
                })
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Stream<String> rules(List<PolicyRule> rules, String where) {
    return rules.stream()
        .flatMap(
            rule ->
                rule.getVerbs().stream()
                    .flatMap(
                        verb ->
                            rule.getResources().stream()
                                .map(
                                    resource ->
                                        verb
                                            + " "
                                            + rule.getApiGroups().getFirst()
                                            + " "
                                            + resource
                                            + rule.getResourceNames().stream()
                                                .map(name -> " " + name)
                                                .collect(Collectors.joining())
                                            + where)));
  }
}
