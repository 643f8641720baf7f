package io.latticeoperator.kube.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.latticeoperator.kube.manifest.ManifestCheck;
import io.latticeoperator.kube.manifest.ManifestCheck.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/latticenetwork.md tells the truth. */
class LatticeNetworkDocsTest {
  private static final Path PAGE = Path.of("docs/latticenetwork.md");
  private static final Pattern TABLE =
      Pattern.compile("(?<=<!-- fields -->\n).*?(?=<!-- /fields -->)", Pattern.DOTALL);
  private static final Pattern MANIFEST = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

  @Test
  void theTableHoldsEveryFieldOfTheDefinition() throws IOException {
    var page = Files.readString(PAGE);
    var table = FieldTable.of(Crd.NETWORK);
    if (Boolean.getBoolean("crds.update")) {
      page = TABLE.matcher(page).replaceFirst(java.util.regex.Matcher.quoteReplacement(table));
      Files.writeString(PAGE, page);
    }
    var found = TABLE.matcher(page);
    assertEquals(
        table,
        found.find() ? found.group() : "",
        "rewrite it with ./mvnw test -Dtest=LatticeNetworkDocsTest -Dcrds.update=true");
  }

  @Test
  void everyExampleIsValid() throws IOException {
    var check = new ManifestCheck();
    var examples = MANIFEST.matcher(Files.readString(PAGE)).results().toList();
    assertEquals(2, examples.size());
    for (var example : examples) {
      assertInstanceOf(
          Verdict.Valid.class, check.check(new YAMLMapper().readTree(example.group(1))));
    }
  }

  @Test
  void theLongExampleHasEveryField() throws IOException {
    var example = MANIFEST.matcher(Files.readString(PAGE)).results().skip(1).findFirst();
    var text = example.orElseThrow().group(1);
    var spec =
        new YAMLMapper()
            .readTree(Crd.NETWORK.read())
            .at("/spec/versions/0/schema/openAPIV3Schema/properties/spec/properties");
    var missing =
        spec.properties().stream()
            .map(java.util.Map.Entry::getKey)
            .filter(field -> !text.contains("\n  " + field + ":"))
            .toList();
    assertEquals(java.util.List.of("resourcePolicy"), missing, "cannot go with sharing");
  }
}
