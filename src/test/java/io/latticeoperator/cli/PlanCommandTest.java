package io.latticeoperator.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PlanCommandTest {
  private static final String EXPORTED =
      "latticeoperator.io/export: 'true', latticeoperator.io/network: mesh";

  private final CommandWorld world = new CommandWorld();

  @AfterEach
  void end() {
    world.close();
  }

  @Test
  void anAnnotatedServiceIsPlannedForToTheEnd() {
    world.network("mesh");
    world.service("web", EXPORTED);
    world.pod("web", "web-1", "10.0.1.5", true);

    var ran = world.run("plan");

    assertEquals(
        """
        LatticeExport/shop/web
          + create service web-shop-3c278df9
          + create target group web-shop-3c278df9-1413 (HTTP HTTP1 IPV4 in vpc-0123456789abcdef0, health check HTTP GET / expecting 200 every 10 s)
          + register 10.0.1.5:8080 in target-group/web-shop-3c278df9/1413
              because: 1 ready
          + create service network association sn-0afb02f2f8fee76e5
          + create listener HTTP:80 -> {target-group/web-shop-3c278df9/1413=100}

        Plan: 4 to create, 0 to change, 0 to delete; targets: 1 to register, 0 to deregister.
        Costs: about +$18.25 a month (us-east-1, list prices of 2026-09): +1 service; traffic and logs come on top
        """,
        ran.out(),
        ran.err());
    assertEquals(ExitCode.OK, ran.code());
  }

  @Test
  void nothingIsWritten() {
    world.network("mesh");
    world.service("web", EXPORTED);
    world.pod("web", "web-1", "10.0.1.5", true);

    world.run("plan");

    assertEquals(0, world.aws.lattice().view().services().size());
    assertEquals(Optional.empty(), world.export("web"));
  }

  @Test
  void whatTheOperatorHasDoneIsNotToDoAnyMore() throws Exception {
    world.network("mesh");
    world.service("web", EXPORTED);
    world.pod("web", "web-1", "10.0.1.5", true);
    assertEquals(ExitCode.DIFFERENT, world.run("plan", "--exit-code").code());

    world.operateUntil(() -> world.isTrue("web", "Healthy"));

    var ran = world.run("plan", "--exit-code");
    assertEquals("Nothing to do.\n", ran.out(), ran.err());
    assertEquals(ExitCode.OK, ran.code());
  }

  @Test
  void whatStandsInTheWayIsTold() {
    world.service("web", "latticeoperator.io/export: 'true', latticeoperator.io/network: other");
    world.service("odd", "latticeoperator.io/export: 'yes'");

    var ran = world.run("plan");

    assertEquals(
        """
        LatticeExport/shop/web
          ! NotAllowedByNetwork: spec.service.networks: 'other' is not among the networks that exports of this cluster may use: mesh; an administrator can make a LatticeNetwork of it, or add it to --allowed-networks

        Service/shop/odd
          ! InvalidAnnotation: latticeoperator.io/export: "yes" is not allowed; allowed: true or false

        Nothing to do.
        """,
        ran.out());
    assertEquals(ExitCode.OK, ran.code());
  }

  @Test
  void aNetworkAndItsExportsArePlannedForTogether() {
    world.apply(
        """
        apiVersion: latticeoperator.io/v1alpha1
        kind: LatticeNetwork
        metadata: {name: mesh}
        spec: {default: true, vpcAssociation: {}}
        """);
    world.service("web", "latticeoperator.io/export: 'true'");

    var ran = world.run("plan");

    assertEquals(
        """
        LatticeNetwork/mesh
          + create service network mesh
          + create VPC association vpc-0123456789abcdef0 with service-network

        LatticeExport/shop/web
          + create service web-shop-3c278df9
          + create target group web-shop-3c278df9-1413 (HTTP HTTP1 IPV4 in vpc-0123456789abcdef0, health check HTTP GET / expecting 200 every 10 s)
          + create service network association mesh (known when made)
          + create listener HTTP:80 -> {target-group/web-shop-3c278df9/1413=100}

        Plan: 6 to create, 0 to change, 0 to delete; targets: 0 to register, 0 to deregister.
        Costs: about +$18.25 a month (us-east-1, list prices of 2026-09): +1 service; traffic and logs come on top
        """,
        ran.out(),
        ran.err());
  }

  @Test
  void programsReadTheSameInJsonAndYaml() throws Exception {
    world.network("mesh");
    world.service("web", EXPORTED);

    var json = new ObjectMapper().readTree(world.run("plan", "-o", "json").out());
    var yaml = Serialization.unmarshal(world.run("plan", "-o", "yaml").out(), JsonNode.class);

    assertEquals(json, yaml);
    assertEquals("alpha", json.at("/cluster").asText());
    assertEquals("LatticeExport/shop/web", json.at("/owners/0/owner").asText());
    assertEquals("create", json.at("/owners/0/changes/0/action").asText());
    assertEquals("service", json.at("/owners/0/changes/0/kind").asText());
    assertEquals(4, json.at("/summary/create").asInt());
    assertEquals("18.25", json.at("/monthlyUsd").asText());
  }

  @Test
  void aClusterThatIsNotThereIsASentence() {
    var ran = world.runWithoutCluster("plan");

    assertEquals(ExitCode.ENVIRONMENT, ran.code());
    assertTrue(
        ran.err().startsWith("lattice plan: the cluster at http://127.0.0.1:1/ cannot be used"),
        ran.err());
    assertEquals(1, ran.err().lines().count(), ran.err());
  }

  @Test
  void wrongUsageIsAnsweredWithWhatIsAllowed() {
    var format = world.run("plan", "-o", "xml");
    assertEquals(ExitCode.USAGE, format.code());
    assertTrue(format.err().contains("TABLE, JSON, YAML"), format.err());

    var time = world.run("plan", "--timeout", "soon");
    assertEquals(ExitCode.USAGE, time.code());
    assertTrue(
        time.err().startsWith("lattice plan: --timeout is 'soon': must be a number"), time.err());

    var settings = new HashMap<>(CommandWorld.ENVIRONMENT);
    settings.remove("LATTICE_VPC_ID");
    var missing = world.run(Map.copyOf(settings), "plan");
    assertEquals(ExitCode.USAGE, missing.code());
    assertTrue(missing.err().startsWith("--vpc-id (LATTICE_VPC_ID) is missing"), missing.err());
    assertTrue(missing.err().contains("lattice plan --help"), missing.err());
  }
}
