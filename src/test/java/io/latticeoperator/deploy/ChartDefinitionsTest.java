package io.latticeoperator.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.latticeoperator.kube.api.Crd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The definitions that the chart has are those of {@code crds/}. */
class ChartDefinitionsTest {
  @ParameterizedTest
  @EnumSource
  void theChartHasTheSameBytes(Crd crd) throws IOException {
    var copy = copy(crd);
    if (Boolean.getBoolean("crds.update")) {
      Files.writeString(copy, crd.generate());
    }
    assertEquals(
        crd.read(),
        Files.readString(copy),
        "rewrite it with ./mvnw test -Dtest='CrdTest,ChartDefinitionsTest' -Dcrds.update=true");
  }

  @Test
  void theChartHasNoOthers() throws IOException {
    try (var files = Files.list(Chart.FOLDER.resolve("files/crds"))) {
      assertEquals(Crd.values().length, files.count());
    }
  }

  @Tag("helm")
  @ParameterizedTest
  @EnumSource
  void onlyMetadataIsAddedWhenItIsRendered(Crd crd) {
    var text = Chart.render(List.of("--set", "crds.keep=false"), Chart.NEEDED);
    var whole = crd.read().strip();
    var from = whole.indexOf("\nmetadata:\n") + "\nmetadata:\n".length();
    assertTrue(text.contains(whole.substring(0, from) + "  labels:\n"), text);
    assertTrue(text.contains(whole.substring(from)), text);
  }

  private static Path copy(Crd crd) {
    return Chart.FOLDER.resolve("files").resolve(crd.committed());
  }
}
