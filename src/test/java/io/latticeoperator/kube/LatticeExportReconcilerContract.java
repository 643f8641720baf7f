package io.latticeoperator.kube;

import static io.latticeoperator.kube.ClusterUnderTest.eventually;
import static io.latticeoperator.kube.ClusterUnderTest.report;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.latticeoperator.engine.Report.Truth;
import io.latticeoperator.kube.api.Condition;
import io.latticeoperator.kube.api.Crd;
import io.latticeoperator.kube.api.LatticeExport;
import io.latticeoperator.kube.api.LatticeExportStatus;
import io.latticeoperator.kubernetes.Kubernetes;
import io.latticeoperator.model.Owner;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

abstract class LatticeExportReconcilerContract extends ClusterContract {
  LatticeExportReconcilerContract(Kubernetes kubernetes) {
    super(kubernetes);
  }

  private static final Owner CHECKOUT = Owner.export("shop", "checkout");

  @Test
  void anExportIsProtectedByTheFinalizerBeforeItHasFacts() throws InterruptedException {
    try (var it = open()) {
      assertEquals(1, it.loop.looks.get());
      assertTrue(it.cluster.facts().synced());
      it.applyExport("checkout", "{serviceRef: {name: web}}");
      var export = it.protectedExport("checkout");
      assertEquals(List.of(LatticeExport.FINALIZER), export.getMetadata().getFinalizers());
      assertTrue(it.loop.dirty.contains(CHECKOUT));
    }
  }

  @Test
  void aReportBecomesStatusAndTheSameReportIsNotWrittenAgain() throws InterruptedException {
    try (var it = open()) {
      it.applyExport("checkout", "{serviceRef: {name: web}}");
      long generation = it.protectedExport("checkout").getMetadata().getGeneration();
      it.report("checkout", generation, false, Truth.FALSE);
      eventually().until(() -> status(it).isPresent());
      var first = it.export("checkout").orElseThrow();
      assertEquals("3/3", first.getStatus().targets());
      assertEquals("mesh", first.getStatus().network());
      assertEquals(7, first.getStatus().conditions().size());
      assertEquals("web", first.getSpec().serviceRef().name());

      it.report("checkout", generation, false, Truth.FALSE);
      it.term.report(report("no-such-uid", "other", generation, false, Truth.FALSE));
      it.applyExport("other", "{serviceRef: {name: web}}");
      it.protectedExport("other");
      assertEquals(
          first.getMetadata().getResourceVersion(),
          it.export("checkout").orElseThrow().getMetadata().getResourceVersion());

      it.report("checkout", generation, false, Truth.TRUE);
      eventually()
          .until(
              () ->
                  status(it).orElseThrow().conditions().getFirst().status()
                      == Condition.Truth.TRUE);
      assertNotEquals(
          first.getMetadata().getResourceVersion(),
          it.export("checkout").orElseThrow().getMetadata().getResourceVersion());
    }
  }

  @Test
  void aDeletedExportStaysUntilAReportOnItsDeletionSaysReleased() throws InterruptedException {
    try (var it = open()) {
      it.applyExport("checkout", "{serviceRef: {name: web}}");
      long generation = it.protectedExport("checkout").getMetadata().getGeneration();
      it.report("checkout", generation, true, Truth.TRUE);
      eventually().until(() -> status(it).isPresent());
      it.loop.dirty.clear();
      it.deleteExport("checkout");
      eventually()
          .until(
              () ->
                  it.cluster.facts().facts(CHECKOUT).orElseThrow().deleting()
                      && it.loop.dirty.contains(CHECKOUT));
      long deleting = it.export("checkout").orElseThrow().getMetadata().getGeneration();

      it.report("checkout", deleting, false, Truth.FALSE);
      eventually().until(() -> observed(it) == deleting);
      assertEquals(
          List.of(LatticeExport.FINALIZER),
          it.export("checkout").orElseThrow().getMetadata().getFinalizers());

      it.report("checkout", deleting, true, Truth.FALSE);
      eventually().until(() -> it.export("checkout").isEmpty());
      eventually().until(() -> it.cluster.facts().facts(CHECKOUT).isEmpty());
    }
  }

  @Test
  void aReportOnAnEarlierExportOfTheSameNameReleasesNothing() throws InterruptedException {
    try (var it = open()) {
      it.applyExport("checkout", "{serviceRef: {name: web}}");
      var uid = it.protectedExport("checkout").getMetadata().getUid();
      it.deleteExport("checkout");
      eventually().until(() -> it.cluster.facts().facts(CHECKOUT).orElseThrow().deleting());
      it.report("checkout", 2, true, Truth.FALSE);
      eventually().until(() -> it.cluster.facts().facts(CHECKOUT).isEmpty());

      it.applyExport("checkout", "{serviceRef: {name: web}}");
      it.protectedExport("checkout");
      it.deleteExport("checkout");
      eventually().until(() -> it.cluster.facts().facts(CHECKOUT).orElseThrow().deleting());
      it.term.report(report(uid, "checkout", 2, true, Truth.FALSE));
      it.applyExport("other", "{serviceRef: {name: web}}");
      it.protectedExport("other");
      assertTrue(it.export("checkout").isPresent());
      it.report("checkout", 2, true, Truth.FALSE);
      eventually().until(() -> it.export("checkout").isEmpty());
    }
  }

  @Test
  void changesOfServiceAndSlicesWakeTheExportsThatReferToThem() throws InterruptedException {
    try (var it = open()) {
      it.applyExport("one", "{serviceRef: {name: web}}");
      it.applyExport("two", "{serviceRef: {name: web}}");
      it.applyExport("three", "{serviceRef: {name: other}}");
      it.protectedExport("one");
      it.protectedExport("two");
      it.protectedExport("three");
      var woken = List.of(Owner.export("shop", "one"), Owner.export("shop", "two"));

      it.loop.dirty.clear();
      it.applyService("web", Map.of());
      eventually().until(() -> it.loop.dirty.containsAll(woken));

      it.loop.dirty.clear();
      it.apply(
          """
          apiVersion: discovery.k8s.io/v1
          kind: EndpointSlice
          metadata:
            name: web-1
            namespace: shop
            labels: {kubernetes.io/service-name: web}
          addressType: IPv4
          ports: [{name: web, port: 8080, protocol: TCP}]
          endpoints:
          - addresses: [10.0.1.7]
            conditions: {ready: true}
          """);
      eventually().until(() -> it.loop.dirty.containsAll(woken));
      assertEquals(
          List.of("10.0.1.7"),
          it.exportFacts(woken.getFirst().name())
              .slices()
              .getFirst()
              .endpoints()
              .getFirst()
              .addresses());
      assertFalse(it.loop.dirty.contains(Owner.export("shop", "three")));
    }
  }

  @Test
  void onlyTheGivenNamespacesAreWatched() throws InterruptedException {
    try (var it = open(Set.of("shop"), Crd.values())) {
      it.createNamespace("lab");
      it.apply(
          """
          apiVersion: latticeoperator.io/v1alpha1
          kind: LatticeExport
          metadata: {name: hidden, namespace: lab}
          spec: {serviceRef: {name: web}}
          """);
      it.applyExport("checkout", "{serviceRef: {name: web}}");
      it.protectedExport("checkout");
      assertEquals(1, it.cluster.facts().all().size());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{serviceRef: {name: web, port: 0}} | number from 1 to 65535",
        "{serviceRef: {name: web}, service: {name: svc-web}} | svc-",
        "{serviceRef: {name: web}, service: {name: a--b}} | spec.service.name",
        "{serviceRef: {name: web}, service: {listeners: [{protocol: HTTP}, {protocol: HTTPS, port: 80}]}} | different ports",
        "{serviceRef: {name: web}, service: {listeners: [{protocol: TCP}]}} | protocol",
        "{serviceRef: {name: web}, targetGroup: {healthCheck: {intervalSeconds: 4}}} | intervalSeconds",
        "{serviceRef: {name: web}, targetGroup: {healthCheck: {matcher: 2xx}}} | matcher",
        "{serviceRef: {name: web}, safety: {maxRemovalPercent: 101}} | maxRemovalPercent",
        "{serviceRef: {}} | serviceRef.name",
        "{} | serviceRef",
      })
  void theApiServerRefusesABadSpecAndNamesTheField(String spec, String named)
      throws InterruptedException {
    try (var it = open()) {
      var refused =
          assertThrows(KubernetesClientException.class, () -> it.applyExport("checkout", spec));
      assertEquals(422, refused.getCode());
      assertTrue(refused.getStatus().getMessage().contains(named), refused.toString());
    }
  }

  private static long observed(ClusterUnderTest it) {
    return status(it).map(LatticeExportStatus::observedGeneration).orElse(0L);
  }

  private static Optional<LatticeExportStatus> status(ClusterUnderTest it) {
    return it.export("checkout").map(LatticeExport::getStatus);
  }
}
