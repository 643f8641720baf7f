package io.latticeoperator.simulator.server;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.latticeoperator.simulator.lattice.Settings;
import io.latticeoperator.simulator.lattice.SettingsReading;
import io.latticeoperator.simulator.lattice.SettingsText;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdminTest {
  private final LocalAws aws = new LocalAws();

  @AfterEach
  void close() {
    assertEquals(0, aws.server.bugs());
    aws.close();
  }

  private JsonNode json(String path) throws Exception {
    var response = aws.get(path);
    assertEquals(200, response.statusCode(), response.body());
    return new ObjectMapper().readTree(response.body());
  }

  private void network(String name) throws Exception {
    aws.send("POST", "/servicenetworks", "{\"name\":\"%s\"}".formatted(name));
  }

  @Test
  void theIndexListsWhatThereIs() throws Exception {
    var index = aws.get("/_simulator/");
    assertEquals(
        Optional.of("text/html;charset=UTF-8"), index.headers().firstValue("Content-Type"));
    for (var path : new String[] {"health", "journal/counts", "snapshot", "reset", "faults"}) {
      assertTrue(index.body().contains(path), path);
    }
    assertEquals(200, aws.get("/_simulator").statusCode());
  }

  @Test
  void healthNamesTheServices() throws Exception {
    var health = json("/_simulator/health");
    assertEquals("ok", health.get("status").asText());
    assertTrue(health.get("services").toString().contains("\"vpc-lattice\""));
    assertEquals(0, health.get("bugs").asInt());
  }

  @Test
  void theJournalIsFiltered() throws Exception {
    network("shop");
    network("shop");
    aws.get("/servicenetworks");
    assertEquals(3, json("/_simulator/journal").get("entries").size());
    assertEquals(
        "CreateServiceNetwork",
        json("/_simulator/journal?result=Conflict*").at("/entries/0/operation").asText());
    assertEquals(2, json("/_simulator/journal?read=false").get("entries").size());
    assertEquals(1, json("/_simulator/journal?operation=List*&since=2").get("entries").size());
    assertEquals(0, json("/_simulator/journal?caller=AKIANOBODY").get("entries").size());
    assertEquals(3, json("/_simulator/journal?caller=1111*").get("entries").size());
    assertEquals(3, json("/_simulator/journal?service=vpc-lattice").get("entries").size());
    var soon = Instant.now().plus(Duration.ofHours(1));
    assertEquals(0, json("/_simulator/journal?from=" + soon).get("entries").size());
    assertEquals(3, json("/_simulator/journal?until=" + soon).get("entries").size());
    var page = json("/_simulator/journal?limit=1");
    assertTrue(page.get("more").asBoolean());
    assertEquals(4, page.get("next").asInt());
    assertFalse(json("/_simulator/journal?since=3&limit=1").get("more").asBoolean());
  }

  @Test
  void theJournalTellsWhatACallChanged() throws Exception {
    network("shop");
    var change = json("/_simulator/journal").at("/entries/0/changes/0");
    assertTrue(change.get("before").isNull());
    assertEquals("shop", change.at("/after/name").asText());
  }

  @Test
  void callsAreCounted() throws Exception {
    network("shop");
    network("shop");
    network("shop");
    var counts = json("/_simulator/journal/counts");
    assertEquals(3, counts.get("total").asInt());
    assertEquals("ConflictException", counts.at("/counts/0/result").asText());
    assertEquals(2, counts.at("/counts/0/calls").asInt());
  }

  @Test
  void aResetForgetsEverythingButThePlan() throws Exception {
    var plan = "{\"rules\":[{\"first\":1,\"error\":{}}]}";
    assertEquals(200, aws.send("PUT", "/_simulator/faults", plan).statusCode());
    assertEquals(500, aws.get("/services").statusCode());
    network("shop");
    assertEquals(204, aws.send("POST", "/_simulator/reset", "").statusCode());
    assertEquals("{}", aws.get("/_simulator/snapshot").body());
    assertEquals(1, json("/_simulator/journal").get("next").asInt());
    assertEquals(500, aws.get("/services").statusCode(), "the plan begins again");
    assertEquals(200, aws.get("/services").statusCode());
  }

  @Test
  void theSnapshotIsCanonical() throws Exception {
    network("shop");
    var text = aws.get("/_simulator/snapshot").body();
    var network = json("/_simulator/snapshot").at("/serviceNetworks/0");
    assertEquals("shop", network.get("name").asText());
    assertTrue(text.indexOf("\"arn\"") < text.indexOf("\"createdAt\""));
    assertTrue(text.indexOf("\"createdAt\"") < text.indexOf("\"name\""));
  }

  @Test
  void theWholeStateIsServedByService() throws Exception {
    network("shop");
    var state = json("/_simulator/state");
    assertTrue(state.get("vpc-lattice").toString().contains("\"shop\""));
    assertTrue(state.size() > 2, () -> "" + state.properties());
  }

  @Test
  void faultsArePutReadCountedAndDeleted() throws Exception {
    var plan =
        "{\"seed\":3,\"rules\":[{\"name\":\"x\",\"every\":2,\"error\":{\"code\":\"ThrottlingException\"}}]}";
    aws.send("PUT", "/_simulator/faults", plan);
    assertEquals(200, aws.get("/services").statusCode());
    assertEquals(429, aws.get("/services").statusCode());
    var again = aws.get("/_simulator/faults").body();
    assertEquals(again, aws.send("PUT", "/_simulator/faults", again).body());
    aws.get("/services");
    assertEquals(1, json("/_simulator/faults/counts").at("/rules/0/asked").asInt());
    assertEquals(204, aws.send("DELETE", "/_simulator/faults", "").statusCode());
    assertEquals(200, aws.get("/services").statusCode());
    assertEquals(200, aws.get("/services").statusCode());
  }

  @Test
  void otherServicesHaveFaultsToo() throws Exception {
    var describe = "Action=DescribeVpcs&Version=2016-11-15";
    assertEquals(200, aws.query("ec2", describe).statusCode());
    var plan =
        """
        {"rules":[
          {"service":"ec2","operations":"DescribeVpcs","first":1,
           "error":{"code":"RequestLimitExceeded","status":503,"message":"slow down"}},
          {"service":"ec2","operations":"DescribeVpcs","lost":{}}]}""";
    aws.send("PUT", "/_simulator/faults", plan);
    var refused = aws.query("ec2", describe);
    assertEquals(503, refused.statusCode());
    assertTrue(refused.body().contains("<Code>RequestLimitExceeded</Code>"), refused.body());
    assertThrows(IOException.class, () -> aws.query("ec2", describe));
    assertEquals(200, aws.query("ec2", "Action=DescribeSubnets&Version=2016-11-15").statusCode());
    assertEquals(200, aws.get("/services").statusCode());
  }

  @Test
  void aBlackHoleKeepsTheConnection() throws Exception {
    aws.send("PUT", "/_simulator/faults", "{\"rules\":[{\"blackHole\":{\"effect\":true}}]}");
    try (var socket = aws.connect()) {
      socket.setSoTimeout(300);
      socket
          .getOutputStream()
          .write(
              "POST /servicenetworks HTTP/1.1\r\nHost: localhost\r\nContent-Length: 15\r\n\r\n{\"name\":\"shop\"}"
                  .getBytes(StandardCharsets.US_ASCII));
      assertThrows(SocketTimeoutException.class, () -> socket.getInputStream().read());
    }
    assertTrue(aws.get("/_simulator/snapshot").body().contains("shop"));
  }

  @Test
  void theSettingsAreServedAsAFileThatGivesThemAgain() throws Exception {
    var text = aws.get("/_simulator/settings").body();
    var read =
        assertInstanceOf(SettingsReading.Valid.class, SettingsText.read(text, Settings.aws()));
    assertEquals(aws.lattice.settings(), read.settings());
  }

  @Test
  void aTargetsHealthIsForced() throws Exception {
    var group = aws.targetInUse("10.1.0.5", 8080);
    await().until(() -> aws.targetStatus(group), "HEALTHY"::equals);
    var path = "/_simulator/health/%s/10.1.0.5:8080".formatted(group);
    assertEquals(204, aws.send("PUT", path, "UNHEALTHY").statusCode());
    assertEquals("UNHEALTHY", aws.targetStatus(group));
    assertEquals(204, aws.send("PUT", path, "auto").statusCode());
    await().until(() -> aws.targetStatus(group), "HEALTHY"::equals);
    assertEquals(400, aws.send("PUT", path, "SICK").statusCode());
    assertEquals(400, aws.send("PUT", path + "1", "HEALTHY").statusCode());
  }

  @Test
  void policiesArePutAndTakenAway() throws Exception {
    var policy =
        """
        {"AKIATEST": {"Version": "2012-10-17", "Statement":
          {"Effect": "Allow", "Action": "vpc-lattice:ListServices", "Resource": "*"}}}""";
    assertEquals(204, aws.send("PUT", "/_simulator/policies", policy).statusCode());
    assertEquals(200, aws.signed("/services").statusCode());
    assertEquals(403, aws.signed("/servicenetworks").statusCode());
    assertEquals(200, aws.get("/servicenetworks").statusCode(), "somebody else");
    assertEquals(204, aws.send("DELETE", "/_simulator/policies/AKIATEST", "").statusCode());
    assertEquals(200, aws.signed("/servicenetworks").statusCode());
    assertEquals(400, aws.send("PUT", "/_simulator/policies", "{\"a\":{}}").statusCode());
    assertEquals(400, aws.send("PUT", "/_simulator/policies", "nonsense").statusCode());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET  | journal?since=x        |               | 400 | since must be a whole number, but is x",
        "GET  | journal?since=0        |               | 400 | since must be at least 1, but is 0",
        "GET  | journal?limit=10001    |               | 400 | limit must be at most 10000",
        "GET  | journal?from=yesterday |               | 400 | from must be an instant",
        "GET  | journal?read=maybe     |               | 400 | read must be true or false",
        "GET  | journal?operatoin=x    |               | 400 | operatoin is not known; known are caller,",
        "PUT  | faults                 | {'rules':[{}]}| 400 | rules[0] must have exactly one of",
        "PUT  | faults                 | nonsense      | 400 | line 1",
        "POST | snapshot               |               | 405 | Here is only GET",
        "GET  | reset                  |               | 405 | Here is only POST",
        "POST |                        |               | 404 | Nothing is here",
        "GET  | nowhere                |               | 404 | Nothing is here",
        "GET  | health/a/b/c           |               | 404 | Nothing is here",
      })
  void badInputIsToldWhatIsWrong(
      String method, String path, String body, int status, String message) throws Exception {
    var response =
        aws.send(
            method,
            "/_simulator/" + (path == null ? "" : path),
            body == null ? "" : body.replace('\'', '"'));
    assertEquals(status, response.statusCode());
    var told = new ObjectMapper().readTree(response.body()).get("message").asText();
    assertTrue(told.contains(message), told);
  }

  @ParameterizedTest
  @CsvSource({
    "https://evil.example,403", "null,403", "http://localhost.evil.example,403",
    "http://127.0.0.1.evil.example,403", "http://localhost:3000,204", "http://127.0.0.1:9,204",
    "http://[::1]:80,204", "http://app.localhost,204", "::,403",
  })
  void pagesOfOtherSitesMayNotUseIt(String origin, int status) throws Exception {
    assertEquals(status, aws.send("POST", "/_simulator/reset", "", "Origin", origin).statusCode());
    int call = aws.send("GET", "/services", "", "Origin", origin).statusCode();
    assertEquals(status == 403 ? 403 : 200, call);
  }

  @ParameterizedTest
  @CsvSource({"evil.example,403", "localhost:4566,200", "127.0.0.1,200", "[::1]:80,200"})
  void namesThatAreRebornDoNotReachIt(String host, int status) throws Exception {
    var answer =
        aws.raw(
            "GET /_simulator/health HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
                .formatted(host));
    assertTrue(answer.startsWith("HTTP/1.1 " + status), answer);
  }
}
