package io.latticeoperator.kube;

import static io.latticeoperator.kube.ClusterUnderTest.NAMESPACE;
import static io.latticeoperator.kube.ClusterUnderTest.eventually;

import io.latticeoperator.control.Outbox.EventType;
import io.latticeoperator.engine.Report.Truth;
import io.latticeoperator.model.Owner;
import java.util.Map;
import java.util.Objects;

/** All that the operator ever asks of a cluster, once. */
final class OperatorLife {
  private static final Owner CHECKOUT = Owner.export(NAMESPACE, "checkout");
  private static final Owner MESH = Owner.network("mesh");

  private OperatorLife() {}

  /** With LatticeNetworks, and the cluster's own identity. */
  static void inTheWholeCluster(ClusterUnderTest it) {
    if (it.clusterId().isEmpty()) {
      throw new AssertionError("the cluster has no identity");
    }
    aNetwork(it);
    inANamespace(it);
  }

  /** What is done where only some namespaces are watched. */
  static void inANamespace(ClusterUnderTest it) {
    it.applyService("checkout", Map.of("export", "true"));
    it.protectedExport("checkout");
    it.applyService("checkout", Map.of("export", "true", "network", "mesh"));
    eventually().until(() -> it.export("checkout").orElseThrow().getSpec().service() != null);
    it.report("checkout", 2, false, Truth.TRUE);
    eventually().until(() -> it.export("checkout").orElseThrow().getStatus() != null);
    it.term.event(CHECKOUT, EventType.NORMAL, "Registered", "1 target");
    it.term.event(CHECKOUT, EventType.NORMAL, "Registered", "1 target");
    eventually().until(() -> it.events("Registered").stream().anyMatch(e -> e.getCount() == 2));
    it.term.evidenceWanted(it.exportFacts("checkout"));
    eventually().until(() -> !it.loop.evidence.isEmpty());
    it.applyService("checkout", Map.of());
    eventually().until(() -> it.export("checkout").orElseThrow().isMarkedForDeletion());
    long deleting = it.export("checkout").orElseThrow().getMetadata().getGeneration();
    it.report("checkout", deleting, false, Truth.FALSE);
    eventually()
        .until(
            () ->
                Objects.equals(
                    it.export("checkout").orElseThrow().getStatus().observedGeneration(),
                    deleting));
    it.report("checkout", deleting, true, Truth.FALSE);
    eventually().until(() -> it.export("checkout").isEmpty());
  }

  private static void aNetwork(ClusterUnderTest it) {
    it.applyNetwork("mesh", "{}");
    long generation = it.protectedNetwork("mesh").getMetadata().getGeneration();
    it.reportNetwork("mesh", generation, false, Truth.TRUE);
    eventually().until(() -> it.network("mesh").orElseThrow().getStatus() != null);
    it.term.event(MESH, EventType.NORMAL, "Created", "the network");
    eventually().until(() -> it.events("Created").size() == 1);
    it.deleteNetwork("mesh");
    eventually().until(() -> it.network("mesh").orElseThrow().isMarkedForDeletion());
    long deleting = it.network("mesh").orElseThrow().getMetadata().getGeneration();
    it.reportNetwork("mesh", deleting, false, Truth.FALSE);
    eventually()
        .until(
            () ->
                Objects.equals(
                    it.network("mesh").orElseThrow().getStatus().observedGeneration(), deleting));
    it.reportNetwork("mesh", deleting, true, Truth.FALSE);
    eventually().until(() -> it.network("mesh").isEmpty());
  }
}
