package io.latticeoperator.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.latticeoperator.kube.api.LatticeExport;
import io.latticeoperator.kube.api.LatticeNetwork;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class UninstallCommandTest {
  private static final String OPERATOR =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: lattice-operator
        namespace: shop
        labels: {app.kubernetes.io/name: lattice-operator}
      spec:
        replicas: 2
        selector: {matchLabels: {app: operator}}
        template:
          metadata: {labels: {app: operator}}
          spec: {containers: [{name: operator, image: operator}]}
      """;

  private final CommandWorld world = new CommandWorld();

  @AfterEach
  void end() {
    world.close();
  }

  @Test
  @Tag("slow")
  void deleteLeavesNothingInAwsAndAnnotatedServicesMakeNothingNew() throws Exception {
    serving();

    var ran = world.run("uninstall", "--policy", "delete", "--timeout", "60s");

    assertEquals(
        """
        there is no operator: nothing is to be stopped
        1 to go: LatticeExport/shop/web
        every LatticeExport is gone
        1 to go: LatticeNetwork/mesh
        every LatticeNetwork is gone
        Done: nothing is left but what a deletionPolicy Retain keeps.
        """,
        ran.out(),
        ran.err());
    assertEquals(ExitCode.OK, ran.code());
    assertEquals(List.of(), arns());
    assertEquals(List.of(), objects());
  }

  @Test
  @Tag("slow")
  void whatAnExportRetainsStays() throws Exception {
    serving();
    world.service(
        "web", "latticeoperator.io/export: 'true', latticeoperator.io/deletion-policy: Retain");
    world.operateUntil(
        () -> world.export("web").orElseThrow().getSpec().deletionPolicy().name().equals("RETAIN"));

    var ran = world.run("uninstall", "--policy", "delete", "--timeout", "20s");

    assertEquals(List.of(), exports(), ran.out() + ran.err());
    assertTrue(arns().stream().anyMatch(arn -> arn.contains(":service/")), arns()::toString);
  }

  @Test
  void retainLetsGoAndAsksNothingOfAws() throws Exception {
    serving();
    var before = arns();
    int calls = world.aws.lattice().journal().since(1).size();

    var ran = world.run("uninstall", "--policy", "retain", "--operator", "none");

    assertEquals(
        """
        LatticeExport/shop/web: let go
        LatticeNetwork/mesh: let go
        Done: everything goes on serving; an operator that comes later takes over.
        """,
        ran.out(),
        ran.err());
    assertEquals(ExitCode.OK, ran.code());
    assertEquals(calls, world.aws.lattice().journal().since(1).size());
    assertEquals(before, arns());
    assertEquals(List.of("LatticeExport/web", "LatticeNetwork/mesh"), objects());
    assertEquals(List.of(), world.export("web").orElseThrow().getFinalizers());
  }

  @Test
  @Tag("slow")
  void whatWasLetGoOfCanStillBeDeletedWithAllThatItHasMade() throws Exception {
    serving();
    world.run("uninstall", "--policy", "retain", "--operator", "none");

    var ran = world.run("uninstall", "--policy", "delete", "--operator", "none");

    assertEquals(ExitCode.OK, ran.code(), ran.out() + ran.err());
    assertEquals(List.of(), arns());
  }

  @Test
  void anObjectThatIsBeingDeletedIsLetGoOf() throws Exception {
    serving();
    world.client.resources(LatticeExport.class).inNamespace("shop").withName("web").delete();

    var ran = world.run("uninstall", "--policy", "retain", "--operator", "none");

    assertTrue(ran.out().contains("it was being deleted, and goes without"), ran.out());
    assertEquals(List.of(), exports());
  }

  /** So that no replica that was overlooked writes at the same time. */
  @Test
  void itIsDoneByTheOperatorsLease() throws Exception {
    serving();
    var before = arns();
    var environment = new HashMap<>(CommandWorld.ENVIRONMENT);
    environment.put("LATTICE_LEASE_NAMESPACE", "shop");
    environment.put("LATTICE_LEASE_NAME", "mine");
    world.apply(
        """
        apiVersion: coordination.k8s.io/v1
        kind: Lease
        metadata: {name: mine, namespace: shop}
        spec: {holderIdentity: another, leaseDurationSeconds: 60, leaseTransitions: 1}
        """);

    var ran = world.run(environment, "uninstall", "--policy", "delete", "--timeout", "6s");

    assertEquals(ExitCode.FAILED, ran.code(), ran.out() + ran.err());
    assertEquals(before, arns());
  }

  @Test
  void theOperatorIsStoppedFirstAndStaysSo() throws Exception {
    serving();
    world.apply(OPERATOR);

    var ran = world.run("uninstall", "--policy", "retain");

    assertTrue(
        ran.out().startsWith("stopping the operator shop/lattice-operator, which has 2 replicas\n"),
        ran.out());
    assertEquals(0, replicas());
  }

  @Test
  void whatIsLeftIsToldAndTheOperatorRunsAgain() throws Exception {
    serving();
    world.apply(OPERATOR);
    world
        .client
        .resources(LatticeExport.class)
        .inNamespace("shop")
        .withName("web")
        .edit(
            it -> {
              it.addFinalizer("example.com/mine");
              return it;
            });

    var ran =
        world.run(
            "uninstall",
            "--policy",
            "delete",
            "--operator",
            "shop/lattice-operator",
            "--timeout",
            "4s");

    assertEquals(ExitCode.FAILED, ran.code(), ran.out());
    assertTrue(ran.err().startsWith("Not done:\n  LatticeExport/shop/web"), ran.err());
    assertTrue(
        ran.err()
            .endsWith(
                "To go on: lattice uninstall --policy delete --operator shop/lattice-operator"
                    + " --timeout 4s\n"),
        ran.err());
    assertTrue(ran.out().endsWith("runs again, with 2 replicas\n"), ran.out());
    assertEquals(2, replicas());
  }

  @Test
  void aPodOfTheOperatorThatDoesNotEndStandsInTheWay() throws Exception {
    serving();
    world.apply(OPERATOR);
    world.apply(
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: operator-1, namespace: shop, labels: {app: operator}}
        spec: {containers: [{name: operator, image: operator}]}
        """);

    var ran = world.run("uninstall", "--policy", "retain", "--timeout", "1s");

    assertEquals(ExitCode.FAILED, ran.code(), ran.out());
    assertTrue(ran.err().contains("pod operator-1 of the operator has not ended"), ran.err());
    assertEquals(2, replicas());
    assertEquals(1, world.export("web").orElseThrow().getFinalizers().size());
  }

  @Test
  void withoutDefinitionsThereIsNothingToDo() {
    world.client.resources(CustomResourceDefinition.class).delete();

    for (var policy : List.of("delete", "retain")) {
      var ran = world.run("uninstall", "--policy", policy, "--operator", "none");

      assertEquals(ExitCode.OK, ran.code(), ran.out() + ran.err());
    }
  }

  @Test
  void whatWouldGoIsShownAndNothingIsDone() throws Exception {
    serving();
    var before = arns();

    var ran = world.run("uninstall", "--policy", "delete", "--dry-run");

    assertEquals(
        """
        Would be deleted:
          LatticeExport/shop/web
          LatticeNetwork/mesh

        LatticeNetwork/mesh
          - delete VPC association vpc-0123456789abcdef0 with service-network
              because: no longer wanted
          - delete service network mesh (auth NONE)
              because: no longer wanted

        LatticeExport/shop/web
        """,
        ran.out().lines().limit(11).reduce("", (all, line) -> all + line + "\n"),
        ran.err());
    assertTrue(ran.out().contains("targets: 0 to register, 1 to deregister."), ran.out());
    assertEquals(ExitCode.OK, ran.code());
    assertEquals(before, arns());
    assertFalse(world.export("web").orElseThrow().isMarkedForDeletion());

    var retained = world.run("uninstall", "--policy", "retain", "--dry-run");
    assertEquals(
        """
        Would be let go of, and stay:
          LatticeExport/shop/web
          LatticeNetwork/mesh
        """,
        retained.out());
  }

  @Test
  void wrongUsageIsAnsweredWithWhatIsAllowed() {
    var none = world.run("uninstall");
    assertEquals(ExitCode.USAGE, none.code());
    assertTrue(none.err().contains("--policy=delete|retain"), none.err());

    var odd = world.run("uninstall", "--policy", "retain", "--operator", "mine");
    assertEquals(ExitCode.USAGE, odd.code());
    assertTrue(odd.err().contains("must be NAMESPACE/NAME of a Deployment, or none"), odd.err());

    var settings = world.run(Map.of(), "uninstall", "--policy", "delete");
    assertEquals(ExitCode.USAGE, settings.code());
    assertTrue(settings.err().contains("--vpc-id"), settings.err());
  }

  @Test
  @Tag("slow")
  void aClusterThatDoesNotAnswerIsMissing() {
    var ran = world.runWithoutCluster("uninstall", "--policy", "retain", "--operator", "none");

    assertEquals(ExitCode.ENVIRONMENT, ran.code(), ran.out());
  }

  private void serving() throws InterruptedException {
    world.apply(
        """
        apiVersion: latticeoperator.io/v1alpha1
        kind: LatticeNetwork
        metadata: {name: mesh}
        spec:
          default: true
          serviceNetwork: {deletionPolicy: Delete}
          vpcAssociation: {deletionPolicy: Delete}
        """);
    world.service("web", "latticeoperator.io/export: 'true'");
    world.pod("web", "web-1", "10.0.1.5", true);
    world.operateUntil(() -> world.isTrue("web", "Healthy"));
  }

  private int replicas() {
    return world
        .client
        .apps()
        .deployments()
        .inNamespace("shop")
        .withName("lattice-operator")
        .get()
        .getSpec()
        .getReplicas();
  }

  private List<String> exports() {
    return world.client.resources(LatticeExport.class).inAnyNamespace().list().getItems().stream()
        .map(it -> "LatticeExport/" + it.getMetadata().getName())
        .toList();
  }

  private List<String> objects() {
    return Stream.concat(
            exports().stream(),
            world.client.resources(LatticeNetwork.class).list().getItems().stream()
                .map(it -> "LatticeNetwork/" + it.getMetadata().getName()))
        .toList();
  }

  /** Of all that carries a tag. */
  private List<String> arns() {
    try (var clients = world.clients()) {
      return clients.tagging().getResources().resourceTagMappingList().stream()
          .map(each -> each.resourceARN())
          .sorted()
          .toList();
    }
  }
}
