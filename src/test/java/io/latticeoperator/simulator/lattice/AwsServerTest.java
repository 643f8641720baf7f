package io.latticeoperator.simulator.lattice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AwsServerTest {
  private final Served served = new Served();
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    client.close();
    served.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET    | /nowhere                      |            | unknownOperation",
        "POST   | /services                     | {\"name\": | cannotParse",
        "POST   | /services                     | []         | cannotParse",
        "POST   | /services                     | {}         | fieldValidationFailed",
        "GET    | /services?maxResults=many     |            | fieldValidationFailed",
        "GET    | /services/svc-short           |            | fieldValidationFailed",
      })
  void whatIsMalformedIsRefusedWithAReason(String method, String uri, String body, String reason)
      throws Exception {
    var response = send(method, uri, body == null ? "" : body);
    assertEquals(400, response.statusCode());
    assertEquals(
        Optional.of("ValidationException"), response.headers().firstValue("x-amzn-ErrorType"));
    assertTrue(response.body().contains("\"reason\":\"" + reason + "\""), response.body());
    assertEquals(200, send("GET", "/services", "").statusCode(), "and it lives on");
  }

  @Test
  void brokenEscapesDoNotKillIt() throws Exception {
    var endpoint = served.server.endpoint();
    try (var socket = new Socket(endpoint.getHost(), endpoint.getPort())) {
      var request = "GET /services/%ZZ?a=%G HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(answer.startsWith("HTTP/1.1 400"), answer);
    }
    assertEquals(200, send("GET", "/services", "").statusCode());
  }

  @Test
  void anArnInAPathIsOneSegment() throws Exception {
    var created = send("POST", "/servicenetworks", "{\"name\":\"shop\"}");
    assertEquals(201, created.statusCode());
    var arn = Bench.parse(created.body()).get("arn").asText();
    var got = send("GET", "/servicenetworks/" + arn.replace("/", "%2F"), "");
    assertEquals("shop", Bench.parse(got.body()).get("name").asText());
    var escaped = arn.replace(":", "%3A").replace("/", "%2f");
    assertEquals(200, send("GET", "/tags/" + escaped, "").statusCode());
  }

  @Test
  void theAccessKeyChoosesTheAccountAndTheScopeTheRegion() throws Exception {
    var request =
        HttpRequest.newBuilder(uri("/servicenetworks"))
            .header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=444455556666/20260101/eu-west-1/vpc-lattice/"
                    + "aws4_request, SignedHeaders=host, Signature=00")
            .POST(BodyPublishers.ofString("{\"name\":\"theirs\"}"))
            .build();
    var body = client.send(request, BodyHandlers.ofString()).body();
    assertTrue(body.contains("arn:aws:vpc-lattice:eu-west-1:444455556666:servicenetwork/"), body);
    assertEquals("{\"items\":[]}", send("GET", "/servicenetworks", "").body());
  }

  @Test
  void aLostAnswerHasHadItsEffect() {
    served.lattice.inject((sequence, call) -> Optional.of(new Faults.Fault.AnswerLost()));
    assertThrows(IOException.class, () -> send("POST", "/servicenetworks", "{\"name\":\"shop\"}"));
    assertTrue(served.lattice.snapshot().toString().contains("\"name\":\"shop\""));
  }

  @Test
  void aThrottledCallSaysWhenToComeAgain() throws Exception {
    served.lattice.inject(
        (sequence, call) -> Optional.of(new Faults.Fault.Throttled(Duration.ofMillis(1500))));
    var response = send("GET", "/services", "");
    assertEquals(429, response.statusCode());
    assertEquals(Optional.of("2"), response.headers().firstValue("Retry-After"));
  }

  @Test
  void theJournalTheSnapshotAndTheResetAreServed() throws Exception {
    send("POST", "/servicenetworks", "{\"name\":\"shop\"}");
    var journal = Bench.parse(send("GET", "/_simulator/journal?since=1", "").body());
    assertEquals("CreateServiceNetwork", journal.at("/entries/0/operation").asText());
    assertEquals(2, journal.get("next").asLong());
    assertEquals(204, send("POST", "/_simulator/reset", "").statusCode());
    assertEquals("{}", send("GET", "/_simulator/snapshot", "").body());
  }

  private URI uri(String path) {
    return URI.create(served.server.endpoint() + path);
  }

  private HttpResponse<String> send(String method, String path, String body)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(uri(path)).method(method, BodyPublishers.ofString(body)).build();
    return client.send(request, BodyHandlers.ofString());
  }
}
