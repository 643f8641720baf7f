package io.latticeoperator.app.look;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ClusterDoctorTest {
  @Test
  void theRightsThatAreAskedForAreThoseOfTheOperatorsRole() throws Exception {
    List<HasMetadata> manifest =
        new KubernetesSerialization().unmarshal(Files.readString(Path.of("deploy/operator.yaml")));
    var granted =
        manifest.stream()
            .filter(ClusterRole.class::isInstance)
            .flatMap(role -> ((ClusterRole) role).getRules().stream())
            .filter(rule -> rule.getResourceNames().isEmpty())
            .flatMap(
                rule ->
                    rule.getResources().stream()
                        .flatMap(
                            resource ->
                                rule.getVerbs().stream()
                                    .map(
                                        verb ->
                                            verb
                                                + " "
                                                + rule.getApiGroups().getFirst()
                                                + " "
                                                + resource)))
            .collect(Collectors.toCollection(TreeSet::new));

    var asked =
        ClusterDoctor.RIGHTS.stream()
            .flatMap(
                right ->
                    right.verbs().stream().map(verb -> verb + " " + right.group() + " " + right))
            .collect(Collectors.toCollection(TreeSet::new));

    assertEquals(granted, asked);
  }
}
