package io.latticeoperator.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExplainCommandTest {
  private static final String EXPORTED =
      "latticeoperator.io/export: 'true', latticeoperator.io/network: mesh";

  private final CommandWorld world = new CommandWorld();

  @AfterEach
  void end() {
    world.close();
  }

  @Test
  void aServiceThatNobodyExportsIsToldHow() {
    world.service("web", "");
    world.pod("web", "web-1", "10.0.1.5", true);

    var ran = world.run("explain", "svc/web", "-n", "shop");

    assertEquals(
        """
        Service/shop/web
        ├─ [ok] Service exists
        ├─ [!!] exported: neither an annotation nor a LatticeExport asks for it
        │       → kubectl annotate service -n shop web latticeoperator.io/export=true
        └─ [ok] pod web-1: 10.0.1.5
           ├─ [ok] selected by the Service
           └─ [ok] ready

        It fails at: exported: neither an annotation nor a LatticeExport asks for it
        """,
        ran.out(),
        ran.err());
    assertEquals(ExitCode.FAILED, ran.code());
  }

  @Test
  void onePodIsWellAndTheOtherIsNotReady() throws Exception {
    operated();

    var ran = world.run("explain", "svc/web", "-n", "shop");

    assertEquals(
        """
        Service/shop/web
        ├─ [ok] Service exists
        ├─ [ok] exported: by its annotations
        ├─ [ok] accepted
        ├─ [ok] references found
        ├─ [ok] seen by the operator
        ├─ [ok] pod web-1: 10.0.1.5
        │  ├─ [ok] selected by the Service
        │  ├─ [ok] ready
        │  ├─ [ok] endpoint: 10.0.1.5 port 8080 in web-1
        │  ├─ [ok] routable
        │  ├─ [ok] target: 10.0.1.5:8080 is HEALTHY
        │  ├─ [ok] security group: health checks get through (no network interface of the VPC has the address of the pod or of its node)
        │  └─ [ok] NetworkPolicy: none selects it
        ├─ [!!] pod web-2: 10.0.1.6
        │  ├─ [ok] selected by the Service
        │  ├─ [!!] ready: its readiness probe does not pass
        │  │       → see kubectl describe pod web-2
        │  ├─ [ok] endpoint: 10.0.1.6 port 8080 in web-2
        │  ├─ [ok] routable
        │  ├─ [!!] target: 10.0.1.6:8080 is not registered
        │  │       → it is once the pod is ready
        │  ├─ [??] security group: no network interface of the VPC has the address of the pod or of its node
        │  │       → see that the groups of the pod's node admit VPC Lattice
        │  └─ [ok] NetworkPolicy: none selects it
        ├─ [ok] listener: HTTP:80
        ├─ [ok] service: web-shop-3c278df9 as DNS
        ├─ [ok] service network: mesh
        ├─ [!!] VPC of the clients: no VPC is associated with the service's networks
        │       → ask for vpcAssociation in the LatticeNetwork of the clients' cluster
        └─ [ok] auth: nobody is asked to sign

        It fails at: pod web-2, ready: its readiness probe does not pass
        """,
        ran.out().replaceAll("as web-\\S+", "as DNS"),
        ran.err());
    assertEquals(ExitCode.FAILED, ran.code());
  }

  @Test
  void aPodAndAnExportAreExplainedThroughTheirService() throws Exception {
    operated();

    var pod = world.run("explain", "pod/web-1", "-n", "shop", "-o", "json");
    var tree = new ObjectMapper().readTree(pod.out());
    var export = world.run("explain", "latticeexport/web", "-n", "shop", "-o", "json");

    assertEquals("Service/shop/web", tree.at("/subject").asText(), pod.err());
    assertTrue(pod.out().contains("pod web-1"), pod.out());
    assertTrue(!pod.out().contains("pod web-2"), pod.out());
    assertEquals(
        "Service/shop/web",
        new ObjectMapper().readTree(export.out()).at("/subject").asText(),
        export.err());
  }

  @Test
  void clientsOfOneVpcAreAskedAbout() throws Exception {
    operated();

    var ran = world.run("explain", "pod/web-1", "-n", "shop", "--from-vpc", CommandWorld.VPC);

    assertTrue(
        ran.out()
            .endsWith(
                "It fails at: VPC of the clients: vpc-0123456789abcdef0 is associated with no"
                    + " service network\n"),
        ran.out());
  }

  @Test
  void whatIsNotThereIsSaid() {
    var ran = world.run("explain", "svc/none", "-n", "shop");

    assertTrue(
        ran.out()
            .endsWith("It fails at: Service exists: there is no Service none in namespace shop\n"),
        ran.out());
  }

  @Test
  void wrongUsageIsAnsweredWithWhatIsAllowed() {
    var kind = world.run("explain", "deploy/web");
    assertEquals(ExitCode.USAGE, kind.code());
    assertTrue(
        kind.err()
            .startsWith(
                "lattice explain: 'deploy/web': must be svc/NAME, latticeexport/NAME or pod/NAME"),
        kind.err());

    var nothing = world.run("explain");
    assertEquals(ExitCode.USAGE, nothing.code());
    assertTrue(nothing.err().contains("KIND/NAME"), nothing.err());
  }

  private void operated() throws InterruptedException {
    world.network("mesh");
    world.service("web", EXPORTED);
    world.pod("web", "web-1", "10.0.1.5", true);
    world.pod("web", "web-2", "10.0.1.6", false);
    world.operateUntil(() -> world.isTrue("web", "Healthy"));
  }
}
