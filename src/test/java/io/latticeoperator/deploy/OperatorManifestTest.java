package io.latticeoperator.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.latticeoperator.kube.api.Crd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The manifest for those who do not use Helm is what the chart renders. */
@Tag("helm")
class OperatorManifestTest {
  private static final Path MANIFEST = Path.of("deploy/operator.yaml");

  private static final String NAMESPACE =
      """
      ---
      # What is above is crds/. Below is what the chart makes: set every CHANGE_ME.
      apiVersion: v1
      kind: Namespace
      metadata:
        name: lattice-system
        labels:
          pod-security.kubernetes.io/enforce: restricted
      """;

  /** What the schema lets through, and nobody may keep. */
  private static final String TO_BE_CHANGED =
      """
      networks: {default: mesh}
      """;

  @Test
  void itIsWhatTheChartRenders() throws IOException {
    var manifest =
        Crd.EXPORT.generate() + "---\n" + Crd.NETWORK.generate() + NAMESPACE + rendered();
    if (Boolean.getBoolean("charts.update")) {
      Files.writeString(MANIFEST, manifest);
    }
    assertEquals(
        manifest,
        Files.readString(MANIFEST),
        "rewrite it with ./mvnw test -Dtest=OperatorManifestTest -Dcharts.update=true");
  }

  private static String rendered() {
    var text =
        Chart.render(
            List.of("--no-hooks", "--set", "crds.install=false"), Chart.NEEDED, TO_BE_CHANGED);
    return text.lines()
            .filter(line -> !line.contains("helm.sh/chart:") && !line.contains("managed-by: Helm"))
            .filter(line -> !line.startsWith("# Source: "))
            .map(OperatorManifestTest::toBeChanged)
            .collect(Collectors.joining("\n"))
        + "\n";
  }

  private static String toBeChanged(String line) {
    return line.replaceAll(
        "value: \"(one|mesh|eu-central-1|vpc-0123456789abcdef0|10\\.0\\.0\\.0/16|arn:aws:iam:.*)\"$",
        "value: CHANGE_ME");
  }
}
