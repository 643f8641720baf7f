package io.latticeoperator.kube;

import static io.latticeoperator.kube.ClusterUnderTest.eventually;
import static io.latticeoperator.kube.ClusterUnderTest.report;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.latticeoperator.control.Observer;
import io.latticeoperator.control.Outbox.EventType;
import io.latticeoperator.engine.Report.Truth;
import io.latticeoperator.kube.ClusterUnderTest.Loop;
import io.latticeoperator.kube.ClusterUnderTest.Request;
import io.latticeoperator.model.Owner;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is said to the cluster is said in a term, and only while the leader may. */
class ClusterTermTest {
  private static final Owner CHECKOUT = Owner.export("shop", "checkout");

  private static List<Request> writes(ClusterUnderTest it) {
    return it.requests().stream().filter(request -> !request.method().equals("GET")).toList();
  }

  @Test
  void outsideOfATermTheCachesAreKeptWarmAndNothingIsWritten() throws InterruptedException {
    try (var it = new ClusterUnderTest()) {
      it.term.close();
      var before = writes(it);
      it.applyService("checkout", Map.of("export", "true"));
      it.applyExport("other", "{serviceRef: {name: other, port: 80}}");
      eventually().until(() -> it.cachedServices() == 1 && it.cachedExports() == 1);
      it.term.event(CHECKOUT, EventType.NORMAL, "Registered", "too late");

      assertEquals(before, writes(it));
      assertTrue(it.export("checkout").isEmpty());
      assertFalse(it.cluster.inUse());
    }
  }

  @Test
  void aLaterTermLooksAtWhatChangedBetween() throws InterruptedException {
    try (var it = new ClusterUnderTest()) {
      it.term.close();
      it.applyService("checkout", Map.of("export", "true"));
      it.applyExport("other", "{serviceRef: {name: other, port: 80}}");
      eventually().until(() -> it.cachedServices() == 1 && it.cachedExports() == 1);

      var loop = new Loop();
      try (var later = it.cluster.term(() -> true, Observer.NONE)) {
        later.start(loop);
        it.protectedExport("checkout");
        it.protectedExport("other");
        assertTrue(it.cluster.inUse());
        assertEquals(1, loop.looks.get());
        eventually().until(() -> loop.dirty.contains(CHECKOUT));

        var export = it.export("checkout").orElseThrow().getMetadata();
        later.report(
            report(export.getUid(), "checkout", export.getGeneration(), false, Truth.TRUE));
        eventually().until(() -> it.export("checkout").orElseThrow().getStatus() != null);
      }
    }
  }

  @Test
  void whileTheLeaderMayNotWriteItDoesNotAndLaterItDoes() throws InterruptedException {
    try (var it = new ClusterUnderTest()) {
      it.applyExport("checkout", "{serviceRef: {name: checkout, port: 80}}");
      it.protectedExport("checkout");
      it.mayWrite.set(false);
      it.report("checkout", 1, false, Truth.TRUE);
      it.applyService("web", Map.of("export", "true"));
      it.term.event(CHECKOUT, EventType.NORMAL, "Registered", "1 target");
      it.term.evidenceWanted(it.exportFacts("checkout"));
      eventually().until(() -> !it.loop.evidence.isEmpty());
      eventually().until(() -> it.refused() >= 3);
      assertNull(it.export("checkout").orElseThrow().getStatus());
      assertTrue(it.export("web").isEmpty());

      it.mayWrite.set(true);
      eventually().until(() -> it.export("checkout").orElseThrow().getStatus() != null);
      eventually().until(() -> it.export("web").isPresent());
      assertTrue(it.events("Registered").isEmpty(), "events are a courtesy");
    }
  }
}
