package io.latticeoperator.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CleanupCommandTest {
  private static final String[] CLEANUP = {"cleanup", "--cluster", CommandWorld.CLUSTER_ID};

  private final CommandWorld world = new CommandWorld();

  @AfterEach
  void end() {
    world.close();
  }

  @Test
  void whatWouldBeDoneIsShownAndNothingIsDone() throws Exception {
    lost();
    var before = arns();

    var ran = world.run(Map.of(), CLEANUP);

    assertEquals(
        """
        Left by cluster alpha (cluster-alpha) in eu-west-1:

        LatticeExport/shop/web
          - delete service network association sn-ID
              because: no longer wanted
          - empty 10.0.1.5:8080 from target-group/web-shop-3c278df9/1413
              because: the group is no longer used
          - delete service web-shop-3c278df9
              because: no longer wanted
          - delete target group web-shop-3c278df9-1413 (HTTP HTTP1 IPV4 in vpc-0123456789abcdef0, health check HTTP GET / expecting 200 every 10 s)
              because: no longer wanted

        Plan: 0 to create, 0 to change, 3 to delete; targets: 0 to register, 1 to deregister.
        Costs: about -$18.25 a month (us-east-1, list prices of 2026-09): -1 service; traffic and logs come on top

        Kept, for others may use it; --include-retained takes it too:
          service network of LatticeNetwork/mesh: arn:aws:vpc-lattice:eu-west-1:111122223333:servicenetwork/sn-ID
          VPC association of LatticeNetwork/mesh: arn:aws:vpc-lattice:eu-west-1:111122223333:servicenetworkvpcassociation/snva-ID
        Add --yes to do it.
        """,
        ran.out().replaceAll("\\b(sn-|snva-)[0-9a-f]{17}", "$1ID"),
        ran.err());
    assertEquals(ExitCode.OK, ran.code());
    assertEquals(before, arns());
  }

  @Test
  void itIsTakenAwayInOrderAndWhatOthersMayUseIsKept() throws Exception {
    lost();

    var ran = world.run(Map.of(), with("--yes"));

    var lines = ran.out().lines().toList();
    assertEquals(
        List.of("service network association", "service", "target group"),
        lines.stream()
            .filter(line -> line.startsWith("LatticeExport/shop/web  - delete"))
            .map(
                line ->
                    line.replaceAll(
                        ".*delete (service network association|service|target group) .*", "$1"))
            .toList(),
        ran.out());
    assertEquals("Nothing is left of the cluster but what is kept.", lines.getLast());
    assertEquals(ExitCode.OK, ran.code(), ran.err());
    assertEquals(
        List.of("servicenetwork", "servicenetworkvpcassociation"),
        arns().stream().map(arn -> arn.split(":")[5].split("/")[0]).toList());
  }

  @Test
  void allOfItGoesWhenAskedFor() throws Exception {
    lost();

    var ran = world.run(Map.of(), with("--yes", "--include-retained", "-o", "json"));

    var view = new ObjectMapper().readTree(ran.out());
    assertTrue(view.at("/done").asBoolean(), ran.err());
    assertEquals(0, view.at("/left").size(), ran.out());
    assertEquals(5, view.at("/plan/summary/delete").asInt(), ran.out());
    assertEquals(List.of(), arns());
    assertEquals(ExitCode.OK, ran.code());
  }

  @Test
  void whatWasBegunIsGoneOnWith() throws Exception {
    lost();
    try (var clients = world.clients()) {
      var mesh = network("mesh");
      var association =
          clients
              .lattice()
              .listServiceNetworkServiceAssociations(ask -> ask.serviceNetworkIdentifier(mesh))
              .items()
              .getFirst();
      clients
          .lattice()
          .deleteServiceNetworkServiceAssociation(
              it -> it.serviceNetworkServiceAssociationIdentifier(association.id()));
    }

    var ran = world.run(Map.of(), with("--yes"));

    assertEquals(ExitCode.OK, ran.code(), ran.out() + ran.err());
    assertEquals(2, arns().size());
  }

  @Test
  void whatStandsInTheWayIsTold() throws Exception {
    lost();
    world.network("foreign");
    try (var clients = world.clients()) {
      var service = clients.lattice().listServices(it -> {}).items().getFirst().id();
      clients
          .lattice()
          .createServiceNetworkServiceAssociation(
              it -> it.serviceIdentifier(service).serviceNetworkIdentifier(network("foreign")));
    }

    var ran = world.run(Map.of(), with("--yes", "--timeout", "8s"));

    assertEquals(ExitCode.FAILED, ran.code(), ran.out());
    assertTrue(
        ran.out().contains("Not all could be taken away; the same command goes on:"), ran.out());
    assertTrue(
        ran.out().contains("waits: it is still associated with a service network"), ran.out());
  }

  @Test
  void anotherClustersThingsAreNotTouched() throws Exception {
    try (var clients = world.clients()) {
      clients
          .lattice()
          .createService(
              it ->
                  it.name("theirs")
                      .tags(
                          Map.of(
                              "latticeoperator.io/cluster-uid", "cluster-beta",
                              "latticeoperator.io/owner", "LatticeExport/shop/web",
                              "latticeoperator.io/role", "service")));
    }

    var ran = world.run(Map.of(), with("--yes"));

    assertEquals("Nothing in AWS carries the tags of cluster-alpha.\n", ran.out(), ran.err());
    assertEquals(1, arns().size());
  }

  @Test
  void onlyWhatWasMadeForOneObjectGoesWhenAskedFor() throws Exception {
    lost();
    try (var clients = world.clients()) {
      clients
          .lattice()
          .createService(
              it ->
                  it.name("left")
                      .tags(
                          Map.of(
                              "latticeoperator.io/cluster-uid", CommandWorld.CLUSTER_ID,
                              "latticeoperator.io/owner", "LatticeExport/shop/gone",
                              "latticeoperator.io/role", "service")));
    }
    int before = arns().size();

    var ran = world.run(Map.of(), with("--yes", "--owner", "LatticeExport/shop/gone"));

    assertEquals(ExitCode.OK, ran.code(), ran.out() + ran.err());
    assertEquals(before - 1, arns().size(), ran.out());
  }

  @Test
  void aLivingClusterIsRefused() {
    var ran = world.run("cleanup", "--cluster", world.uid(), "--yes");

    assertEquals(ExitCode.USAGE, ran.code());
    assertTrue(
        ran.err().startsWith("lattice cleanup: the cluster is alive, by its identity"), ran.err());

    var forced = world.run("cleanup", "--cluster", world.uid(), "--yes", "--force");
    assertEquals(ExitCode.OK, forced.code(), forced.err());
  }

  /** In a Pod of the operator, which may not read kube-system then, the environment says it. */
  @Test
  void soIsOneWithAnIdentityOfItsOwn() {
    var ran = world.run(with("--yes"));
    assertEquals(ExitCode.USAGE, ran.code());
    assertTrue(ran.err().contains("the cluster is alive, by its identity"), ran.err());

    var one = world.run(with("--yes", "--owner", "LatticeExport/shop/gone"));
    assertEquals(ExitCode.OK, one.code(), one.err());

    var lost = world.runWithoutCluster(with("--yes"));
    assertEquals(ExitCode.OK, lost.code(), lost.err());
  }

  @Test
  void aClusterThatIsGoneNeedNotAnswer() {
    var ran = world.runWithoutCluster("cleanup", "--cluster", "gone");
    assertEquals("Nothing in AWS carries the tags of gone.\n", ran.out(), ran.err());

    var named = world.runWithoutCluster("cleanup", "--cluster", "gone", "--context", "lost");
    assertEquals(ExitCode.ENVIRONMENT, named.code());
    assertTrue(named.err().contains("does not answer"), named.err());
  }

  @Test
  void wrongUsageIsAnsweredWithWhatIsAllowed() {
    var none = world.run("cleanup");
    assertEquals(ExitCode.USAGE, none.code());
    assertTrue(none.err().contains("--cluster=UID"), none.err());

    var odd = world.run("cleanup", "--cluster", "a b");
    assertEquals(ExitCode.USAGE, odd.code());
    assertTrue(odd.err().contains("must be 1 to 100 letters"), odd.err());

    var owner = world.run(Map.of(), with("--owner", "shop/web"));
    assertEquals(ExitCode.USAGE, owner.code());
    assertTrue(
        owner.err().contains("must be LatticeExport/NAMESPACE/NAME or LatticeNetwork/NAME"),
        owner.err());
  }

  private void lost() throws InterruptedException {
    world.apply(
        """
        apiVersion: latticeoperator.io/v1alpha1
        kind: LatticeNetwork
        metadata: {name: mesh}
        spec: {default: true, vpcAssociation: {}}
        """);
    world.service("web", "latticeoperator.io/export: 'true'");
    world.pod("web", "web-1", "10.0.1.5", true);
    world.operateUntil(() -> world.isTrue("web", "Healthy"));
  }

  /** ARNs of networks, VPC associations, services and target groups, in order. */
  private List<String> arns() {
    try (var clients = world.clients()) {
      return clients.tagging().getResources().resourceTagMappingList().stream()
          .map(each -> each.resourceARN())
          .filter(arn -> !arn.contains("/listener/"))
          .sorted()
          .toList();
    }
  }

  private String network(String name) {
    try (var clients = world.clients()) {
      return clients.lattice().listServiceNetworks(it -> {}).items().stream()
          .filter(it -> it.name().equals(name))
          .findFirst()
          .orElseThrow()
          .id();
    }
  }

  private static String[] with(String... words) {
    var all = new ArrayList<>(List.of(CLEANUP));
    all.addAll(List.of(words));
    return all.toArray(String[]::new);
  }
}
