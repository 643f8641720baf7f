package io.latticeoperator.simulator.dataplane;

import static io.latticeoperator.simulator.dataplane.Scene.target;
import static io.latticeoperator.simulator.dataplane.Scene.to;
import static io.latticeoperator.simulator.lattice.TargetStatus.DRAINING;
import static io.latticeoperator.simulator.lattice.TargetStatus.HEALTHY;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.latticeoperator.simulator.lattice.ListenerProtocol;
import io.latticeoperator.simulator.lattice.Settings;
import io.latticeoperator.simulator.lattice.Status;
import io.latticeoperator.time.RealTimeline;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.client.AsyncRequestContent;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.CompletableResponseListener;
import org.eclipse.jetty.client.ContentResponse;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.StringRequestContent;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.Invocable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProxyTest {
  private static final String POD = "10.0.0.1";
  private static final String HOST = "shop.lattice.test";
  private static final Duration SILENCE = Duration.ofSeconds(3);

  private final RealTimeline time =
      new RealTimeline(
          "test",
          failure -> {
            throw new AssertionError(failure);
          });
  private final Pods pods = new Pods();
  private final Scene scene =
      Scene.shop()
          .settings(Settings.quick().with(to -> to.dataPlaneLag = Duration.ofMillis(100)))
          .targets("blue", target(POD, HEALTHY));
  private final DataPlane dataPlane = new DataPlane(time, scene::view);
  private final Proxy proxy =
      new Proxy(dataPlane, pods, ProxySettings.likely().withTargetTimeout(SILENCE));
  private final HttpClient client = client();

  private static HttpClient client() {
    var connector = new ClientConnector();
    connector.setSslContextFactory(new TargetClient.Unverified());
    var client = new HttpClient(new HttpClientTransportOverHTTP(connector));
    client.setUserAgentField(null);
    client.setSocketAddressResolver(
        (host, port, _, promise) -> promise.succeeded(List.of(Pods.loopback(host, port))));
    LifeCycle.start(client);
    return client;
  }

  @AfterEach
  void stop() {
    LifeCycle.stop(client);
    proxy.close();
    pods.close();
    time.close();
  }

  /** What a pod does with a request. */
  private interface Behaviour {
    void answer(Request request, Response response, Callback callback) throws Exception;
  }

  private static Handler http(Behaviour behaviour) {
    return new Handler.Abstract(Invocable.InvocationType.BLOCKING) {
      @Override
      public boolean handle(Request request, Response response, Callback callback)
          throws Exception {
        behaviour.answer(request, response, callback);
        return true;
      }
    };
  }

  private static Handler saying(String text) {
    return http((_, response, callback) -> Content.Sink.write(response, true, text, callback));
  }

  private org.eclipse.jetty.client.Request request(String path) {
    var endpoint = proxy.endpoint("vpc-a", 80);
    return client
        .newRequest(endpoint.getHostString(), endpoint.getPort())
        .path(path)
        .headers(headers -> headers.put("Host", HOST));
  }

  private ContentResponse get(String path) throws Exception {
    return request(path).send();
  }

  private static CompletableFuture<ContentResponse> sending(
      org.eclipse.jetty.client.Request request) {
    return new CompletableResponseListener(request).send();
  }

  private Traffic.Kind onlyKind() {
    await().until(() -> proxy.traffic().total().requests() > 0);
    var counts = proxy.traffic().counts();
    assertEquals(1, counts.size(), counts::toString);
    return counts.getFirst().kind();
  }

  @Test
  void targetsSeeWhereARequestComesFromAndWhatItIsFor() throws Exception {
    var seen = new CompletableFuture<Map<String, String>>();
    pods.serve(
        POD,
        http(
            (request, _, callback) -> {
              var headers = new TreeMap<String, String>();
              request.getHeaders().forEach(f -> headers.put(f.getLowerCaseName(), f.getValue()));
              headers.put(":line", request.getMethod() + " " + request.getHttpURI().getPathQuery());
              seen.complete(headers);
              callback.succeeded();
            }));
    var answer =
        request("/a%20b?c=d&e")
            .headers(
                headers ->
                    headers
                        .put("X-Amzn-Lattice-Identity", "Principal=forged")
                        .put("X-Amzn-Lattice-Network", "forged")
                        .put("X-Forwarded-For", "192.0.2.1")
                        .put("Connection", "x-private")
                        .put("X-Private", "1")
                        .put("X-Kept", "2")
                        .put("x-amzn-requestid", "mine"))
            .send();
    assertEquals(200, answer.getStatus());
    assertEquals("mine", answer.getHeaders().get("x-amzn-requestid"));
    var headers = seen.get();
    var port = headers.remove("x-forwarded-for-port");
    assertTrue(Integer.parseInt(Objects.requireNonNull(port)) > 0);
    assertEquals(
        Map.of(
            ":line",
            "GET /a%20b?c=d&e",
            "host",
            HOST,
            "accept-encoding",
            "gzip",
            "x-amzn-lattice-network",
            "SourceVpcArn=arn:aws:ec2:eu-central-1:111122223333:vpc/vpc-a",
            "x-amzn-lattice-target",
            "ServiceArn=arn:shop; ServiceNetworkArn=arn:net; TargetGroupArn=arn:blue",
            "x-amzn-requestid",
            "mine",
            "x-amzn-source-vpc",
            "vpc-a",
            "x-forwarded-for",
            "192.0.2.1, 127.0.0.1",
            "x-forwarded-for-proto",
            "http"),
        without(headers, "x-kept"));
  }

  private static Map<String, String> without(Map<String, String> headers, String name) {
    assertEquals("2", headers.remove(name));
    return headers;
  }

  @Test
  void makesARequestIdIfTheClientSendsNone() throws Exception {
    pods.serve(POD, saying("hello"));
    var first = get("/").getHeaders().get("x-amzn-requestid");
    var second = get("/").getHeaders().get("x-amzn-requestid");
    assertEquals(36, first.length());
    assertNotEquals(first, second);
    var tooLong = "x".repeat(513);
    var replaced = request("/").headers(h -> h.put("x-amzn-requestid", tooLong)).send();
    assertEquals(36, replaced.getHeaders().get("x-amzn-requestid").length());
  }

  @Test
  void passesOnTheTargetsAnswerAsItIs() throws Exception {
    pods.serve(
        POD,
        http(
            (_, response, callback) -> {
              response.setStatus(404);
              response.getHeaders().put("Location", "/elsewhere").add("Set-Cookie", "a=b");
              response.getHeaders().add("Set-Cookie", "c=d");
              Content.Sink.write(response, true, "none of mine", callback);
            }));
    var answer = get("/");
    assertEquals(404, answer.getStatus());
    assertEquals("none of mine", answer.getContentAsString());
    assertEquals("/elsewhere", answer.getHeaders().get("Location"));
    assertEquals(2, answer.getHeaders().getValuesList("Set-Cookie").size());
    assertEquals(new Traffic.Kind("shop", "blue", 404, null), onlyKind());
    await()
        .untilAsserted(
            () -> assertEquals(new Traffic.Tally(1, 0), proxy.traffic().ofTargetGroup("blue")));
  }

  @Test
  void streamsLargeBodiesBothWays() throws Exception {
    pods.serve(
        POD, http((request, response, callback) -> Content.copy(request, response, callback)));
    var body = new byte[5_000_000];
    new Random(1).nextBytes(body);
    var listener =
        new CompletableResponseListener(
            request("/").method("POST").body(new BytesRequestContent(body)), body.length);
    assertArrayEquals(body, listener.send().get(20, TimeUnit.SECONDS).getContent());
  }

  @Test
  void bodiesWithoutALengthAreChunked() throws Exception {
    pods.serve(
        POD, http((request, response, callback) -> Content.copy(request, response, callback)));
    var content = new AsyncRequestContent();
    var answer = sending(request("/").method("PUT").body(content));
    content.write(ByteBuffer.wrap("one ".getBytes(US_ASCII)), Callback.NOOP);
    content.write(ByteBuffer.wrap("two".getBytes(US_ASCII)), Callback.NOOP);
    content.close();
    assertEquals("one two", answer.get(5, TimeUnit.SECONDS).getContentAsString());
  }

  @Test
  void answersHeadWithoutABody() throws Exception {
    pods.serve(
        POD,
        http(
            (_, response, callback) -> {
              response.getHeaders().put("Content-Length", "12345");
              callback.succeeded();
            }));
    var answer = request("/").method("HEAD").send();
    assertEquals(200, answer.getStatus());
    assertEquals("12345", answer.getHeaders().get("Content-Length"));
  }

  @Test
  void usesConnectionsToTargetsAgain() throws Exception {
    Set<Object> connections = ConcurrentHashMap.newKeySet();
    pods.serve(
        POD,
        http(
            (request, response, callback) -> {
              connections.add(request.getConnectionMetaData().getRemoteSocketAddress());
              Content.Sink.write(response, true, "hello", callback);
            }));
    for (int sent = 0; sent < 20; sent++) {
      assertEquals("hello", get("/").getContentAsString());
    }
    assertEquals(1, connections.size());
  }

  @Test
  void anUnreachableTargetIs500() throws Exception {
    assertEquals(500, get("/").getStatus());
    assertEquals(
        new Traffic.Kind("shop", "blue", 500, FailureReason.TargetConnectionError), onlyKind());
    await()
        .untilAsserted(
            () -> assertEquals(new Traffic.Tally(1, 1), proxy.traffic().ofService("shop")));
  }

  @Test
  void aConnectionClosedBeforeTheAnswerIs502AndNotRepeated() throws Exception {
    var connections = new AtomicInteger();
    pods.raw(
        POD,
        connection -> {
          connections.incrementAndGet();
          readHead(connection);
          connection.close();
        });
    assertEquals(502, get("/").getStatus());
    assertEquals(1, connections.get());
    assertEquals(
        new Traffic.Kind("shop", "blue", 502, FailureReason.TargetConnectionClosed), onlyKind());
  }

  @Test
  void anAnswerThatIsNotHttpIs502() throws Exception {
    pods.raw(
        POD,
        connection -> {
          readHead(connection);
          connection.getOutputStream().write("SSH-2.0-pod\r\n\r\n".getBytes(US_ASCII));
        });
    assertEquals(502, get("/").getStatus());
    assertEquals(
        new Traffic.Kind("shop", "blue", 502, FailureReason.TargetProtocolError), onlyKind());
  }

  @Test
  void aSilentTargetIs504() throws Exception {
    pods.raw(POD, ProxyTest::readHead);
    assertEquals(504, get("/").getStatus());
    assertEquals(
        new Traffic.Kind("shop", "blue", 504, FailureReason.TargetDataTimeout), onlyKind());
  }

  @Test
  void anAnswerBrokenOffInTheMiddleBreaksTheClientsOff() {
    pods.raw(
        POD,
        connection -> {
          readHead(connection);
          connection
              .getOutputStream()
              .write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf".getBytes(US_ASCII));
          connection.close();
        });
    assertThrows(ExecutionException.class, () -> get("/"));
    assertEquals(
        new Traffic.Kind("shop", "blue", 200, FailureReason.TargetConnectionClosed), onlyKind());
    await().untilAsserted(() -> assertEquals(new Traffic.Tally(1, 1), proxy.traffic().total()));
  }

  @Test
  void anIdleConnectionThatTheTargetClosesIsNoFailure() throws Exception {
    pods.raw(
        POD,
        connection -> {
          readHead(connection);
          answerOk(connection);
          // The next request is read and then dropped, as if it had crossed with the close.
          if (readHead(connection)) {
            connection.close();
          }
        });
    assertEquals(200, get("/1").getStatus());
    assertEquals(200, get("/2").getStatus());
  }

  @Test
  void butARequestThatMayHaveHadAnEffectIsNotRepeated() throws Exception {
    pods.raw(
        POD,
        connection -> {
          readHead(connection);
          answerOk(connection);
          if (readHead(connection)) {
            connection.close();
          }
        });
    assertEquals(200, get("/1").getStatus());
    var post = request("/2").method("POST").body(new StringRequestContent("pay")).send();
    assertEquals(502, post.getStatus());
  }

  @Test
  void unknownHostsAnd404AreTheDataPlanesOwn() throws Exception {
    var answer = request("/").headers(headers -> headers.put("Host", "nobody.test")).send();
    assertEquals(404, answer.getStatus());
    assertEquals(new Traffic.Kind("", "", 404, null), onlyKind());
  }

  @Test
  void tooManyOrTooLargeHeadersAre400() throws Exception {
    pods.serve(POD, saying("hello"));
    var many =
        request("/")
            .headers(
                headers -> {
                  for (int number = 0; number < 100; number++) {
                    headers.put("x-" + number, "1");
                  }
                });
    assertEquals(400, many.send().getStatus());
    var large = request("/").headers(headers -> headers.put("x-large", "x".repeat(61 * 1024)));
    assertEquals(400, rawStatus(large));
  }

  /** Past the client's own limits. */
  private int rawStatus(org.eclipse.jetty.client.Request request) throws IOException {
    try (var socket = new Socket()) {
      socket.connect(proxy.endpoint("vpc-a", 80));
      var head = new StringBuilder("GET / HTTP/1.1\r\n");
      request
          .getHeaders()
          .forEach(f -> head.append(f.getName()).append(": ").append(f.getValue()).append("\r\n"));
      socket.getOutputStream().write(head.append("\r\n").toString().getBytes(US_ASCII));
      var status = new String(socket.getInputStream().readNBytes(12), US_ASCII);
      return Integer.parseInt(status.substring(9));
    }
  }

  @Test
  void malformedRequestsAre400() throws Exception {
    try (var socket = new Socket()) {
      socket.connect(proxy.endpoint("vpc-a", 80));
      socket.getOutputStream().write("GET / HTTP/1.1\r\nbad header\r\n\r\n".getBytes(US_ASCII));
      assertEquals("HTTP/1.1 400", new String(socket.getInputStream().readNBytes(12), US_ASCII));
    }
  }

  @Test
  void aRequestInProgressOutlivesItsTargetsRegistration() throws Exception {
    var arrived = new CountDownLatch(1);
    var go = new CountDownLatch(1);
    pods.serve(
        POD,
        http(
            (_, response, callback) -> {
              boolean first = arrived.getCount() > 0;
              arrived.countDown();
              if (first) {
                go.await();
              }
              Content.Sink.write(response, true, "late", callback);
            }));
    var slow = sending(request("/").idleTimeout(10, TimeUnit.SECONDS));
    arrived.await();
    scene.targets("blue", target(POD, DRAINING));
    dataPlane.changed();
    await().until(() -> get("/").getStatus() == 503);
    go.countDown();
    assertEquals("late", slow.get(5, TimeUnit.SECONDS).getContentAsString());
  }

  @Test
  void httpsListenersAndTargetsWork() throws Exception {
    pods.serve(
        POD,
        http(
            (request, response, callback) ->
                Content.Sink.write(
                    response, true, request.getHeaders().get("x-forwarded-for-proto"), callback)));
    scene.listener("shop", ListenerProtocol.HTTPS, 443, to("blue"));
    dataPlane.changed();
    await().until(() -> proxy.endpoints().containsKey(new Entrance("vpc-a", 443)));
    int port = proxy.endpoint("vpc-a", 443).getPort();
    var answer = client.newRequest(HOST, port).scheme("https").send();
    assertEquals("https", answer.getContentAsString());
  }

  @Test
  void endpointsOpenWhenAListenerIsSeenAndStay() {
    assertEquals(Set.of(new Entrance("vpc-a", 80)), proxy.endpoints().keySet());
    var before = proxy.endpoint("vpc-a", 80);
    scene.vpc("vpc-b", "net", Status.ACTIVE);
    dataPlane.changed();
    await().until(() -> proxy.endpoints().size() == 2);
    assertEquals(before, proxy.endpoint("vpc-a", 80));
  }

  @Test
  void fixedPortsAreTakenAtTheStartOrRefused() throws IOException {
    int port;
    try (var free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    var settings = ProxySettings.likely().withFixedPorts(Map.of(new Entrance("vpc-z", 80), port));
    try (var fixed = new Proxy(dataPlane, pods, settings)) {
      assertEquals(port, fixed.endpoint("vpc-z", 80).getPort());
      assertThrows(RuntimeException.class, () -> new Proxy(dataPlane, pods, settings));
    }
  }

  private static void answerOk(Socket connection) throws IOException {
    connection
        .getOutputStream()
        .write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".getBytes(US_ASCII));
  }

  /** Whether a whole head came. */
  private static boolean readHead(Socket connection) throws IOException {
    var in = connection.getInputStream();
    var head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        return false;
      }
      head.append((char) next);
    }
    return true;
  }
}
