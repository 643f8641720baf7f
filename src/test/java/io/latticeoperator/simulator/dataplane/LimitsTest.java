package io.latticeoperator.simulator.dataplane;

import static io.latticeoperator.simulator.dataplane.Entering.HOST;
import static io.latticeoperator.simulator.dataplane.Entering.http;
import static io.latticeoperator.simulator.dataplane.Entering.saying;
import static io.latticeoperator.simulator.dataplane.Scene.target;
import static io.latticeoperator.simulator.lattice.TargetStatus.HEALTHY;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import org.eclipse.jetty.io.Content;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client cannot have, and what it cannot break. */
class LimitsTest {
  private static final String POD = "10.0.0.1";
  private static final int READ_MILLIS = 10_000;

  private final Scene scene = Scene.shop().targets("blue", target(POD, HEALTHY));
  private Entering entering = new Entering(scene, ProxySettings.likely());

  @AfterEach
  void stop() {
    entering.close();
  }

  private void enter(ProxySettings settings) {
    entering.close();
    entering = new Entering(scene, settings);
    entering.pods.serve(POD, saying("hello"));
  }

  private Socket connected() throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), entering.port(80));
    socket.setSoTimeout(READ_MILLIS);
    return socket;
  }

  private String answerTo(String request) throws IOException {
    try (var socket = connected()) {
      socket.getOutputStream().write(request.getBytes(US_ASCII));
      return new String(socket.getInputStream().readNBytes(12), US_ASCII);
    }
  }

  private void assertStillAlive() throws Exception {
    assertEquals(200, entering.plain("/").send().getStatus());
  }

  @Test
  void tooManyRequestsInASecondAre429() throws Exception {
    enter(ProxySettings.likely().withRequestsPerSecond(5));
    int limited = 0;
    for (int sent = 0; sent < 20; sent++) {
      limited += entering.plain("/").send().getStatus() == 429 ? 1 : 0;
    }
    assertTrue(limited > 0);
    await()
        .until(
            () ->
                entering.records.stream()
                    .anyMatch(record -> record.failure() == FailureReason.ClientRateLimited));
  }

  @Test
  void eachServiceHasItsOwnRate() {
    var rates = new RequestRates(10);
    long admitted = IntStream.range(0, 30).filter(_ -> rates.admits("a", 0)).count();
    assertEquals(10, admitted);
    assertTrue(rates.admits("b", 0));
    assertFalse(rates.admits("a", Duration.ofMillis(99).toNanos()));
    assertTrue(rates.admits("a", Duration.ofMillis(100).toNanos()));
  }

  @Test
  void webSocketsAreRefused() throws Exception {
    entering.pods.serve(POD, saying("hello"));
    var request =
        "GET / HTTP/1.1\r\nHost: %s\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n"
            .formatted(HOST);
    assertEquals("HTTP/1.1 400", answerTo(request));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\r\n\r\n",
        "GET / HTTP/9.9\r\nHost: x\r\n\r\n",
        "GET\r\n\r\n",
        "\u0000\u0001\u0002\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
        "CONNECT x:1 HTTP/1.1\r\nHost: x:1\r\n\r\n",
      })
  void nonsenseIsRefusedAndHarmsNobody(String request) throws Exception {
    entering.pods.serve(POD, saying("hello"));
    var answer = answerTo(request);
    assertTrue(answer.startsWith("HTTP/1.1 4") || answer.startsWith("HTTP/1.1 505"), answer);
    assertStillAlive();
  }

  @Test
  void hugeHeadsAreCutOff() throws Exception {
    entering.pods.serve(POD, saying("hello"));
    try (var socket = connected()) {
      var out = socket.getOutputStream();
      out.write("GET / HTTP/1.1\r\nHost: x\r\n".getBytes(US_ASCII));
      var line = ("x-large: " + "x".repeat(8000) + "\r\n").getBytes(US_ASCII);
      for (int sent = 0; sent < 1000; sent++) {
        out.write(line);
      }
      assertTrue(new String(socket.getInputStream().readNBytes(10), US_ASCII).endsWith("4"));
    } catch (SocketException cutOff) {
      assertTrue(String.valueOf(cutOff.getMessage()).length() > 0);
    }
    assertStillAlive();
  }

  @Test
  void garbageInsteadOfTlsHarmsNobody() throws Exception {
    entering.pods.serve(POD, saying("hello"));
    var random = new Random(7);
    for (int attempt = 0; attempt < 20; attempt++) {
      try (var socket = connected()) {
        var garbage = new byte[600];
        random.nextBytes(garbage);
        garbage[0] = 22;
        garbage[1] = 3;
        garbage[2] = 1;
        garbage[3] = 0;
        garbage[4] = (byte) (attempt * 10);
        socket.getOutputStream().write(garbage);
        socket.shutdownOutput();
        var _ = socket.getInputStream().readAllBytes();
      } catch (SocketException reset) {
        // As good an end as any.
      }
    }
    assertStillAlive();
  }

  @Test
  void slowClientsAreCutOff() throws Exception {
    enter(ProxySettings.likely().withClientIdle(Duration.ofMillis(300)));
    for (var begun : new String[] {"", "GET / HT", "POST / HTTP/1.1\r\nHost: " + HOST + "\r\n"}) {
      try (var socket = connected()) {
        socket.getOutputStream().write(begun.getBytes(US_ASCII));
        var _ = socket.getInputStream().readAllBytes();
      } catch (SocketException reset) {
        // As good an end as any.
      }
    }
    assertStillAlive();
  }

  @Test
  void aConnectionEndsWithItsLife() throws Exception {
    enter(ProxySettings.likely().withConnectionLife(Duration.ofMillis(500)));
    try (var socket = connected()) {
      assertEquals(-1, socket.getInputStream().read());
    }
    assertStillAlive();
  }

  @Test
  void evenInTheMiddleOfAnAnswer() throws Exception {
    entering.close();
    entering =
        new Entering(scene, ProxySettings.likely().withConnectionLife(Duration.ofMillis(500)));
    entering.pods.serve(
        POD,
        http(
            (_, response, callback) -> {
              while (true) {
                Content.Sink.write(response, false, ByteBuffer.allocate(1000));
              }
            }));
    try (var socket = connected()) {
      var request = "GET / HTTP/1.1\r\nHost: " + HOST + "\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(US_ASCII));
      var _ = socket.getInputStream().readAllBytes();
    } catch (SocketException reset) {
      // As good an end as any.
    }
    await().until(() -> !entering.records.isEmpty());
    assertEquals(FailureReason.ConnectionDurationExceeded, entering.records.getFirst().failure());
  }
}
