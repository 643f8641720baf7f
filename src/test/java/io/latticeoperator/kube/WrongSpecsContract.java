package io.latticeoperator.kube;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.latticeoperator.kube.api.Crd;
import io.latticeoperator.kube.manifest.ManifestCheck.Fault;
import io.latticeoperator.kubernetes.Kubernetes;
import io.latticeoperator.kubernetes.TestCluster;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What an API server says of the wrong specs: the same as {@code lattice validate}. The order of
 * its causes is none.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class WrongSpecsContract {
  /** Follows on others and says nothing about the spec. */
  private static final String UNCHECKED = "<nil>: Invalid value: null: some validation rules";

  private static final ObjectMapper JSON = new ObjectMapper();
  private final Kubernetes kubernetes;
  private TestCluster cluster;

  WrongSpecsContract(Kubernetes kubernetes) {
    this.kubernetes = kubernetes;
  }

  @BeforeAll
  void open() throws IOException, InterruptedException {
    cluster = kubernetes.open(Crd.values());
    post("/api/v1/namespaces", "{\"metadata\": {\"name\": \"shop\"}}");
  }

  @AfterAll
  void close() {
    cluster.close();
  }

  /** All but what only the operator can know, or what a server drops with a warning. */
  @ParameterizedTest
  @MethodSource("table")
  void theApiServerRefusesItInTheSameWords(WrongSpec wrong) throws Exception {
    var refusals =
        WrongSpecsTest.faults(wrong).stream()
            .filter(fault -> !fault.field().isEmpty())
            .filter(fault -> !fault.message().equals(WrongSpecsTest.UNKNOWN))
            .map(Fault::toString)
            .sorted()
            .toList();
    var answer = create(wrong, "Warn");
    assertEquals(refusals, refusals(answer), answer::toString);
  }

  @ParameterizedTest
  @MethodSource("table")
  void aStrictServerRefusesFieldsThatThereAreNot(WrongSpec wrong) throws Exception {
    for (var fault : WrongSpecsTest.faults(wrong)) {
      if (fault.message().equals(WrongSpecsTest.UNKNOWN)) {
        var refused = create(wrong, "Strict").path("message").asText();
        assertTrue(refused.contains("unknown field \"%s\"".formatted(fault.field())), refused);
      }
    }
  }

  static Stream<WrongSpec> table() throws IOException {
    return WrongSpec.table();
  }

  /** The answer to a create that stores nothing. */
  private JsonNode create(WrongSpec wrong, String validation)
      throws IOException, InterruptedException {
    var folder =
        wrong.kind().equals("LatticeExport") ? "namespaces/shop/latticeexports" : "latticenetworks";
    return post(
        "/apis/latticeoperator.io/v1alpha1/%s?dryRun=All&fieldValidation=%s"
            .formatted(folder, validation),
        wrong.object().toString());
  }

  private JsonNode post(String path, String body) throws IOException, InterruptedException {
    var access = cluster.access();
    var request =
        access
            .request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return JSON.readTree(access.http().send(request, HttpResponse.BodyHandlers.ofString()).body());
  }

  private static List<String> refusals(JsonNode answer) {
    return answer
        .path("details")
        .path("causes")
        .valueStream()
        .map(cause -> cause.path("field").asText() + ": " + cause.path("message").asText())
        .filter(cause -> !cause.startsWith(UNCHECKED))
        .sorted()
        .toList();
  }
}
