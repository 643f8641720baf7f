package io.latticeoperator.deploy;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The module is not validated against the provider, which would have to be fetched. */
class TerraformTest {
  private static final Path MODULE = Path.of("deploy/terraform/iam");

  /** For a person who cleans up. */
  private static final String CLEANUP = "iam/cleanup.json";

  @Test
  void everyPolicyCanBeChosen() throws IOException {
    var main = Files.readString(MODULE.resolve("main.tf"));
    var variables = Files.readString(MODULE.resolve("variables.tf"));
    var chosen = named("\"(iam-policy|iam/[a-z0-9-]+)\\.json\"", main);
    var features = variables.substring(variables.indexOf("setsubtract"));
    named("\"([a-z-]+)\"", features.substring(0, features.indexOf(']')))
        .forEach(feature -> chosen.add("iam/" + feature));
    var files =
        PolicyFiles.texts().keySet().stream()
            .filter(file -> !file.equals(CLEANUP))
            .map(file -> file.replace(".json", ""))
            .collect(toCollection(TreeSet::new));
    assertEquals(files, chosen);
  }

  @Test
  void everyPlaceholderIsFilledIn() throws IOException {
    var main = Files.readString(MODULE.resolve("main.tf"));
    var placeholders = new TreeSet<String>();
    PolicyFiles.texts()
        .values()
        .forEach(text -> placeholders.addAll(named("\\b([A-Z]+_[A-Z_]+[A-Z])", text)));
    assertEquals(
        Set.of("CLUSTER_UID", "LOG_BUCKET", "LOG_GROUP_PREFIX", "LOG_STREAM", "NETWORK_ARN"),
        placeholders);
    placeholders.forEach(
        placeholder -> assertTrue(main.contains("\"%s\", ".formatted(placeholder)), placeholder));
  }

  private static Set<String> named(String pattern, String text) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map(found -> found.group(1))
        .collect(toCollection(TreeSet::new));
  }

  @Test
  @Tag("terraform")
  void isFormatted() throws Exception {
    var process =
        new ProcessBuilder(List.of("terraform", "fmt", "-check", "-recursive", MODULE.toString()))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertEquals("", new String(process.getInputStream().readAllBytes()));
    assertEquals(0, process.waitFor());
  }
}
