package io.latticeoperator.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The steps of the release that need nothing but this machine, run as they are. */
@Tag("helm")
class ReleaseWorkflowTest {
  private static final JsonNode JOBS =
      Chart.read(Path.of(".github/workflows/release.yml")).path("jobs");

  private static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);

  @TempDir private Path folder = Path.of("");

  @Test
  void thePublishedChartNamesThePublishedImage() throws Exception {
    copy(Chart.FOLDER);
    run(
        "publish",
        "chart",
        0,
        Map.of("VERSION", "v9.8.7", "IMAGE", "ghcr.io/some-owner/some-name", "DIGEST", DIGEST));
    var chart = folder.resolve("lattice-operator-9.8.7.tgz");
    var ran =
        Chart.run(
            List.of("helm", "template", "released", chart.toString(), "--kube-version", "1.36.0"),
            Chart.NEEDED);
    assertEquals(0, ran.code(), ran.err());
    var pods = Chart.pods(Chart.parse(ran.out())).toList();
    assertEquals(2, pods.size(), "the operator and what uninstalls it");
    for (var pod : pods) {
      assertEquals(
          "ghcr.io/some-owner/some-name@" + DIGEST, pod.at("/spec/containers/0/image").asText());
      assertEquals("9.8.7", pod.at("/metadata/labels/app.kubernetes.io~1version").asText());
    }
  }

  @Test
  void aTagThatIsNotTheVersionIsRefused() throws Exception {
    copy(Path.of("pom.xml"));
    var version =
        Files.readString(Path.of("pom.xml")).replaceFirst("(?s).*?\n  <version>(.*?)<.*", "$1");
    run("image", "version", 0, Map.of("VERSION", "v" + version));
    var said = run("image", "version", 1, Map.of("VERSION", "v0.0.0"));
    assertTrue(said.contains("the tag is v0.0.0, the version is " + version), said);
  }

  private String run(String job, String id, int code, Map<String, String> environment)
      throws IOException, InterruptedException {
    var step =
        JOBS.path(job)
            .path("steps")
            .valueStream()
            .filter(it -> it.path("id").asText().equals(id))
            .findFirst()
            .orElseThrow();
    var said = new File(folder.toFile(), "said");
    var builder =
        new ProcessBuilder("bash", "-e", "-o", "pipefail", "-c", step.path("run").asText())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said);
    builder.environment().putAll(environment);
    var ended = builder.start().waitFor();
    var text = Files.readString(said.toPath());
    assertEquals(code, ended, text);
    return text;
  }

  private void copy(Path tree) throws IOException {
    try (var files = Files.walk(tree)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        var copy = folder.resolve(file);
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
  }
}
