package io.latticeoperator.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.vpclattice.model.Target;

class DriftCommandTest {
  private static final String EXPORTED =
      "latticeoperator.io/export: 'true', latticeoperator.io/network: mesh";

  private final CommandWorld world = new CommandWorld();

  @AfterEach
  void end() {
    world.close();
  }

  @Test
  void whereNothingHasChangedNothingIsTold() throws Exception {
    operated();

    var ran = world.run("drift", "--exit-code");

    assertEquals("0 drifted, 0 of somebody else, 0 pending, 0 orphans\n", ran.out(), ran.err());
    assertEquals(ExitCode.OK, ran.code());
  }

  @Test
  void whatSomebodyHasChangedIsDrift() throws Exception {
    operated();
    try (var clients = world.clients()) {
      var lattice = clients.lattice();
      var service = lattice.listServices(it -> {}).items().getFirst().id();
      var listener =
          lattice.listListeners(it -> it.serviceIdentifier(service)).items().getFirst().id();
      lattice.deleteListener(it -> it.serviceIdentifier(service).listenerIdentifier(listener));
      var group = lattice.listTargetGroups(it -> {}).items().getFirst().id();
      lattice.deregisterTargets(
          it ->
              it.targetGroupIdentifier(group)
                  .targets(Target.builder().id("10.0.1.5").port(8080).build()));
      lattice.updateTargetGroup(
          it -> it.targetGroupIdentifier(group).healthCheck(check -> check.path("/other")));
    }

    var ran = world.run("drift", "--exit-code");

    assertEquals(
        """
        LatticeExport/shop/web
          DRIFT    + register 10.0.1.5:8080 in target-group/web-shop-3c278df9/1413
                     deregistered by hand or by another tool, unless pods have come just now
          DRIFT    + create listener HTTP:80 -> {target-group/web-shop-3c278df9/1413=100}
                     it was there, and has been deleted by hand or by another tool
          DRIFT    ~ update target group web-shop-3c278df9-1413 (HTTP HTTP1 IPV4 in vpc-0123456789abcdef0, health check HTTP GET / expecting 200 every 10 s)
                     it has been changed by hand or by another tool: health check is HTTP GET /other expecting 200, wanted HTTP GET / expecting 200

        3 drifted, 0 of somebody else, 0 pending, 0 orphans
        """,
        ran.out(),
        ran.err());
    assertEquals(ExitCode.DIFFERENT, ran.code());
  }

  @Test
  void whatTheOperatorHasNotGotToIsPending() throws Exception {
    world.network("mesh");
    world.service("web", EXPORTED);

    var ran = world.run("drift", "--exit-code");

    assertEquals(
        """
        LatticeExport/shop/web
          PENDING  + create service web-shop-3c278df9
                     the operator has not made the LatticeExport yet
          PENDING  + create target group web-shop-3c278df9-1413 (HTTP HTTP1 IPV4 in vpc-0123456789abcdef0, health check HTTP GET / expecting 200 every 10 s)
                     the operator has not made the LatticeExport yet

        0 drifted, 0 of somebody else, 2 pending, 0 orphans
        """,
        ran.out(),
        ran.err());
    assertEquals(ExitCode.OK, ran.code());
  }

  @Test
  void orphansAreListed() throws Exception {
    operated();
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

    var ran = world.run("drift", "-o", "json", "--exit-code");

    var view = new ObjectMapper().readTree(ran.out());
    assertEquals("LatticeExport/shop/gone", view.at("/orphans/0/owner").asText(), ran.err());
    assertEquals(1, view.at("/summary/orphans").asInt());
    assertEquals(ExitCode.DIFFERENT, ran.code());
  }

  @Test
  void aForeignThingInOurPlaceIsToldOf() throws Exception {
    world.network("mesh");
    try (var clients = world.clients()) {
      clients
          .lattice()
          .createService(
              it ->
                  it.name("web-shop-3c278df9")
                      .tags(Map.of("application-networking.k8s.aws/ManagedBy", "1/c/v")));
    }
    world.service("web", EXPORTED);

    var ran = world.run("drift");

    assertTrue(
        ran.out().contains("it was made by the AWS Gateway API Controller 1/c/v"),
        ran.out() + ran.err());
  }

  private void operated() throws InterruptedException {
    world.network("mesh");
    world.service("web", EXPORTED);
    world.pod("web", "web-1", "10.0.1.5", true);
    world.operateUntil(() -> world.isTrue("web", "Healthy") && world.isTrue("web", "Ready"));
  }
}
