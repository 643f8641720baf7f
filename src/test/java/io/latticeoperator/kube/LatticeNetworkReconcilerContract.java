package io.latticeoperator.kube;

import static io.latticeoperator.kube.ClusterUnderTest.eventually;
import static io.latticeoperator.kube.ClusterUnderTest.networkReport;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.latticeoperator.control.Outbox.EventType;
import io.latticeoperator.engine.Report.Truth;
import io.latticeoperator.kube.api.Crd;
import io.latticeoperator.kube.api.DeletionPolicy;
import io.latticeoperator.kube.api.LatticeExport;
import io.latticeoperator.kube.api.LatticeNetwork;
import io.latticeoperator.kube.api.LatticeNetworkStatus;
import io.latticeoperator.kubernetes.Kubernetes;
import io.latticeoperator.model.Owner;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

abstract class LatticeNetworkReconcilerContract extends ClusterContract {
  LatticeNetworkReconcilerContract(Kubernetes kubernetes) {
    super(kubernetes);
  }

  private static final Owner MESH = Owner.network("mesh");

  @Test
  void aNetworkIsProtectedByTheFinalizerBeforeItHasFacts() throws InterruptedException {
    try (var it = open()) {
      it.applyNetwork("mesh", "{default: true}");
      var network = it.protectedNetwork("mesh");
      assertEquals(List.of(LatticeExport.FINALIZER), network.getMetadata().getFinalizers());
      assertTrue(it.loop.dirty.contains(MESH));
      assertTrue(it.networkFacts("mesh").spec().standard());
      assertEquals(1, it.cluster.facts().all().size());
    }
  }

  @Test
  void aReportBecomesStatusAndTheSameReportIsNotWrittenAgain() throws InterruptedException {
    try (var it = open()) {
      it.applyNetwork("mesh", "{}");
      long generation = it.protectedNetwork("mesh").getMetadata().getGeneration();
      it.reportNetwork("mesh", generation, false, Truth.TRUE);
      eventually().until(() -> status(it).isPresent());
      var first = it.network("mesh").orElseThrow();
      assertEquals("sn-0123456789abcdef0", first.getStatus().serviceNetwork().id());
      assertEquals(
          "https://eu-west-1.console.aws.amazon.com/cloudwatch/home?region=eu-west-1"
              + "#dashboards/dashboard/lattice-mesh",
          first.getStatus().dashboard().url());
      assertEquals(DeletionPolicy.DELETE, first.getSpec().deletionPolicy());

      it.reportNetwork("mesh", generation, false, Truth.TRUE);
      it.term.report(networkReport("no-such-uid", "mesh", generation, false, Truth.FALSE));
      it.applyNetwork("other", "{}");
      it.protectedNetwork("other");
      assertEquals(
          first.getMetadata().getResourceVersion(),
          it.network("mesh").orElseThrow().getMetadata().getResourceVersion());
    }
  }

  @Test
  void aDeletedNetworkStaysUntilAReportOnItsDeletionSaysReleased() throws InterruptedException {
    try (var it = open()) {
      it.applyNetwork("mesh", "{}");
      long generation = it.protectedNetwork("mesh").getMetadata().getGeneration();
      it.reportNetwork("mesh", generation, true, Truth.TRUE);
      eventually().until(() -> status(it).isPresent());
      it.deleteNetwork("mesh");
      eventually().until(() -> it.networkFacts("mesh").deleting());
      long deleting = it.network("mesh").orElseThrow().getMetadata().getGeneration();

      it.reportNetwork("mesh", deleting, false, Truth.FALSE);
      eventually()
          .until(() -> status(it).map(s -> s.observedGeneration() == deleting).orElse(false));
      assertTrue(it.network("mesh").isPresent());

      it.reportNetwork("mesh", deleting, true, Truth.FALSE);
      eventually().until(() -> it.network("mesh").isEmpty());
      eventually().until(() -> it.cluster.facts().facts(MESH).isEmpty());
    }
  }

  @Test
  void aNamespacesLabelsComeWithItsExportsAndAChangeWakesThem() throws InterruptedException {
    try (var it = open()) {
      it.applyExport("checkout", "{serviceRef: {name: web}}");
      it.protectedExport("checkout");
      eventually()
          .until(
              () ->
                  "shop"
                      .equals(
                          it.exportFacts("checkout")
                              .namespaceLabels()
                              .get("kubernetes.io/metadata.name")));
      it.loop.dirty.clear();
      it.client
          .namespaces()
          .withName("shop")
          .edit(
              namespace -> {
                namespace.getMetadata().getLabels().put("tier", "one");
                return namespace;
              });
      eventually()
          .until(() -> "one".equals(it.exportFacts("checkout").namespaceLabels().get("tier")));
      eventually().until(() -> it.loop.dirty.contains(Owner.export("shop", "checkout")));
    }
  }

  @Test
  void aServiceAccountsRoleComesWithThoseWhosePolicyNamesItAndAChangeWakesThem()
      throws InterruptedException {
    var auth =
        "{type: AWS_IAM, policy: {statements: [{effect: Allow, principals:"
            + " [{serviceAccount: {namespace: shop, name: front}}]}]}}";
    try (var it = open()) {
      it.applyNetwork("mesh", "{auth: " + auth + "}");
      it.applyNetwork("other", "{}");
      it.applyExport("checkout", "{serviceRef: {name: web}, service: {auth: " + auth + "}}");
      it.protectedNetwork("mesh");
      it.protectedNetwork("other");
      it.protectedExport("checkout");
      it.applyServiceAccount("front", null);
      assertEquals(0, it.networkFacts("mesh").roles().size());

      it.loop.dirty.clear();
      it.applyServiceAccount("front", "arn:aws:iam::123456789012:role/front");
      eventually()
          .until(() -> it.loop.dirty.containsAll(List.of(MESH, Owner.export("shop", "checkout"))));
      assertEquals(
          List.of("arn:aws:iam::123456789012:role/front"),
          List.copyOf(it.networkFacts("mesh").roles().values()));
      assertEquals(it.networkFacts("mesh").roles(), it.exportFacts("checkout").roles());

      it.loop.dirty.clear();
      it.applyServiceAccount("front", null);
      eventually().until(() -> it.networkFacts("mesh").roles().isEmpty());
      eventually().until(() -> it.loop.dirty.contains(MESH));
      assertFalse(it.loop.dirty.contains(Owner.network("other")));
    }
  }

  @Test
  void anEventOnANetworkIsFiledWhereThoseOfClusterScopedObjectsAre() throws InterruptedException {
    try (var it = open()) {
      it.applyNetwork("mesh", "{}");
      it.protectedNetwork("mesh");
      it.term.event(MESH, EventType.WARNING, "Denied", "not allowed");
      eventually().until(() -> it.events("Denied").size() == 1);
      var event = it.events("Denied").getFirst();
      assertEquals("default", event.getMetadata().getNamespace());
      assertEquals("LatticeNetwork", event.getInvolvedObject().getKind());
      assertEquals("mesh", event.getInvolvedObject().getName());
    }
  }

  @Test
  void aClusterWithoutLatticeNetworksHasExportsAllTheSame() throws InterruptedException {
    try (var it = open(Set.of(), Crd.EXPORT)) {
      it.applyExport("checkout", "{serviceRef: {name: web}}");
      it.protectedExport("checkout");
      assertTrue(it.cluster.facts().synced());
      assertEquals(Optional.empty(), it.cluster.facts().facts(MESH));
      assertEquals(1, it.cluster.facts().all().size());
    }
  }

  @Test
  void whenOnlySomeNamespacesAreWatchedNothingOutsideOfThemIsRead() throws InterruptedException {
    try (var it = open(Set.of("shop"), Crd.values())) {
      it.applyNetwork("mesh", "{}");
      it.applyExport("checkout", "{serviceRef: {name: web}}");
      it.protectedExport("checkout");
      assertEquals(Optional.empty(), it.cluster.facts().facts(MESH));
      assertEquals(List.of(), it.network("mesh").orElseThrow().getMetadata().getFinalizers());
      assertEquals(0, it.exportFacts("checkout").namespaceLabels().size());
      assertTrue(
          it.requests().stream()
              .map(ClusterUnderTest.Request::path)
              .allMatch(path -> path.contains("/namespaces/shop/")),
          it.requests()::toString);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | {serviceNetwork: {name: other}} | spec.serviceNetwork.name may not be changed",
        "{serviceNetwork: {name: one}} | {serviceNetwork: {name: two}} | spec.serviceNetwork.name may not be changed",
        "{serviceNetwork: {name: one}} | {} | spec.serviceNetwork.name may not be changed",
        "{serviceNetwork: {reference: one}} | {serviceNetwork: {reference: two}} | spec.serviceNetwork.reference may not be changed",
        "{serviceNetwork: {reference: one}} | {serviceNetwork: {}} | spec.serviceNetwork.reference may not be changed",
        "{vpcAssociation: {vpcId: vpc-00000001}} | {vpcAssociation: {vpcId: vpc-00000002}} | vpcAssociation.vpcId may not be changed",
        "{vpcAssociation: {}} | {vpcAssociation: {vpcId: vpc-00000002}} | vpcAssociation.vpcId may not be changed",
      })
  void whatWouldBeAnotherThingCannotBeChanged(String before, String after, String named)
      throws InterruptedException {
    try (var it = open()) {
      it.applyNetwork("mesh", before);
      var refused =
          assertThrows(KubernetesClientException.class, () -> it.applyNetwork("mesh", after));
      assertEquals(422, refused.getCode());
      assertTrue(refused.getStatus().getMessage().contains(named), refused.toString());
    }
  }

  @Test
  void anAssociationCanBeTakenAwayAndPutBackForAnotherVpc() throws InterruptedException {
    try (var it = open()) {
      it.applyNetwork("mesh", "{vpcAssociation: {vpcId: vpc-00000001}}");
      for (var patch : List.of("null", "{\"vpcId\": \"vpc-00000002\"}")) {
        it.client
            .resources(LatticeNetwork.class)
            .withName("mesh")
            .patch(
                PatchContext.of(PatchType.JSON_MERGE),
                "{\"spec\": {\"vpcAssociation\": %s}}".formatted(patch));
      }
      assertEquals(
          "vpc-00000002", it.network("mesh").orElseThrow().getSpec().vpcAssociation().vpcId());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Mesh.example | {} | metadata.name",
        "ab | {} | metadata.name is the service network's name",
        "mesh.example | {} | metadata.name is the service network's name",
        "sn-mesh | {} | metadata.name is the service network's name",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa | {serviceNetwork: {name: mesh}} | metadata.name may have at most 63",
      })
  void aNameThatNoServiceNetworkCanHaveIsRefused(String name, String spec, String named)
      throws InterruptedException {
    try (var it = open()) {
      var refused =
          assertThrows(KubernetesClientException.class, () -> it.applyNetwork(name, spec));
      assertTrue(refused.getStatus().getMessage().contains(named), refused.toString());
      it.applyNetwork("mesh.example", "{serviceNetwork: {name: mesh}}");
    }
  }

  @Test
  void kubectlGetShowsWhatAnAdministratorLooksFor() throws Exception {
    try (var it = open()) {
      it.applyNetwork("mesh", "{}");
      long generation = it.protectedNetwork("mesh").getMetadata().getGeneration();
      it.reportNetwork("mesh", generation, false, Truth.TRUE);
      eventually().until(() -> status(it).isPresent());
      var table = it.table("/apis/latticeoperator.io/v1alpha1/latticenetworks");
      assertEquals(
          List.of(
              "Name",
              "READY",
              "NETWORK",
              "ID",
              "VPC",
              "AUTH",
              "EXPORTS",
              "AGE",
              "REASON*",
              "LOGS*",
              "DASHBOARD*"),
          table.columns());
      var row = table.rows().getFirst();
      assertEquals(
          List.of(
              "mesh",
              "True",
              "mesh",
              "sn-0123456789abcdef0",
              "vpc-0123456789abcdef0",
              "AWS_IAM",
              "3"),
          row.subList(0, 7));
      assertEquals(List.of("Reason", "/lattice/mesh", "lattice-mesh"), row.subList(8, 11));
    }
  }

  private static Optional<LatticeNetworkStatus> status(ClusterUnderTest it) {
    return it.network("mesh").map(LatticeNetwork::getStatus);
  }
}
