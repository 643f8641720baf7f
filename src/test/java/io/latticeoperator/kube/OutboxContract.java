package io.latticeoperator.kube;

import static io.latticeoperator.kube.ClusterUnderTest.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.latticeoperator.control.Outbox.EventType;
import io.latticeoperator.kubernetes.Kubernetes;
import io.latticeoperator.model.Owner;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

abstract class OutboxContract extends ClusterContract {
  OutboxContract(Kubernetes kubernetes) {
    super(kubernetes);
  }

  private static final Owner CHECKOUT = Owner.export("shop", "checkout");

  @Test
  void whatIsSaidAgainRaisesTheCountOfTheEventThatThereIs() throws InterruptedException {
    try (var it = open()) {
      it.applyExport("checkout", "{serviceRef: {name: web}}");
      it.protectedExport("checkout");
      for (int i = 0; i < 3; i++) {
        it.term.event(CHECKOUT, EventType.NORMAL, "Registered", "2 targets");
      }
      it.term.event(CHECKOUT, EventType.NORMAL, "Registered", "3 targets");
      eventually().until(() -> it.events("Registered").size() == 2);
      var first =
          it.events("Registered").stream()
              .filter(event -> event.getMessage().equals("2 targets"))
              .findFirst()
              .orElseThrow();
      assertEquals(3, first.getCount());
      assertEquals("LatticeExport", first.getInvolvedObject().getKind());
      assertEquals("lattice-operator", first.getSource().getComponent());
    }
  }

  @Test
  void anEventThatExpiredComesBack() throws InterruptedException {
    try (var it = open()) {
      it.applyExport("checkout", "{serviceRef: {name: web}}");
      it.protectedExport("checkout");
      it.term.event(CHECKOUT, EventType.WARNING, "Held", "2 targets");
      eventually().until(() -> it.events("Held").size() == 1);
      it.client.resource(it.events("Held").getFirst()).delete();
      it.term.event(CHECKOUT, EventType.WARNING, "Held", "2 targets");
      eventually().until(() -> it.events("Held").size() == 1);
    }
  }

  @Test
  void anEventOnAnExportThatIsGoneIsDropped() throws InterruptedException {
    try (var it = open()) {
      it.term.event(CHECKOUT, EventType.NORMAL, "Released", "all gone");
      it.applyExport("other", "{serviceRef: {name: web}}");
      it.protectedExport("other");
      assertEquals(0, it.events("Released").size());
    }
  }

  @Test
  void anEventInANamespaceThatIsBeingDeletedIsNotWorthAWarning() throws InterruptedException {
    var log = (Logger) LoggerFactory.getLogger(Events.class);
    var logged = new ListAppender<ILoggingEvent>();
    logged.start();
    var before = log.getLevel();
    log.setLevel(Level.DEBUG);
    log.addAppender(logged);
    try (var it = open()) {
      it.applyExport("checkout", "{serviceRef: {name: web}}");
      it.protectedExport("checkout");
      it.client.namespaces().withName("shop").delete();
      it.term.event(CHECKOUT, EventType.NORMAL, "Deleted", "the service");
      it.term.close();
      assertEquals(
          List.of(Level.DEBUG), logged.list.stream().map(ILoggingEvent::getLevel).toList());
    } finally {
      log.detachAppender(logged);
      log.setLevel(before);
    }
  }

  @Test
  void evidenceNamesThePodsThatLiveAndMatchTheSelector() throws InterruptedException {
    try (var it = open()) {
      it.applyService("checkout", Map.of());
      it.applyExport("checkout", "{serviceRef: {name: checkout}}");
      it.protectedExport("checkout");
      pod(it, "alive", "checkout", "10.0.1.1", "Running");
      pod(it, "finished", "checkout", "10.0.1.2", "Succeeded");
      pod(it, "foreign", "other", "10.0.1.3", "Running");
      it.term.evidenceWanted(it.exportFacts("checkout"));
      eventually().until(() -> !it.loop.evidence.isEmpty());
      assertEquals(Set.of("10.0.1.1"), it.loop.evidence.getFirst().alive());
    }
  }

  @Test
  void aServiceThatIsGoneHasNobodyAlive() throws InterruptedException {
    try (var it = open()) {
      it.applyExport("checkout", "{serviceRef: {name: checkout}}");
      it.protectedExport("checkout");
      pod(it, "alive", "checkout", "10.0.1.1", "Running");
      it.term.evidenceWanted(it.exportFacts("checkout"));
      eventually().until(() -> !it.loop.evidence.isEmpty());
      assertEquals(Set.of(), it.loop.evidence.getFirst().alive());
    }
  }

  @Test
  void theClusterIsKnownByTheUidOfKubeSystem() throws InterruptedException {
    try (var it = open()) {
      assertEquals(
          it.client.namespaces().withName("kube-system").get().getMetadata().getUid(),
          it.clusterId());
    }
  }

  private static void pod(ClusterUnderTest it, String name, String app, String ip, String phase) {
    var yaml =
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: %s, namespace: shop, labels: {app: %s}}
        spec: {containers: [{name: app, image: app}]}
        status: {phase: %s, podIP: %s, podIPs: [{ip: %s}]}
        """
            .formatted(name, app, phase, ip, ip);
    it.apply(yaml);
    io.fabric8.kubernetes.api.model.Pod pod =
        it.client.getKubernetesSerialization().unmarshal(yaml);
    it.client.resource(pod).patchStatus();
  }
}
