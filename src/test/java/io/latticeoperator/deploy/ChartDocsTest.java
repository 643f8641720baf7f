package io.latticeoperator.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The values in the docs are ones that the chart takes. */
@Tag("helm")
class ChartDocsTest {
  private static final Pattern YAML = Pattern.compile("(?s)```yaml\n(.*?)```");

  @ParameterizedTest
  @CsvSource({"install.md,2", "credentials.md,5"})
  void everyBlockOfValuesIsTaken(String page, int atLeast) throws IOException {
    var blocks =
        YAML.matcher(Files.readString(Path.of("docs", page)))
            .results()
            .map(block -> block.group(1))
            .filter(block -> !block.contains("apiVersion:"))
            .toList();
    assertTrue(blocks.size() >= atLeast, blocks::toString);
    for (var block : blocks) {
      var ran = Chart.template(List.of(), Chart.NEEDED, block);
      assertEquals(0, ran.code(), () -> block + ran.err());
    }
  }
}
