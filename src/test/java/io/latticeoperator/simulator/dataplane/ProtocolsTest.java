package io.latticeoperator.simulator.dataplane;

import static io.latticeoperator.simulator.dataplane.Entering.HOST;
import static io.latticeoperator.simulator.dataplane.Entering.http;
import static io.latticeoperator.simulator.dataplane.Entering.saying;
import static io.latticeoperator.simulator.dataplane.Scene.target;
import static io.latticeoperator.simulator.dataplane.Scene.to;
import static io.latticeoperator.simulator.lattice.TargetStatus.HEALTHY;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.latticeoperator.simulator.lattice.AuthType;
import io.latticeoperator.simulator.lattice.ListenerProtocol;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.CompletableResponseListener;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Content;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What clients and targets speak with each other through HTTP and HTTPS listeners. */
class ProtocolsTest {
  private static final String POD = "10.0.0.1";
  private static final String GRPC = "application/grpc+proto";

  private final Scene scene =
      Scene.shop()
          .service("shop", "net", AuthType.NONE, "localhost")
          .listener("shop", ListenerProtocol.HTTPS, 443, to("blue"))
          .targets("blue", target(POD, HEALTHY));
  private final Entering entering = new Entering(scene, ProxySettings.likely());

  @AfterEach
  void stop() {
    entering.close();
  }

  private Entering with(String protocol, String protocolVersion) {
    scene.group("blue", protocol, protocolVersion);
    entering.dataPlane.changed();
    await()
        .until(
            () ->
                entering.dataPlane.route(head()) instanceof Route.Forward forward
                    && forward.group().config().protocolVersion().equals(protocolVersion)
                    && forward.group().config().protocol().equals(protocol));
    return entering;
  }

  private static RequestHead head() {
    return new RequestHead(
        new Entrance("vpc-a", 443), true, ClientProtocol.HTTP2, HOST, "POST", "/", "", Map.of());
  }

  private AccessRecord onlyRecord() {
    await().until(() -> entering.records.size() == 1);
    return entering.records.getFirst();
  }

  @ParameterizedTest
  @CsvSource({
    "HTTP_1_1, GET, HTTP1, 200",
    "HTTP_1_1, GET, HTTP2, 502",
    "HTTP_1_1, POST, GRPC, 502",
    "HTTP_2, GET, HTTP1, 200",
    "HTTP_2, GET, HTTP2, 200",
    "HTTP_2, GET, GRPC, 502",
    "HTTP_2, POST, GRPC, 200",
  })
  void theTableOfProtocolsIsKept(
      HttpVersion client, String method, String targetVersion, int status) throws Exception {
    if (targetVersion.equals("HTTP1")) {
      entering.pods.serve(POD, saying("hello"));
    } else {
      entering.pods.serveHttp2(POD, saying("hello"));
    }
    with("HTTP", targetVersion);
    var answer = entering.secure(client, "/").method(method).send();
    assertEquals(status, answer.getStatus());
    assertEquals(client, answer.getVersion());
    if (status == 200) {
      assertEquals("hello", answer.getContentAsString());
    }
  }

  @Test
  void grpcCannotGoToHttp1() throws Exception {
    entering.pods.serve(POD, saying("hello"));
    var answer =
        entering
            .secure(HttpVersion.HTTP_2, "/")
            .method("POST")
            .headers(headers -> headers.put("content-type", GRPC))
            .send();
    assertEquals(502, answer.getStatus());
  }

  @ParameterizedTest
  @CsvSource({"HTTP2", "GRPC"})
  void grpcKeepsItsTrailers(String targetVersion) throws Exception {
    var seen = new CompletableFuture<HttpFields>();
    entering.pods.serveHttp2(
        POD,
        http(
            (request, response, callback) -> {
              seen.complete(HttpFields.build(request.getHeaders()).asImmutable());
              response.getHeaders().put("content-type", GRPC);
              response.setTrailersSupplier(
                  () -> HttpFields.build().put("grpc-status", 5).put("grpc-message", "none"));
              Content.copy(request, response, callback);
            }));
    with("HTTP", targetVersion);
    var result = new CompletableFuture<Result>();
    entering
        .secure(HttpVersion.HTTP_2, "/shop.Orders/Get")
        .method("POST")
        .headers(headers -> headers.put("content-type", GRPC).put("te", "trailers"))
        .body(new BytesRequestContent(GRPC, new byte[] {0, 0, 0, 0, 1, 7}))
        .send(result::complete);
    var answer = result.get(5, TimeUnit.SECONDS).getResponse();
    assertEquals(200, answer.getStatus());
    assertEquals("5", answer.getTrailers().get("grpc-status"));
    assertEquals("none", answer.getTrailers().get("grpc-message"));
    assertEquals("trailers", seen.get().get("te"));
    assertEquals(5, onlyRecord().grpcStatus());
    assertEquals("HTTP/2", onlyRecord().protocol());
  }

  @Test
  void bodiesOfHttp2FlowBothWays() throws Exception {
    entering.pods.serveHttp2(
        POD, http((request, response, callback) -> Content.copy(request, response, callback)));
    with("HTTP", "HTTP2");
    assertEchoed();
  }

  @Test
  void bodiesOfHttp2ComeOverToHttp1AndBack() throws Exception {
    entering.pods.serve(
        POD, http((request, response, callback) -> Content.copy(request, response, callback)));
    assertEchoed();
  }

  private void assertEchoed() throws Exception {
    var body = new byte[3_000_000];
    new Random(1).nextBytes(body);
    var request =
        entering.secure(HttpVersion.HTTP_2, "/").method("POST").body(new BytesRequestContent(body));
    var answer = new CompletableResponseListener(request, body.length).send();
    assertArrayEquals(body, answer.get(20, TimeUnit.SECONDS).getContent());
  }

  @Test
  void httpsTargetsAreNotVerified() throws Exception {
    entering.pods.serveTls(POD, saying("hello"));
    with("HTTPS", "HTTP1");
    assertEquals("hello", entering.plain("/").send().getContentAsString());
    assertEquals("hello", entering.plain("/").send().getContentAsString());
  }

  @Test
  void http2TargetsAreReachedOverTlsToo() throws Exception {
    entering.pods.serveHttp2Tls(POD, saying("hello"));
    with("HTTPS", "HTTP2");
    var answer = entering.secure(HttpVersion.HTTP_2, "/").send();
    assertEquals("hello", answer.getContentAsString());
  }

  @Test
  void targetsSeeTheAuthorityAsHost() throws Exception {
    entering.pods.serveHttp2(
        POD,
        http(
            (request, response, callback) ->
                Content.Sink.write(response, true, request.getHttpURI().getAuthority(), callback)));
    with("HTTP", "HTTP2");
    var answer = entering.secure(HttpVersion.HTTP_2, "/").send();
    assertEquals(HOST + ":" + entering.port(443), answer.getContentAsString());
  }

  @Test
  void javasOwnClientSpeaksHttp2() throws Exception {
    entering.pods.serve(POD, saying("hello"));
    var parameters = SSLContext.getDefault().getDefaultSSLParameters();
    parameters.setServerNames(List.of(new SNIHostName("localhost")));
    try (var client =
        HttpClient.newBuilder()
            .sslContext(trusting())
            .sslParameters(parameters)
            .version(HttpClient.Version.HTTP_2)
            .build()) {
      var uri = URI.create("https://localhost:" + entering.port(443) + "/");
      var answer = client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
      assertEquals(HttpClient.Version.HTTP_2, answer.version());
      assertEquals("hello", answer.body());
    }
    var tls = onlyRecord().tls();
    assertNotNull(tls);
    assertEquals("TLSv1.3", tls.version());
    assertEquals("localhost", tls.serverName());
  }

  @Test
  void eachNameHasItsCertificate() throws Exception {
    assertEquals("CN=" + HOST, certificate(HOST).getSubjectX500Principal().getName());
    assertEquals("CN=localhost", certificate("localhost").getSubjectX500Principal().getName());
  }

  @Test
  void anUnknownNameFailsInTheHandshake() {
    assertThrows(SSLException.class, () -> certificate("nobody.test"));
  }

  private X509Certificate certificate(String name) throws Exception {
    try (var socket =
        (SSLSocket) trusting().getSocketFactory().createSocket("127.0.0.1", entering.port(443))) {
      var parameters = socket.getSSLParameters();
      parameters.setServerNames(List.of(new SNIHostName(name)));
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    }
  }

  private static SSLContext trusting() throws Exception {
    var context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new Trusting()}, null);
    return context;
  }

  @Test
  void plainListenersDoNotSpeakHttp2() {
    entering.pods.serve(POD, saying("hello"));
    assertThrows(
        ExecutionException.class, () -> entering.plain("/").version(HttpVersion.HTTP_2).send());
  }

  @Test
  void aPlainRequestIsRecorded() throws Exception {
    entering.pods.serve(POD, saying("hello"));
    var answer =
        entering.plain("/a?b=c").headers(headers -> headers.put("user-agent", "me")).send();
    assertEquals(200, answer.getStatus());
    var record = onlyRecord();
    assertEquals("HTTP/1.1", record.protocol());
    assertEquals("GET", record.method());
    assertEquals("/a?b=c", record.path());
    assertEquals("me", record.userAgent());
    assertEquals(200, record.status());
    assertEquals(answer.getHeaders().get("x-amzn-requestid"), record.requestId());
    assertTrue(record.bytesSent() > "hello".length(), record::toString);
    assertTrue(record.connected());
    assertNotNull(record.toTarget());
    assertNotNull(record.fromTarget());
    assertNull(record.tls());
    assertNull(record.failure());
  }
}
