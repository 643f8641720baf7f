package io.latticeoperator.simulator.kubernetes.controllers;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.Pod;
import io.latticeoperator.simulator.kubernetes.Kinds;
import io.latticeoperator.simulator.kubernetes.Store;
import io.latticeoperator.time.RealTimeline;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SocketPodsTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  private final ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
  private final RealTimeline timeline = new RealTimeline("cluster", failures::add);
  private final Store objects = new Store(timeline);
  private final Checkout checkout = new Checkout(objects);
  private final PodSockets sockets = new PodSockets();
  private final HttpClient client = HttpClient.newHttpClient();
  private final Controllers controllers =
      Controllers.start(objects, timeline, ClusterSettings.of("10.1.0.0/16"), sockets);

  @AfterEach
  void close() {
    controllers.close();
    timeline.close();
    client.shutdownNow();
    assertEquals(List.of(), List.copyOf(failures));
  }

  @Test
  void aPodAnswersForItself() throws Exception {
    var pod = deployOne(0);
    var name = pod.getMetadata().getName();
    var body = get(pod, "/").body();
    assertTrue(body.contains("\"pod\":\"" + name + "\""), body);
    assertTrue(body.contains("\"version\":\"v1\""), body);
    assertTrue(body.contains("\"node\":\"node-1\""), body);
    assertEquals(503, get(pod, "/status/503").statusCode());
    assertEquals(5000, get(pod, "/bytes/5000").body().length());
    assertTrue(get(pod, "/headers").body().contains("\"x-test\":\"yes\""));
  }

  @Test
  void aRequestUnderWayFinishesWhileItsPodIsDeletedAndThenConnectionsAreRefused() throws Exception {
    var pod = deployOne(1);
    var socket = socket(pod);
    var slow = send(socket, "/delay/4000");
    objects.delete(
        Kinds.POD, Checkout.NAMESPACE, pod.getMetadata().getName(), OptionalLong.empty());
    assertEquals(200, send(socket, "/").get(5, TimeUnit.SECONDS).statusCode());

    await().atMost(SOON).until(() -> sockets.locate(pod.getStatus().getPodIP(), 8080).isEmpty());
    assertEquals(false, slow.isDone());
    assertThrows(ConnectException.class, () -> new Socket().connect(socket));
    assertEquals(200, slow.get(20, TimeUnit.SECONDS).statusCode());
    await()
        .atMost(SOON)
        .until(
            () ->
                checkout.pods().stream()
                    .noneMatch(it -> it.getMetadata().getUid().equals(pod.getMetadata().getUid())));
  }

  @Test
  void aKilledPodResetsTheRequestItHad() {
    var pod = deployOne(5);
    var slow = send(socket(pod), "/delay/20000");
    // answered after it, so that the slow request has arrived
    assertEquals(200, send(socket(pod), "/").join().statusCode());
    controllers.kill(Checkout.NAMESPACE, pod.getMetadata().getName());
    var failure = assertThrows(ExecutionException.class, () -> slow.get(5, TimeUnit.SECONDS));
    assertTrue(failure.getCause() instanceof IOException, () -> failure.toString());
    await().atMost(SOON).until(() -> checkout.ready() == 1);
  }

  @Test
  void twoHundredPodsAreNoBurden() {
    deployOne(0);
    checkout.scale(200);
    await().atMost(Duration.ofSeconds(60)).until(() -> checkout.ready() == 200);
    assertEquals(2, checkout.slices().size());
  }

  private Pod deployOne(long preStopSeconds) {
    var deployment = Checkout.deployment();
    deployment.getSpec().setReplicas(1);
    var container = deployment.getSpec().getTemplate().getSpec().getContainers().getFirst();
    container.getLifecycle().getPreStop().getSleep().setSeconds(preStopSeconds);
    checkout.deploy(deployment);
    await().atMost(SOON).until(() -> checkout.ready() == 1);
    return checkout.pods().getFirst();
  }

  private InetSocketAddress socket(Pod pod) {
    return sockets.locate(pod.getStatus().getPodIP(), 8080).orElseThrow();
  }

  private HttpResponse<String> get(Pod pod, String path) throws Exception {
    return send(socket(pod), path).get(5, TimeUnit.SECONDS);
  }

  private CompletableFuture<HttpResponse<String>> send(InetSocketAddress socket, String path) {
    var address = URI.create("http://127.0.0.1:" + socket.getPort() + path);
    return client.sendAsync(
        HttpRequest.newBuilder(address).header("X-Test", "yes").build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
