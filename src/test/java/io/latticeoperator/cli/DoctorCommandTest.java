package io.latticeoperator.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.latticeoperator.app.simulator.Rigour;
import io.latticeoperator.simulator.faults.FaultPlan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorCommandTest {
  @TempDir private Path folder;

  @Test
  void whereAllIsWellEachCheckSaysSo() {
    try (var world = new CommandWorld()) {
      world.service("web", "");
      world.pod("web", "web-1", "10.0.1.5", true);

      var ran = world.run("doctor");

      assertEquals(
          """
          CREDENTIALS
            [ok]   Region: eu-west-1
            [ok]   principal: arn:aws:iam::111122223333:user/AKIATEST, credentials as they are given
            [ok]   account: 111122223333
            [ok]   clock: N s apart from AWS

          AWS
            [ok]   may read: alarms, associations of the VPC, dashboards, log groups, rules of security groups, service networks, services, shares, target groups
            [ok]   writes: not tried, for that would change something: see deploy/ for a policy that allows them
            [ok]   prefix list of IPv4: pl-0a1a77ce000000004, com.amazonaws.eu-west-1.vpc-lattice
            [ok]   prefix list of IPv6: pl-0a1a77ce000000006, com.amazonaws.eu-west-1.ipv6.vpc-lattice
            [ok]   service networks: 0 of 50 (default quota L-9CAD07FB)
            [ok]   services: 0 of 2000 (default quota L-620C821E)
            [ok]   target groups: 0 of 500 (default quota L-BB11C6B9)

          NETWORK
            [ok]   VPC: vpc-0123456789abcdef0 10.0.0.0/16, subnets: 1
            [ok]   routable CIDRs: 10.0.0.0/16
            [ok]   addresses of pods: all of 1 are routable

          CLUSTER
            [ok]   API server: SERVER, Kubernetes VERSION
            [ok]   CustomResourceDefinition latticeexports: v1alpha1
            [ok]   CustomResourceDefinition latticenetworks: v1alpha1
            [ok]   rights: you may do all that the operator does

          18 checks, 0 warnings, 0 failures
          """,
          ran.out()
              .replaceAll("clock: [0-9]+", "clock: N")
              .replaceAll("http://\\S+, Kubernetes v[0-9.]+", "SERVER, Kubernetes VERSION"),
          ran.err());
      assertEquals(ExitCode.OK, ran.code());
    }
  }

  @Test
  void anOverlayNetworkIsWarnedOf() throws Exception {
    try (var world = new CommandWorld()) {
      world.service("web", "");
      world.pod("web", "web-1", "192.168.4.7", true);

      var check = check(world.run("doctor", "-o", "json"), "addresses of pods");

      assertEquals("WARN", check.path("result").asText());
      assertEquals(
          "1 of 1 are outside of the routable CIDRs, such as 192.168.4.7",
          check.path("found").asText());
    }
  }

  @Test
  void aVpcThatIsNotThereFails() throws Exception {
    try (var world = new CommandWorld()) {
      var ran = world.run("doctor", "-o", "json", "--vpc-id", "vpc-0aaaaaaaaaaaaaaaa");

      assertEquals(ExitCode.FAILED, ran.code());
      assertEquals("FAIL", check(ran, "VPC").path("result").asText(), ran.out());
    }
  }

  @Test
  void routableRangesOutsideOfTheVpcFail() throws Exception {
    try (var world = new CommandWorld()) {
      var ran = world.run("doctor", "-o", "json", "--routable-cidrs", "10.0.0.0/16,10.9.0.0/16");

      assertEquals(
          "10.9.0.0/16 is not within the VPC: 10.0.0.0/16",
          check(ran, "routable CIDRs").path("found").asText());
      assertEquals(ExitCode.FAILED, ran.code());
    }
  }

  @Test
  void credentialsOfAnotherAccountFail() throws Exception {
    try (var world = new CommandWorld()) {
      var ran = world.run("doctor", "-o", "json", "--account", "999999999999");

      assertEquals(
          "the credentials are of 111122223333, --account is 999999999999",
          check(ran, "account").path("found").asText());
    }
  }

  @Test
  void aMissingDefinitionFails() throws Exception {
    try (var world = new CommandWorld()) {
      world
          .client
          .resources(CustomResourceDefinition.class)
          .withName("latticeexports.latticeoperator.io")
          .delete();

      var check =
          check(world.run("doctor", "-o", "json"), "CustomResourceDefinition latticeexports");

      assertEquals("FAIL", check.path("result").asText());
      assertEquals("kubectl apply -f crds/", check.path("remedy").asText());
    }
  }

  @Test
  void whatMayNotBeReadIsNamed() throws Exception {
    var policies = folder.resolve("policies.json");
    Files.writeString(policies, "{\"AKIATEST\": []}");
    try (var world = new CommandWorld(new Rigour(1, FaultPlan.NONE, policies, false))) {
      var ran = world.run("doctor", "-o", "json");

      assertEquals(ExitCode.FAILED, ran.code());
      for (var what : new String[] {"services", "target groups", "log groups", "alarms"}) {
        var check = check(ran, "may read " + what);
        assertEquals("FAIL", check.path("result").asText(), ran.out());
        assertTrue(
            check.path("found").asText().matches(".*[a-z-]+:[A-Z][A-Za-z]+.*"), check.toString());
      }
    }
  }

  @Test
  void aClusterThatIsNotThereFailsAndTheRestIsExamined() throws Exception {
    try (var world = new CommandWorld()) {
      var ran = world.runWithoutCluster("doctor", "-o", "json");

      assertEquals("FAIL", check(ran, "API server").path("result").asText(), ran.out());
      assertEquals("OK", check(ran, "VPC").path("result").asText(), ran.out());
      assertEquals(ExitCode.FAILED, ran.code());
    }
  }

  @Test
  void settingsAreListedWhenTheyAreMissing() {
    try (var world = new CommandWorld()) {
      var ran = world.run(Map.copyOf(new HashMap<>()), "doctor");

      assertEquals(ExitCode.USAGE, ran.code());
      assertTrue(ran.err().contains("--vpc-id (LATTICE_VPC_ID) is missing"), ran.err());
    }
  }

  private static JsonNode check(CommandWorld.Ran ran, String name) throws Exception {
    return StreamSupport.stream(
            new ObjectMapper().readTree(ran.out()).path("checks").spliterator(), false)
        .filter(check -> check.path("check").asText().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(ran.out()));
  }
}
