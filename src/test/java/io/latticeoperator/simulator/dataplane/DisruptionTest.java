package io.latticeoperator.simulator.dataplane;

import static io.latticeoperator.simulator.dataplane.Scene.target;
import static io.latticeoperator.simulator.lattice.TargetStatus.DRAINING;
import static io.latticeoperator.simulator.lattice.TargetStatus.HEALTHY;
import static io.latticeoperator.simulator.lattice.TargetStatus.INITIAL;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.latticeoperator.simulator.lattice.Settings;
import io.latticeoperator.simulator.lattice.Target;
import io.latticeoperator.time.RealTimeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.LifeCycle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Pods come and go under load, each step as an operator that knows of the lag would order it. */
class DisruptionTest {
  private static final int CLIENTS = 20;
  private static final int REQUESTS_EACH = 50;
  private static final int GENERATIONS = 4;

  private final RealTimeline time =
      new RealTimeline(
          "test",
          failure -> {
            throw new AssertionError(failure);
          });
  private final Pods pods = new Pods();
  private final Scene scene =
      Scene.shop().settings(Settings.quick().with(to -> to.dataPlaneLag = Duration.ofMillis(100)));
  private final DataPlane dataPlane = new DataPlane(time, scene::view);
  private final Proxy proxy = new Proxy(dataPlane, pods, ProxySettings.likely());
  private final HttpClient client = new HttpClient();
  private final AtomicIntegerArray answered = new AtomicIntegerArray(CLIENTS);

  @AfterEach
  void stop() {
    LifeCycle.stop(client);
    proxy.close();
    pods.close();
    time.close();
  }

  @Test
  void noRequestFailsWhileTargetsAreReplacedWithTheLagRespected() throws Exception {
    LifeCycle.start(client);
    client.setMaxConnectionsPerDestination(CLIENTS);
    var generation = generation(0);
    generation.forEach(this::start);
    register(List.of(), generation);
    var replaced = new AtomicBoolean();
    List<Future<List<Integer>>> answers = new ArrayList<>();
    try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int number = 0; number < CLIENTS; number++) {
        int self = number;
        answers.add(clients.submit(() -> statuses(self, replaced)));
      }
      for (int next = 1; next <= GENERATIONS; next++) {
        generation = replace(generation, generation(next));
      }
      replaced.set(true);
      int requests = 0;
      for (var each : answers) {
        requests += each.get().size();
        assertEquals(List.of(), each.get().stream().filter(status -> status != 200).toList());
      }
      assertTrue(requests >= 1000, "requests: " + requests);
      // counted once the answer is out, which the client may have before
      var counted = new Traffic.Tally(requests, 0);
      await().untilAsserted(() -> assertEquals(counted, proxy.traffic().ofTargetGroup("blue")));
    }
  }

  private List<Integer> statuses(int self, AtomicBoolean replaced) throws Exception {
    var endpoint = proxy.endpoint("vpc-a", 80);
    var statuses = new ArrayList<Integer>();
    while (statuses.size() < REQUESTS_EACH || !replaced.get()) {
      statuses.add(
          client
              .newRequest(endpoint.getHostString(), endpoint.getPort())
              .headers(headers -> headers.put("Host", "shop.lattice.test"))
              .send()
              .getStatus());
      answered.incrementAndGet(self);
    }
    return statuses;
  }

  private static List<String> generation(int number) {
    return List.of("10.0.%d.1".formatted(number), "10.0.%d.2".formatted(number));
  }

  private void start(String pod) {
    pods.serve(
        pod,
        new Handler.Abstract.NonBlocking() {
          @Override
          public boolean handle(Request request, Response response, Callback callback) {
            Content.Sink.write(response, true, pod, callback);
            return true;
          }
        });
  }

  private List<String> replace(List<String> old, List<String> fresh) {
    fresh.forEach(this::start);
    register(old, fresh);
    var targets = new ArrayList<Target>();
    old.forEach(ip -> targets.add(target(ip, DRAINING)));
    fresh.forEach(ip -> targets.add(target(ip, HEALTHY)));
    scene.targets("blue", targets.toArray(Target[]::new));
    dataPlane.changed();
    awaitCandidates(fresh);
    awaitNextAnswers();
    old.forEach(pods::kill);
    return fresh;
  }

  /** Until no request that was under way is any longer: what a pod's grace period is for. */
  private void awaitNextAnswers() {
    for (int self = 0; self < CLIENTS; self++) {
      int number = self;
      int before = answered.get(number);
      await().until(() -> answered.get(number) > before);
    }
  }

  /** Registered, then found healthy; at the end the data plane obeys. */
  private void register(List<String> present, List<String> fresh) {
    for (var status : List.of(INITIAL, HEALTHY)) {
      var targets = new ArrayList<Target>();
      present.forEach(ip -> targets.add(target(ip, HEALTHY)));
      fresh.forEach(ip -> targets.add(target(ip, status)));
      scene.targets("blue", targets.toArray(Target[]::new));
      dataPlane.changed();
    }
    var all = new ArrayList<>(present);
    all.addAll(fresh);
    awaitCandidates(all);
  }

  private void awaitCandidates(List<String> ips) {
    await()
        .until(
            () ->
                dataPlane.table().candidates("blue").stream()
                    .map(Target.Key::id)
                    .toList()
                    .equals(ips));
  }
}
