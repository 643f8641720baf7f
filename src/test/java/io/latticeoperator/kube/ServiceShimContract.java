package io.latticeoperator.kube;

import static io.latticeoperator.kube.ClusterUnderTest.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.latticeoperator.engine.Report.Truth;
import io.latticeoperator.kube.api.DeletionPolicy;
import io.latticeoperator.kubernetes.Kubernetes;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

abstract class ServiceShimContract extends ClusterContract {
  ServiceShimContract(Kubernetes kubernetes) {
    super(kubernetes);
  }

  @Test
  void anAnnotatedServiceGetsAnExportThatItOwns() throws InterruptedException {
    try (var it = open()) {
      it.applyService("checkout", Map.of("export", "true", "network", "mesh"));
      var export = it.protectedExport("checkout");
      var owner = export.getMetadata().getOwnerReferences().getFirst();
      assertEquals("Service", owner.getKind());
      assertEquals("checkout", owner.getName());
      assertTrue(owner.getController());
      assertEquals(
          "lattice-operator", export.getMetadata().getLabels().get("app.kubernetes.io/managed-by"));
      assertEquals("checkout", export.getSpec().serviceRef().name());
      assertEquals(List.of("mesh"), ExportSpecReader.read(export.getSpec()).networks());
    }
  }

  @Test
  void changedAnnotationsChangeTheExportAndRemovedOnesAreTakenBack() throws InterruptedException {
    try (var it = open()) {
      it.applyService("checkout", Map.of("export", "true", "network", "mesh"));
      it.protectedExport("checkout");
      it.applyService("checkout", Map.of("export", "true", "deletion-policy", "Retain"));
      eventually()
          .until(
              () ->
                  it.export("checkout").orElseThrow().getSpec().deletionPolicy()
                      == DeletionPolicy.RETAIN);
      assertNull(it.export("checkout").orElseThrow().getSpec().service());
    }
  }

  @Test
  void theExportGoesWithTheAnnotation() throws InterruptedException {
    try (var it = open()) {
      it.applyService("checkout", Map.of("export", "true"));
      it.protectedExport("checkout");
      it.applyService("checkout", Map.of());
      eventually().until(() -> it.export("checkout").orElseThrow().isMarkedForDeletion());
      it.report("checkout", 2, true, Truth.TRUE);
      eventually().until(() -> it.export("checkout").isEmpty());
    }
  }

  @Test
  void anExportDeletedByHandComesBackWhileTheAnnotationStands() throws InterruptedException {
    try (var it = open()) {
      it.applyService("checkout", Map.of("export", "true"));
      var first = it.protectedExport("checkout");
      it.deleteExport("checkout");
      eventually().until(() -> it.export("checkout").orElseThrow().isMarkedForDeletion());
      eventually()
          .until(
              () -> {
                it.report("checkout", 2, true, Truth.TRUE);
                return it.export("checkout")
                    .filter(e -> !e.getMetadata().getUid().equals(first.getMetadata().getUid()))
                    .isPresent();
              });
    }
  }

  @Test
  void aBadValueIsAnEventOnTheServiceAndLeavesTheExportAsItWas() throws InterruptedException {
    try (var it = open()) {
      it.applyService("checkout", Map.of("export", "true", "network", "mesh"));
      it.protectedExport("checkout");
      it.applyService("checkout", Map.of("export", "true", "port", "no port"));
      eventually().until(() -> !it.events(ServiceShim.INVALID_ANNOTATION).isEmpty());
      var event = it.events(ServiceShim.INVALID_ANNOTATION).getFirst();
      assertEquals("Warning", event.getType());
      assertEquals("Service", event.getInvolvedObject().getKind());
      assertEquals("checkout", event.getInvolvedObject().getName());
      assertEquals(
          "latticeoperator.io/port: \"no port\" is not allowed; allowed: the name or number (1 to"
              + " 65535) of a port",
          event.getMessage());
      assertEquals(
          List.of("mesh"),
          ExportSpecReader.read(it.export("checkout").orElseThrow().getSpec()).networks());
    }
  }

  @Test
  void anExportWrittenByHandIsNeverTakenOver() throws InterruptedException {
    try (var it = open()) {
      it.applyExport("checkout", "{serviceRef: {name: web}, suspend: true}");
      it.protectedExport("checkout");
      it.applyService("checkout", Map.of("export", "true", "network", "mesh"));
      eventually().until(() -> !it.events(ServiceShim.EXPORT_EXISTS).isEmpty());
      it.applyService("checkout", Map.of());
      it.applyService("other", Map.of("export", "true"));
      it.protectedExport("other");
      var export = it.export("checkout").orElseThrow();
      assertEquals("web", export.getSpec().serviceRef().name());
      assertTrue(export.getMetadata().getOwnerReferences().isEmpty());
      assertFalse(export.isMarkedForDeletion());
    }
  }

  @Test
  void whatTheApiServerRefusesIsToldInItsWords() throws InterruptedException {
    try (var it = open()) {
      it.applyService("checkout", Map.of("export", "true"));
      it.protectedExport("checkout");
      it.applyService("checkout", Map.of("export", "true", "service-name", "another"));
      eventually().until(() -> !it.events(ServiceShim.EXPORT_REFUSED).isEmpty());
      assertTrue(
          it.events(ServiceShim.EXPORT_REFUSED)
              .getFirst()
              .getMessage()
              .contains("spec.service.name may not be changed, added or removed"));
    }
  }
}
