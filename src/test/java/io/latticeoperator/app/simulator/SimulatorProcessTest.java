package io.latticeoperator.app.simulator;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.latticeoperator.app.LatticeChild;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code lattice simulator} as a process, spoken to over HTTP. */
@Tag("slow")
class SimulatorProcessTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern CURL =
      Pattern.compile("curl -H 'Host: (\\S+)' http://127.0.0.1:(\\d+)");
  private static final String CREATE_IN_PROGRESS = "CREATE_IN_PROGRESS";

  @TempDir private Path folder;

  @Test
  void whatWasMadeIsThereAfterARestart() throws Exception {
    var state = folder.resolve("lattice.state");
    JsonNode before;
    try (var first = LatticeChild.start(folder, "simulator", "--state", state.toString())) {
      var endpoint = first.endpoint();
      post(endpoint, "/servicenetworks", "{\"name\":\"shop\"}");
      var service = post(endpoint, "/services", "{\"name\":\"checkout\"}");
      await().until(() -> !status(endpoint, service).equals(CREATE_IN_PROGRESS));
      before = snapshot(endpoint);
      first.stop();
    }
    try (var second = LatticeChild.start(folder, "simulator", "--state", state.toString())) {
      assertEquals(before, snapshot(second.endpoint()));
      var other = post(second.endpoint(), "/services", "{\"name\":\"other\"}");
      assertFalse(before.toString().contains(other), other);
      second.stop();
    }
  }

  @Test
  void whatWasInProgressWhenItWasKilledSettlesAfterwards() throws Exception {
    var state = folder.resolve("lattice.state");
    var arguments =
        new String[] {"simulator", "--state", state.toString(), "--set", "delays.serviceCreate=3s"};
    String service;
    try (var first = LatticeChild.start(folder, arguments)) {
      service = post(first.endpoint(), "/services", "{\"name\":\"checkout\"}");
      await().until(() -> Files.readString(state).contains(service));
      first.kill();
    }
    assertTrue(Files.readString(state).contains(CREATE_IN_PROGRESS));
    try (var second = LatticeChild.start(folder, arguments)) {
      var endpoint = second.endpoint();
      await().until(() -> status(endpoint, service).equals("ACTIVE"));
    }
  }

  @Test
  void aDamagedStateEndsItWithASentence() throws Exception {
    var state = folder.resolve("lattice.state");
    var content = "{\"format\":\"lattice simulator state\",\"version\":1,\"par";
    Files.writeString(state, content);
    try (var child = LatticeChild.start(folder, "simulator", "--state", state.toString())) {
      assertEquals(3, child.exitCode(), child::said);
      assertTrue(child.said().contains("--state " + state + " cannot be used"), child::said);
      assertFalse(child.said().contains("\tat "), child::said);
      assertFalse(child.said().contains("listening"), child::said);
    }
    assertArrayEquals(content.getBytes(StandardCharsets.UTF_8), Files.readAllBytes(state));
  }

  @Test
  void theRecipeWorksAtOnce() throws Exception {
    try (var child = LatticeChild.start(folder, "simulator", "--scenario", "recipe")) {
      child.endpoint();
      await().until(() -> CURL.matcher(child.said()).find());
      var curl = CURL.matcher(child.said());
      assertTrue(curl.find());
      int port = Integer.parseInt(curl.group(2));
      Set<String> answers = new TreeSet<>();
      for (int request = 0; request < 12; request++) {
        answers.add(get(port, curl.group(1)));
      }
      assertEquals(Set.of("checkout 10.0.1.17", "checkout 10.0.2.4", "checkout 10.0.2.9"), answers);
      assertEquals("ACTIVE", snapshot(child.endpoint()).at("/services/0/status").asText());
    }
  }

  @Test
  void theRecipeWithAStateIsMadeOnceOnly() throws Exception {
    var arguments =
        new String[] {
          "simulator", "--scenario", "recipe", "--state", folder.resolve("state").toString()
        };
    JsonNode before;
    try (var first = LatticeChild.start(folder, arguments)) {
      post(first.endpoint(), "/services", "{\"name\":\"another\"}");
      await()
          .until(
              () -> snapshot(first.endpoint()).at("/services/1/status").asText().equals("ACTIVE"));
      before = snapshot(first.endpoint());
      first.stop();
    }
    try (var second = LatticeChild.start(folder, arguments)) {
      assertEquals(before, snapshot(second.endpoint()));
    }
  }

  @Test
  void anAddressThatIsNotOfThisMachineEndsItWithASentence() throws Exception {
    try (var child = LatticeChild.start(folder, "simulator", "--listen-address", "192.0.2.1")) {
      assertEquals(3, child.exitCode(), child::said);
      assertTrue(child.said().contains("cannot listen: 192.0.2.1 port "), child::said);
    }
  }

  @Test
  void withAWildcardAllListensOnEachAddressOfTheMachine() throws Exception {
    try (var child = LatticeChild.start(folder, "simulator", "--listen-address", "0.0.0.0")) {
      assertTrue(child.endpoint().toString().startsWith("http://127.0.0.1:"));
      await().until(() -> child.said().contains("WARNING: whoever reaches these addresses"));
      assertTrue(snapshot(child.endpoint()).isObject());
    }
  }

  private static String post(URI endpoint, String path, String body) throws Exception {
    var request =
        HttpRequest.newBuilder(endpoint.resolve(path))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return send(request).path("id").asText();
  }

  private static String status(URI endpoint, String service) throws Exception {
    return send(HttpRequest.newBuilder(endpoint.resolve("/services/" + service)).build())
        .path("status")
        .asText();
  }

  private static JsonNode snapshot(URI endpoint) throws Exception {
    return send(HttpRequest.newBuilder(endpoint.resolve("/_simulator/snapshot")).build());
  }

  private static JsonNode send(HttpRequest request) throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      var response = client.send(request, HttpResponse.BodyHandlers.ofString());
      assertEquals(2, response.statusCode() / 100, response.body());
      return JSON.readTree(response.body());
    }
  }

  /** The last line of an answer; the JDK's client does not let a Host header be set. */
  private static String get(int port, String host) throws IOException {
    try (var socket = new Socket("127.0.0.1", port)) {
      var request = "GET / HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n".formatted(host);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      return answer.lines().filter(line -> line.startsWith("checkout")).findFirst().orElse(answer);
    }
  }
}
