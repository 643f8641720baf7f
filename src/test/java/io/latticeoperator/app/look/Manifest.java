package io.latticeoperator.app.look;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.latticeoperator.app.Configured;
import io.latticeoperator.app.RunConfig;
import io.latticeoperator.app.Setting;
import io.latticeoperator.app.SettingsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What installs an operator, without hooks, which are not the operator's. */
record Manifest(List<HasMetadata> objects) {
  /** For places that are to be changed by hand. */
  private static final Map<Setting, String> USABLE =
      Map.of(
          Setting.CLUSTER_NAME, "one",
          Setting.VPC_ID, "vpc-0123456789abcdef0",
          Setting.ROUTABLE_CIDRS, "10.0.0.0/16",
          Setting.DEFAULT_NETWORK, "mesh");

  static Manifest read(Path file) throws IOException {
    var yaml = new KubernetesSerialization();
    return new Manifest(
        Arrays.stream(Files.readString(file).split("(?m)^---$"))
            .filter(document -> document.contains("kind:") && !document.contains("helm.sh/hook:"))
            .map(document -> (HasMetadata) yaml.unmarshal(document))
            .toList());
  }

  /** As the container's environment says it. */
  RunConfig config() {
    var environment =
        objects.stream()
            .filter(Deployment.class::isInstance)
            .flatMap(
                it -> ((Deployment) it).getSpec().getTemplate().getSpec().getContainers().stream())
            .filter(container -> container.getName().equals("operator"))
            .flatMap(container -> container.getEnv().stream())
            .filter(each -> each.getValue() != null)
            .collect(Collectors.toMap(EnvVar::getName, EnvVar::getValue));
    var words = new EnumMap<Setting, String>(Setting.class);
    for (var setting : Setting.values()) {
      var value = environment.get(setting.variable());
      if (value != null) {
        words.put(setting, value.equals("CHANGE_ME") ? USABLE.get(setting) : value);
      }
    }
    return assertInstanceOf(Configured.Valid.class, SettingsReader.read(words)).config();
  }
}
