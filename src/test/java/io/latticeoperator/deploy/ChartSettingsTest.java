package io.latticeoperator.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.latticeoperator.app.Setting;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every setting of the operator is a value of the chart. */
@Tag("helm")
class ChartSettingsTest {
  /** Those that mean nothing in a pod; extraArgs and extraEnv reach them all the same. */
  private static final Set<Setting> OUTSIDE =
      Set.of(Setting.KUBECONFIG, Setting.CONTEXT, Setting.STOP_ON_STDIN_EOF);

  /** Values that make the chart say all of them. */
  private static final String ALL =
      """
      cluster: {id: blue}
      aws: {account: "123456789012"}
      networks: {default: mesh, allowed: [other]}
      watchNamespaces: [shop]
      """;

  @Test
  void everySettingCanBeSetAndNothingElseIs() {
    assertEquals(
        Stream.of(Setting.values())
            .filter(setting -> !OUTSIDE.contains(setting))
            .map(Setting::variable)
            .sorted()
            .toList(),
        variables(Chart.NEEDED, ALL).keySet().stream()
            .filter(name -> name.startsWith("LATTICE_"))
            .sorted()
            .toList());
  }

  /** But where a pod needs another one. */
  @Test
  void theDefaultsAreThoseOfTheOperator() {
    var variables = variables(Chart.NEEDED);
    var others = new EnumMap<Setting, String>(Setting.class);
    for (var setting : Setting.values()) {
      var said = variables.get(setting.variable());
      if (said != null && setting.defaultValue() != null && !said.equals(setting.defaultValue())) {
        others.put(setting, said);
      }
    }
    assertEquals(
        Map.of(
            Setting.HEALTH_ADDRESS, "0.0.0.0",
            Setting.LEADER_ELECTION, "on",
            Setting.LOG_FORMAT, "json"),
        others);
  }

  private static Map<String, String> variables(String... values) {
    var deployment = Chart.only(Chart.objects(values), "Deployment", "lattice-operator");
    return deployment
        .at("/spec/template/spec/containers/0/env")
        .valueStream()
        .collect(
            Collectors.toMap(
                (JsonNode it) -> it.path("name").asText(), it -> it.path("value").asText()));
  }
}
