package io.latticeoperator.simulation;

import static io.latticeoperator.simulation.Fleet.ADMIN;
import static io.latticeoperator.simulation.Fleet.NODES;
import static io.latticeoperator.simulation.Fleet.PARTNER;
import static io.latticeoperator.simulation.Fleet.VPC;
import static io.latticeoperator.simulation.Fleet.export;
import static io.latticeoperator.simulation.Fleet.json;
import static io.latticeoperator.simulation.Fleet.leaving;
import static io.latticeoperator.translate.NetworkFixture.SHOP;
import static io.latticeoperator.translate.NetworkFixture.network;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.latticeoperator.engine.Report.Truth;
import io.latticeoperator.engine.Report.Type;
import io.latticeoperator.model.AuthType;
import io.latticeoperator.model.Owner;
import io.latticeoperator.simulator.lattice.Settings;
import io.latticeoperator.simulator.lattice.Throttling;
import io.latticeoperator.translate.ExportSpec.DeletionPolicy;
import io.latticeoperator.translate.Fixtures;
import io.latticeoperator.translate.NetworkFacts;
import io.latticeoperator.translate.NetworkFixture;
import io.latticeoperator.translate.ObservabilitySpec;
import io.latticeoperator.translate.ObservabilitySpec.DashboardSpec;
import io.latticeoperator.translate.ObservabilitySpec.ForeignEdits;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Networks from creation to deletion, on the whole operator and the simulated AWS. */
class NetworkLifeTest {
  private static final String OPEN =
      """
      {"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Principal": "*", "Action": "vpc-lattice-svcs:Invoke", "Resource": "*"}]}
      """;

  private static final Owner CHECKOUT = Owner.export("shop", "checkout");

  private final Fleet fleet = new Fleet();

  private static NetworkFixture everything() {
    return network()
        .deletable()
        .associated(DeletionPolicy.DELETE)
        .podGroups(2, NODES)
        .auth(AuthType.AWS_IAM, OPEN)
        .logGroup("/lattice/shop", true, 30)
        .shared(PARTNER.account())
        .observed(new ObservabilitySpec(new DashboardSpec(null, ForeignEdits.REPAIR), null));
  }

  private static Map<String, String> conditions(Fleet.Cluster cluster, Owner owner) {
    return cluster.network(owner).conditions().stream()
        .collect(
            Collectors.toMap(
                c -> c.type().word(),
                c -> c.status().word() + " " + c.reason(),
                (a, b) -> a,
                TreeMap::new));
  }

  private static boolean ready(Fleet.Cluster cluster, Owner owner) {
    return cluster.network(owner).condition(Type.READY).status() == Truth.TRUE;
  }

  @Test
  void everythingThatIsAskedForIsThereAndGoesAgain() {
    var one = fleet.cluster("one");
    one.put(everything().facts());
    one.put(export("checkout", "shop", 8080, "10.1.0.1", "10.1.0.2"));
    fleet.minutes(3);
    assertEquals(
        Map.of(
            "Ready", "True Programmed",
            "Stalled", "False NotStalled",
            "Accepted", "True Accepted",
            "ResolvedRefs", "True ResolvedRefs",
            "Programmed", "True Programmed",
            "VpcAssociated", "True Synced",
            "PolicyApplied", "True Synced",
            "AccessLogsDelivered", "True Synced",
            "Shared", "True Synced",
            "PodSecurityGroupsSynced", "True Synced"),
        without(conditions(one, SHOP), "DashboardsPublished"),
        one.network(SHOP).conditions().toString());
    assertEquals("True Synced", conditions(one, SHOP).get("DashboardsPublished"));
    assertEquals(List.of("8080-8080"), fleet.openPorts());
    assertEquals(1, fleet.associated().size());
    assertEquals(1, one.network(SHOP).exports());
    assertEquals(List.of(VPC), one.network(SHOP).vpcs());
    assertEquals(Truth.TRUE, one.export(CHECKOUT).condition(Type.READY).status());
    var view = fleet.aws.lattice().view();
    assertEquals(1, view.networks().size());
    assertEquals(AuthType.AWS_IAM.name(), view.networks().getFirst().authType().name());

    one.put(Fixtures.deleting(export("checkout", "shop", 8080, "10.1.0.1", "10.1.0.2")));
    fleet.minutes(3);
    assertFalse(one.has(CHECKOUT), () -> one.export(CHECKOUT).toString());
    assertEquals(List.of(), fleet.openPorts(), "no export uses a port any more");
    one.put(leaving(everything().facts()));
    fleet.minutes(3);
    assertFalse(one.has(SHOP), () -> one.network(SHOP).conditions().toString());
    assertEquals(0, fleet.aws.lattice().view().networks().size());
    assertEquals(List.of(), fleet.associated());
  }

  private static Map<String, String> without(Map<String, String> conditions, String one) {
    var rest = new TreeMap<>(conditions);
    rest.remove(one);
    return rest;
  }

  @Test
  void atRestNothingIsWritten() {
    var one = fleet.cluster("one");
    one.put(everything().facts());
    one.put(export("checkout", "shop", 8080, "10.1.0.1"));
    fleet.minutes(5);
    long from = fleet.aws.lattice().environment().journal().next();
    fleet.minutes(120);
    assertEquals(
        0,
        fleet
            .aws
            .lattice()
            .environment()
            .journal()
            .count(from, e -> e.caller().equals(one.caller()) && !e.read()),
        () ->
            fleet.aws.lattice().environment().journal().since(from).stream()
                .filter(e -> !e.read())
                .map(e -> e.operation())
                .toList()
                .toString());
  }

  @Test
  void aNetworkInUseWaitsForItsExports() {
    var one = fleet.cluster("one");
    one.put(everything().facts());
    one.put(export("checkout", "shop", 8080, "10.1.0.1"));
    fleet.minutes(3);
    one.put(leaving(everything().facts()));
    fleet.minutes(3);
    assertTrue(one.condition(SHOP, Type.READY).startsWith("False InUse: 1 exports"));
    assertEquals(1, fleet.associated().size());
    assertEquals(List.of("8080-8080"), fleet.openPorts());
    one.put(Fixtures.deleting(export("checkout", "shop", 8080, "10.1.0.1")));
    fleet.minutes(5);
    assertFalse(one.has(SHOP), () -> one.network(SHOP).conditions().toString());
    assertEquals(List.of(), fleet.associated());
  }

  @Test
  void anAssociationThatTheOwnerOfTheNetworkEndsIsMadeOnceMoreOnly() {
    var one = fleet.cluster("one");
    one.put(network().associated(DeletionPolicy.DELETE).facts());
    fleet.minutes(2);
    end();
    fleet.minutes(3);
    assertEquals(1, fleet.associated().size(), "a mistake is mended");
    end();
    fleet.minutes(30);
    assertEquals(List.of(), fleet.associated());
    assertTrue(
        one.condition(SHOP, Type.VPC_ASSOCIATED).startsWith("False RemovedByNetworkOwner: "),
        one.condition(SHOP, Type.VPC_ASSOCIATED));
    assertEquals("True", one.network(SHOP).condition(Type.STALLED).status().word());
    one.put(network().associated(DeletionPolicy.DELETE).generation(2).facts());
    fleet.minutes(2);
    assertEquals(1, fleet.associated().size(), "a change of the spec is another try");
  }

  private void end() {
    var there = fleet.aws.lattice().view().vpcAssociations().getFirst();
    fleet.call(
        ADMIN,
        "DeleteServiceNetworkVpcAssociation",
        json().put("serviceNetworkVpcAssociationIdentifier", there.identity().id()));
  }

  @Test
  void networksOfEqualNamesAreNotGuessedAt() {
    for (var owner : List.of(PARTNER, Fleet.SUPPLIER)) {
      var made = fleet.call(owner, "CreateServiceNetwork", json().put("name", "shop"));
      var share = json().put("name", "shop").put("allowExternalPrincipals", true);
      share.putArray("resourceArns").add(made.path("arn").asText());
      share.putArray("principals").add(ADMIN.account());
      fleet.call(owner, "ram", "CreateResourceShare", share);
    }
    var one = fleet.cluster("one");
    one.put(
        network().referring("shop").accepting(PARTNER.account(), Fleet.SUPPLIER.account()).facts());
    fleet.minutes(3);
    assertTrue(
        one.condition(SHOP, Type.PROGRAMMED).startsWith("False NetworkAmbiguous: several"),
        one.network(SHOP).conditions().toString());
    var chosen =
        fleet.aws.lattice().view().networks().stream()
            .map(n -> n.identity().arn())
            .filter(arn -> arn.contains(PARTNER.account()))
            .findFirst()
            .orElseThrow();
    one.put(
        network()
            .referring(chosen)
            .associated(DeletionPolicy.DELETE)
            .accepting(PARTNER.account(), Fleet.SUPPLIER.account())
            .generation(2)
            .facts());
    fleet.minutes(3);
    assertTrue(ready(one, SHOP), one.network(SHOP).conditions().toString());
    assertEquals(1, fleet.associated().size());
  }

  @Test
  void aServiceNetworkThatComesLaterIsFound() {
    var one = fleet.cluster("one");
    one.put(network().referring("later").facts());
    fleet.minutes(2);
    assertTrue(one.condition(SHOP, Type.PROGRAMMED).startsWith("False NetworkNotFound: "));
    fleet.call(ADMIN, "CreateServiceNetwork", json().put("name", "later"));
    fleet.minutes(1);
    assertTrue(ready(one, SHOP), one.network(SHOP).conditions().toString());
    one.put(leaving(network().referring("later").facts()));
    fleet.minutes(2);
    assertFalse(one.has(SHOP));
    assertEquals(1, fleet.aws.lattice().view().networks().size(), "it is not ours");
  }

  @Test
  void namespacesThatANetworkDoesNotAdmitAreTold() {
    var one = fleet.cluster("one");
    one.put(network().admits(Map.of("team", "pay")).facts());
    one.put(export("checkout", "shop", 8080, "10.1.0.1"));
    fleet.minutes(2);
    assertTrue(
        one.condition(CHECKOUT, Type.ACCEPTED)
            .startsWith("False NotAllowedByNetwork: spec.service.networks: LatticeNetwork/shop"),
        one.condition(CHECKOUT, Type.ACCEPTED));
    assertEquals(0, fleet.aws.lattice().view().services().size());
    one.put(network().admits(Map.of("team", "shop")).generation(2).facts());
    fleet.minutes(2);
    assertEquals("True", one.export(CHECKOUT).condition(Type.READY).status().word());
  }

  @Test
  void theOldestOfTwoThatClaimOneNetworkWins() {
    var one = fleet.cluster("one");
    one.put(network().facts());
    one.put(network().called("other").made("shop").younger(10).facts());
    fleet.minutes(2);
    assertTrue(ready(one, SHOP));
    assertTrue(
        one.condition(Owner.network("other"), Type.ACCEPTED).startsWith("False NetworkClaimed: "),
        one.condition(Owner.network("other"), Type.ACCEPTED));
  }

  @Test
  void whatOthersChangeIsMended() {
    var one = fleet.cluster("one");
    one.put(everything().facts());
    one.put(export("checkout", "shop", 8080, "10.1.0.1"));
    fleet.minutes(3);
    var id = one.network(SHOP).networkId();
    fleet.call(ADMIN, "DeleteAuthPolicy", json().put("resourceIdentifier", id));
    fleet.call(
        ADMIN,
        "UpdateServiceNetwork",
        json().put("serviceNetworkIdentifier", id).put("authType", "NONE"));
    var group = fleet.world.securityGroup(NODES).orElseThrow();
    fleet.world.put(
        group.with(io.latticeoperator.simulator.aws.SecurityGroup.Direction.INGRESS, List.of()));
    fleet.minutes(2);
    assertEquals(List.of("8080-8080"), fleet.openPorts(), "traffic depends on it");
    fleet.minutes(60);
    assertTrue(ready(one, SHOP), one.network(SHOP).conditions().toString());
    var network = fleet.aws.lattice().view().networks().getFirst();
    assertEquals(AuthType.AWS_IAM.name(), network.authType().name());
    assertEquals(
        "Active",
        fleet
            .call(ADMIN, "GetAuthPolicy", json().put("resourceIdentifier", id))
            .path("state")
            .asText());
  }

  @Test
  void whereCallsAreThrottledEverythingComesInTheEnd() {
    var scarce = new Throttling.Bucket(1, 5);
    var fleet =
        new Fleet(
            environment -> environment,
            Settings.quick()
                .with(to -> to.throttling = new Throttling(scarce, scarce, scarce, scarce)));
    var one = fleet.cluster("one");
    one.put(everything().facts());
    one.put(export("checkout", "shop", 8080, "10.1.0.1"));
    fleet.minutes(15);
    assertTrue(
        fleet.calls(one.caller(), "ThrottlingException"::equals).values().stream()
                .mapToLong(Long::longValue)
                .sum()
            > 0,
        "nothing was throttled");
    assertTrue(ready(one, SHOP), one.network(SHOP).conditions().toString());
    assertEquals(Truth.TRUE, one.export(CHECKOUT).condition(Type.READY).status());
    one.put(Fixtures.deleting(export("checkout", "shop", 8080, "10.1.0.1")));
    one.put(leaving(everything().facts()));
    fleet.minutes(20);
    assertFalse(one.has(SHOP), () -> one.network(SHOP).conditions().toString());
    assertEquals(0, fleet.aws.lattice().view().networks().size());
  }

  @Test
  void portsFollowTheExports() {
    var one = fleet.cluster("one");
    one.put(network().podGroups(2, NODES).facts());
    one.put(export("checkout", "shop", 8080, "10.1.0.1"));
    fleet.minutes(2);
    assertEquals(List.of("8080-8080"), fleet.openPorts());
    one.put(export("pay", "shop", 9090, "10.1.0.9"));
    fleet.minutes(2);
    assertEquals(List.of("8080-8080", "9090-9090"), fleet.openPorts());
    one.put(export("cart", "shop", 8081, "10.1.0.8"));
    fleet.minutes(2);
    assertEquals(List.of("8080-8081", "9090-9090"), fleet.openPorts());
    one.kill();
    one.start();
    fleet.run(Duration.ofSeconds(20));
    assertEquals(List.of("8080-8081", "9090-9090"), fleet.openPorts(), "a restart closes nothing");
  }

  @Test
  void aCrashAtAnyCallLeavesNothingBehindAndComesRight() {
    int calls = countCalls();
    assertTrue(calls > 20, "calls " + calls);
    for (int call = 0; call < calls; call++) {
      for (boolean before : new boolean[] {true, false}) {
        var fleet = new Fleet();
        var one = fleet.cluster("one");
        one.crashAt(call, before);
        live(fleet, one);
        var at = "crash " + (before ? "before" : "after") + " call " + call;
        assertFalse(one.has(SHOP), () -> at + ": " + one.network(SHOP).conditions());
        assertEquals(0, fleet.aws.lattice().view().networks().size(), at);
        assertEquals(List.of(), fleet.associated(), at);
        assertEquals(List.of(), fleet.openPorts(), at);
      }
    }
  }

  private static int countCalls() {
    var fleet = new Fleet();
    var one = fleet.cluster("one");
    live(fleet, one);
    return one.calls();
  }

  private static void live(Fleet fleet, Fleet.Cluster one) {
    NetworkFacts wanted = everything().facts();
    one.put(wanted);
    one.put(export("checkout", "shop", 8080, "10.1.0.1"));
    fleet.minutes(4);
    var condition = one.network(SHOP).condition(Type.READY);
    assertEquals(Truth.TRUE, condition.status(), condition.toString());
    one.put(Fixtures.deleting(export("checkout", "shop", 8080, "10.1.0.1")));
    one.put(leaving(wanted));
    fleet.minutes(8);
  }
}
