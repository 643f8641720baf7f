package io.latticeoperator.kubernetes;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The CustomResourceDefinitions of a cluster that is used again and again. */
final class Definitions {
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final String PATH = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";

  /** What was written, by name: the server's own copy has defaults besides. */
  private final Map<String, JsonNode> written = new HashMap<>();

  private final ApiAccess access;

  Definitions(ApiAccess access) {
    this.access = access;
  }

  /** Leaves these and no others; those that are there as wanted are not touched. */
  void install(List<String> definitions) {
    var wanted = new HashMap<String, JsonNode>();
    for (var definition : definitions) {
      var tree = read(definition);
      wanted.put(tree.path("metadata").path("name").asText(), tree);
    }
    for (var found : ask("GET", PATH, "").path("items")) {
      var name = found.path("metadata").path("name").asText();
      if (!wanted.containsKey(name) || !wanted.get(name).equals(written.get(name))) {
        ask("DELETE", PATH + "/" + name, "");
        eventually(() -> ask("GET", PATH + "/" + name, "").path("code").asInt() == 404);
        written.remove(name);
      }
    }
    wanted.forEach(this::create);
  }

  private void create(String name, JsonNode definition) {
    if (written.containsKey(name)) {
      return;
    }
    var answer = ask("POST", PATH, definition.toString());
    if (answer.path("kind").asText().equals("Status")) {
      throw new IllegalStateException(answer.toString());
    }
    var spec = definition.path("spec");
    for (var version : spec.path("versions")) {
      if (version.path("served").asBoolean()) {
        var path =
            "/apis/%s/%s/%s"
                .formatted(
                    spec.path("group").asText(),
                    version.path("name").asText(),
                    spec.path("names").path("plural").asText());
        eventually(() -> ask("GET", path, "").path("kind").asText().endsWith("List"));
      }
    }
    written.put(name, definition);
  }

  private static void eventually(java.util.concurrent.Callable<Boolean> condition) {
    await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(20)).until(condition);
  }

  private JsonNode ask(String method, String path, String body) {
    var request =
        access
            .request(path)
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      return YAML.readTree(
          access.http().send(request, HttpResponse.BodyHandlers.ofString()).body());
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  private static ObjectNode read(String definition) {
    try {
      return (ObjectNode) YAML.readTree(definition);
    } catch (IOException malformed) {
      throw new UncheckedIOException(malformed);
    }
  }
}
