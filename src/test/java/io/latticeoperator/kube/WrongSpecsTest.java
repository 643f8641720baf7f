package io.latticeoperator.kube;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.latticeoperator.kube.api.Crd;
import io.latticeoperator.kube.manifest.ManifestCheck;
import io.latticeoperator.kube.manifest.ManifestCheck.Fault;
import io.latticeoperator.kube.manifest.ManifestCheck.Verdict;
import io.latticeoperator.simulator.kubernetes.ApiServer;
import io.latticeoperator.simulator.kubernetes.Kinds;
import io.latticeoperator.simulator.kubernetes.Store;
import io.latticeoperator.time.VirtualTimeline;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Specs that nobody should get away with, and what each is told. */
class WrongSpecsTest {
  private static final Path TABLE =
      Path.of("src/test/resources/io/latticeoperator/kube/wrong-specs.txt");
  private static final String UNKNOWN = "unknown field";
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final ManifestCheck CHECK = new ManifestCheck();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final Store STORE =
      new Store(new VirtualTimeline(Instant.parse("2026-01-01T00:00:00Z")), new Random(1));
  private static final ApiServer SERVER = ApiServer.start(STORE, 0);

  /**
   * A spec of the table.
   *
   * @param says one message each, as {@code lattice validate} words it
   */
  record Wrong(String kind, String spec, List<String> says) {
    ObjectNode object() {
      try {
        var object =
            (ObjectNode)
                YAML.readTree(
                    "{apiVersion: latticeoperator.io/v1alpha1, kind: %s, metadata: {name: mesh}, spec: %s}"
                        .formatted(kind, spec));
        if (kind.equals("LatticeExport")) {
          ((ObjectNode) object.get("metadata")).put("namespace", "shop");
        }
        return object;
      } catch (IOException malformed) {
        throw new IllegalArgumentException(spec, malformed);
      }
    }

    @Override
    public String toString() {
      return kind + " " + spec;
    }
  }

  @BeforeAll
  static void install() throws IOException {
    for (var crd : Crd.values()) {
      STORE.create(Kinds.CUSTOM_RESOURCE_DEFINITION, (ObjectNode) YAML.readTree(crd.read()));
    }
    STORE.create(Kinds.NAMESPACE, (ObjectNode) YAML.readTree("{metadata: {name: shop}}"));
  }

  @AfterAll
  static void stop() {
    SERVER.close();
    STORE.close();
  }

  @ParameterizedTest
  @MethodSource("table")
  void validateNamesTheFieldAndTheRemedy(Wrong wrong) {
    assertEquals(wrong.says(), faults(wrong).stream().map(Fault::toString).toList());
  }

  /** All but what only the operator can know, or what a server drops with a warning. */
  @ParameterizedTest
  @MethodSource("table")
  void theApiServerRefusesItInTheSameWords(Wrong wrong) throws Exception {
    var refusals =
        faults(wrong).stream()
            .filter(fault -> !fault.field().isEmpty() && !fault.message().equals(UNKNOWN))
            .map(Fault::toString)
            .toList();
    var answer = create(wrong, "Warn");
    assertEquals(refusals, refusals(answer), answer::toString);
  }

  @ParameterizedTest
  @MethodSource("table")
  void aStrictServerRefusesFieldsThatThereAreNot(Wrong wrong) throws Exception {
    for (var fault : faults(wrong)) {
      if (fault.message().equals(UNKNOWN)) {
        var refused = create(wrong, "Strict").path("message").asText();
        assertTrue(refused.contains("unknown field \"%s\"".formatted(fault.field())), refused);
      }
    }
  }

  @Test
  void thereAreAtLeastAHundredOfThemAndOfBothKinds() throws IOException {
    var kinds = table().map(Wrong::kind).toList();
    assertTrue(kinds.size() >= 100, kinds.size() + " wrong specs");
    assertTrue(kinds.stream().filter("LatticeExport"::equals).count() >= 30);
    assertEquals(kinds.size(), table().map(Wrong::toString).distinct().count());
  }

  private static List<Fault> faults(Wrong wrong) {
    JsonNode object = wrong.object();
    return switch (CHECK.check(object)) {
      case Verdict.Invalid invalid -> invalid.faults();
      case Verdict.Valid _, Verdict.Skipped _ -> List.of();
    };
  }

  /** The answer to a create that leaves nothing behind. */
  private static JsonNode create(Wrong wrong, String validation)
      throws IOException, InterruptedException {
    var folder =
        wrong.kind().equals("LatticeExport") ? "namespaces/shop/latticeexports" : "latticenetworks";
    var path = SERVER.uri().resolve("/apis/latticeoperator.io/v1alpha1/" + folder);
    var answer =
        send(
            HttpRequest.newBuilder(URI.create(path + "?fieldValidation=" + validation))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(wrong.object().toString())));
    if (answer.path("kind").asText().equals(wrong.kind())) {
      send(HttpRequest.newBuilder(URI.create(path + "/mesh")).DELETE());
    }
    return answer;
  }

  private static JsonNode send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return YAML.readTree(HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString()).body());
  }

  private static List<String> refusals(JsonNode answer) {
    return answer
        .path("details")
        .path("causes")
        .valueStream()
        .map(cause -> cause.path("field").asText() + ": " + cause.path("message").asText())
        .toList();
  }

  /** Blocks of a line with kind and spec, and indented lines with what it says. */
  static Stream<Wrong> table() throws IOException {
    var table = new ArrayList<Wrong>();
    for (var block : Files.readString(TABLE).split("\n\n+")) {
      var lines = block.strip().lines().toList();
      var head = lines.getFirst().split(" ", 2);
      table.add(new Wrong(head[0], head[1], lines.stream().skip(1).map(String::strip).toList()));
    }
    return table.stream();
  }
}
