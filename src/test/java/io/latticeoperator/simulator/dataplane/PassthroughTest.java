package io.latticeoperator.simulator.dataplane;

import static io.latticeoperator.simulator.dataplane.Entering.saying;
import static io.latticeoperator.simulator.dataplane.Scene.target;
import static io.latticeoperator.simulator.dataplane.Scene.to;
import static io.latticeoperator.simulator.lattice.TargetStatus.HEALTHY;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.latticeoperator.simulator.lattice.AuthType;
import io.latticeoperator.simulator.lattice.ListenerProtocol;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.eclipse.jetty.io.Content;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Service {@code vault} is passed through, {@code shop} on the same port is not. */
class PassthroughTest {
  private static final String VAULT = "vault.example.test";
  private static final String POD = "10.0.0.1";

  private final Scene scene =
      Scene.shop()
          .listener("shop", ListenerProtocol.HTTPS, 443, to("blue"))
          .service("vault", "net", AuthType.NONE, VAULT)
          .listener("vault", ListenerProtocol.TLS_PASSTHROUGH, 443, to("raw"))
          .group("raw", "TCP", "")
          .targets("raw", target(POD, HEALTHY));
  private Entering entering = new Entering(scene, ProxySettings.likely());

  @AfterEach
  void stop() {
    entering.close();
  }

  private SSLSocket connected(String name) throws Exception {
    var context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new Trusting()}, null);
    var socket =
        (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", entering.port(443));
    socket.setSoTimeout(10_000);
    var parameters = socket.getSSLParameters();
    parameters.setServerNames(List.of(new SNIHostName(name)));
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  private static String subject(SSLSocket socket) throws IOException {
    var certificate = (X509Certificate) socket.getSession().getPeerCertificates()[0];
    return certificate.getSubjectX500Principal().getName();
  }

  private AccessRecord onlyRecord() {
    await().until(() -> entering.records.size() == 1);
    return entering.records.getFirst();
  }

  @Test
  void theTargetItselfEndsTls() throws Exception {
    entering.pods.serveTls(POD, saying("hello"));
    try (var socket = connected(VAULT)) {
      assertEquals("CN=" + VAULT, subject(socket));
      socket
          .getOutputStream()
          .write("GET / HTTP/1.1\r\nHost: any\r\nConnection: close\r\n\r\n".getBytes(US_ASCII));
      var answer = new String(socket.getInputStream().readAllBytes(), US_ASCII);
      assertTrue(answer.endsWith("hello"), answer);
      assertTrue(!answer.toLowerCase(Locale.ROOT).contains("x-amzn"), answer);
    }
    var record = onlyRecord();
    assertEquals("TLS", record.protocol());
    assertEquals(VAULT, record.host());
    assertEquals("raw", record.group() == null ? null : record.group().name());
    assertTrue(record.bytesReceived() > 0 && record.bytesSent() > 0, record::toString);
    assertNull(record.failure());
  }

  @Test
  void otherNamesOnThePortAreEndedHere() throws Exception {
    entering.pods.serveTls(POD, saying("hello"));
    try (var socket = connected("shop.lattice.test")) {
      assertEquals("CN=shop.lattice.test", subject(socket));
    }
  }

  @Test
  void onlyTheCustomDomainIsPassedThrough() {
    entering.pods.serveTls(POD, saying("hello"));
    assertThrows(
        IOException.class,
        () -> {
          try (var socket = connected("vault.lattice.test")) {
            socket
                .getOutputStream()
                .write("GET / HTTP/1.1\r\nHost: vault.lattice.test\r\n\r\n".getBytes(US_ASCII));
            var answer = new String(socket.getInputStream().readNBytes(12), US_ASCII);
            throw new IOException(answer);
          }
        });
  }

  @Test
  void muchFlowsBothWays() throws Exception {
    entering.pods.serveTls(
        POD,
        Entering.http((request, response, callback) -> Content.copy(request, response, callback)));
    var body = new byte[2_000_000];
    new Random(3).nextBytes(body);
    try (var socket = connected(VAULT)) {
      var head =
          "POST / HTTP/1.1\r\nHost: any\r\nConnection: close\r\nContent-Length: %d\r\n\r\n"
              .formatted(body.length);
      var writer =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      socket.getOutputStream().write(head.getBytes(US_ASCII));
                      socket.getOutputStream().write(body);
                    } catch (IOException failure) {
                      throw new AssertionError(failure);
                    }
                  });
      var answer = socket.getInputStream().readAllBytes();
      writer.join();
      var echoed = unchunked(answer);
      assertArrayEquals(body, echoed);
    }
  }

  /** The body of an answer that may be chunked. */
  private static byte[] unchunked(byte[] answer) {
    var text = new String(answer, ISO_8859_1);
    int start = text.indexOf("\r\n\r\n") + 4;
    if (!text.substring(0, start).toLowerCase(Locale.ROOT).contains("transfer-encoding: chunked")) {
      return Arrays.copyOfRange(answer, start, answer.length);
    }
    var body = ByteBuffer.allocate(answer.length);
    while (true) {
      int end = text.indexOf("\r\n", start);
      int size = Integer.parseInt(text.substring(start, end), 16);
      if (size == 0) {
        return Arrays.copyOf(body.array(), body.position());
      }
      body.put(answer, end + 2, size);
      start = end + 2 + size + 2;
    }
  }

  @Test
  void aTargetThatIsNotThereEndsTheConnection() {
    assertThrows(IOException.class, () -> connected(VAULT).close());
    assertEquals(FailureReason.TargetConnectionError, onlyRecord().failure());
  }

  @Test
  void theConnectionEndsWithItsLife() throws Exception {
    entering.close();
    entering =
        new Entering(scene, ProxySettings.likely().withConnectionLife(Duration.ofSeconds(2)));
    entering.pods.serveTls(POD, saying("hello"));
    try (var socket = connected(VAULT)) {
      assertEquals(-1, socket.getInputStream().read());
    } catch (IOException cut) {
      assertTrue(cut.getMessage() != null);
    }
    assertEquals(FailureReason.ConnectionDurationExceeded, onlyRecord().failure());
  }

  @Test
  void serverNamesAreReadFromWhatClientsReallySend() throws Exception {
    var engine = SSLContext.getDefault().createSSLEngine("shop.example.test", 443);
    engine.setUseClientMode(true);
    var hello = ByteBuffer.allocate(20_000);
    engine.wrap(ByteBuffer.allocate(0), hello);
    hello.flip();
    assertEquals("shop.example.test", ClientHello.serverName(hello));
    for (int length = 0; length < hello.limit(); length++) {
      assertNull(ClientHello.serverName(hello.slice(0, length)));
    }
    assertEquals("", ClientHello.serverName(ByteBuffer.wrap("GET /".getBytes(US_ASCII))));
  }

  @Test
  void brokenHellosHaveNoName() {
    var random = new Random(11);
    for (int attempt = 0; attempt < 2000; attempt++) {
      var bytes = new byte[5 + 100];
      random.nextBytes(bytes);
      bytes[0] = 22;
      bytes[3] = 0;
      bytes[4] = 100;
      bytes[5] = 1;
      assertEquals("", ClientHello.serverName(ByteBuffer.wrap(bytes)));
    }
  }
}
