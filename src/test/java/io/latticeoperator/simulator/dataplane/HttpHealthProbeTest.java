package io.latticeoperator.simulator.dataplane;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.latticeoperator.simulator.lattice.TargetGroup;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The group's check is {@code GET /healthz} within 1 s, matcher {@code 200,300-302}. */
class HttpHealthProbeTest {
  private static final String POD = "10.0.0.1";
  private final TargetGroup group = Scene.shop().group("blue");
  private final Pods pods = new Pods();
  private final HttpHealthProbe probe = new HttpHealthProbe(pods);
  private final CompletableFuture<List<String>> seen = new CompletableFuture<>();

  @AfterEach
  void stop() {
    probe.close();
    pods.close();
  }

  @ParameterizedTest
  @CsvSource({"HTTP, HTTP2", "HTTPS, HTTP2", "HTTPS, HTTP1"})
  void http2AndTlsAreCheckedOnANewConnectionEachTime(String protocol, String version)
      throws Exception {
    Set<Object> connections = ConcurrentHashMap.newKeySet();
    var pod =
        Entering.http(
            (request, response, callback) -> {
              connections.add(request.getConnectionMetaData().getRemoteSocketAddress());
              response.setStatus(request.getHttpURI().getPath().equals("/healthz") ? 301 : 500);
              callback.succeeded();
            });
    switch (protocol + version) {
      case "HTTPHTTP2" -> pods.serveHttp2(POD, pod);
      case "HTTPSHTTP2" -> pods.serveHttp2Tls(POD, pod);
      default -> pods.serveTls(POD, pod);
    }
    var checked = Scene.shop().checked("blue", protocol, version).group("blue");
    for (int checks = 1; checks <= 3; checks++) {
      var verdict = new CompletableFuture<Boolean>();
      probe.check(checked, POD, 8080, verdict::complete);
      assertTrue(verdict.get(5, TimeUnit.SECONDS));
      assertEquals(checks, connections.size());
    }
  }

  private boolean check() throws Exception {
    var verdict = new CompletableFuture<Boolean>();
    probe.check(group, POD, 8080, verdict::complete);
    return verdict.get(5, TimeUnit.SECONDS);
  }

  private void answering(String head) {
    pods.raw(
        POD,
        connection -> {
          seen.complete(readHead(connection));
          connection.getOutputStream().write((head + "\r\n\r\n").getBytes(US_ASCII));
        });
  }

  private static List<String> readHead(Socket connection) throws IOException {
    var reader = new BufferedReader(new InputStreamReader(connection.getInputStream(), US_ASCII));
    var lines = new ArrayList<String>();
    for (var line = reader.readLine(); line != null && !line.isEmpty(); line = reader.readLine()) {
      lines.add(line);
    }
    return lines;
  }

  @ParameterizedTest
  @CsvSource({"200, true", "201, false", "301, true", "302, true", "303, false", "500, false"})
  void theMatcherDecides(int status, boolean healthy) throws Exception {
    answering("HTTP/1.1 " + status + " x\r\nContent-Length: 0");
    assertEquals(healthy, check());
  }

  @Test
  void asksForThePathAndForTheConnectionToBeClosed() throws Exception {
    answering("HTTP/1.1 200 OK\r\nContent-Length: 0");
    assertTrue(check());
    var head = seen.get();
    assertEquals("GET /healthz HTTP/1.1", head.getFirst());
    assertTrue(head.contains("Connection: close"), head::toString);
  }

  @Test
  void whatIsNotThereIsUnhealthy() throws Exception {
    assertFalse(check());
  }

  @Test
  void silenceIsUnhealthyAfterTheTimeout() throws Exception {
    pods.raw(POD, HttpHealthProbeTest::readHead);
    assertFalse(check());
  }
}
