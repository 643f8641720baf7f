package io.latticeoperator.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.latticeoperator.app.HealthServer.Component;
import io.latticeoperator.metrics.Scrape;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HealthServerTest {
  private final AtomicBoolean alive = new AtomicBoolean(true);
  private final AtomicReference<List<Component>> components = new AtomicReference<>(List.of());
  private final Scrape scrape = new Scrape();
  private HealthServer server;
  private HttpClient client;

  @BeforeEach
  void start() throws IOException {
    server = HealthServer.start(loopback(0), alive::get, components::get, scrape::page);
    client = HttpClient.newHttpClient();
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  @Test
  void aliveUntilTheSupplierSaysOtherwise() throws Exception {
    assertEquals("200 ok\n", get("/healthz"));

    alive.set(false);

    assertEquals("503 stuck\n", get("/healthz"));
  }

  @Test
  void notReadyBeforeThereIsAComponent() throws Exception {
    assertEquals("503 {\"ready\":false,\"components\":[]}\n", get("/readyz"));
  }

  @Test
  void readyWhenEveryComponentIs() throws Exception {
    components.set(
        List.of(
            new Component("caches", true, "synced"), new Component("aws", false, "\"denied\"")));
    assertEquals(
        "503 {\"ready\":false,\"components\":["
            + "{\"name\":\"caches\",\"ready\":true,\"detail\":\"synced\"},"
            + "{\"name\":\"aws\",\"ready\":false,\"detail\":\"\\\"denied\\\"\"}]}\n",
        get("/readyz"));

    components.set(List.of(new Component("caches", true, "synced")));
    assertEquals(
        "200 {\"ready\":true,\"components\":["
            + "{\"name\":\"caches\",\"ready\":true,\"detail\":\"synced\"}]}\n",
        get("/readyz"));
  }

  @Test
  void metricsComeInTheFormatThatIsAskedFor() throws Exception {
    scrape.registry().counter("shots").increment();

    var text = metrics("*/*");
    assertEquals("text/plain; version=0.0.4; charset=utf-8", type(text));
    assertEquals(List.of("shots_total 1.0"), samples(text));
    assertTrue(text.body().contains("# TYPE shots_total counter\n"), text.body());

    // as Prometheus 2 and 3 ask, which prefer what we do not have before what we have
    var open =
        metrics(
            "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily,"
                + "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5");
    assertEquals("application/openmetrics-text; version=1.0.0; charset=utf-8", type(open));
    assertEquals(List.of("shots_total 1.0"), samples(open));
    assertTrue(open.body().endsWith("# EOF\n"), open.body());
  }

  @Test
  void nothingElseIsThere() throws Exception {
    assertEquals(404, response("/").statusCode());
  }

  @Test
  void refusesAPortThatIsTaken() {
    assertThrows(
        IOException.class,
        () -> HealthServer.start(loopback(server.port()), () -> true, List::of, scrape::page));
  }

  private String get(String path) throws IOException, InterruptedException {
    var response = response(path);
    return response.statusCode() + " " + response.body();
  }

  private HttpResponse<String> response(String path) throws IOException, InterruptedException {
    var uri = URI.create("http://127.0.0.1:" + server.port() + path);
    return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> metrics(String accept) throws IOException, InterruptedException {
    var uri = URI.create("http://127.0.0.1:" + server.port() + "/metrics");
    return client.send(
        HttpRequest.newBuilder(uri).header("Accept", accept).build(), BodyHandlers.ofString());
  }

  private static String type(HttpResponse<?> response) {
    return response.headers().firstValue("Content-Type").orElseThrow();
  }

  private static List<String> samples(HttpResponse<String> response) {
    return response.body().lines().filter(line -> !line.startsWith("#")).toList();
  }

  private static InetSocketAddress loopback(int port) {
    return new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
  }
}
