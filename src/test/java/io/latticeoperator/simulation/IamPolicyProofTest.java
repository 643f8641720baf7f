package io.latticeoperator.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.engine.Report.Truth;
import io.latticeoperator.engine.Report.Type;
import io.latticeoperator.simulator.aws.Caller;
import io.latticeoperator.simulator.iam.IdentityPolicies;
import io.latticeoperator.simulator.iam.Policy;
import io.latticeoperator.simulator.lattice.Answer;
import io.latticeoperator.simulator.lattice.Call;
import io.latticeoperator.simulator.lattice.ErrorCode;
import io.latticeoperator.simulator.lattice.Settings;
import io.latticeoperator.translate.ExportSpec;
import io.latticeoperator.translate.ExportSpec.HealthCheckSpec;
import io.latticeoperator.translate.Fixtures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The policy that is published for the operator, in force while the operator lives through
 * everything it does: nothing is denied, and whatever is taken out of the policy is missed.
 */
class IamPolicyProofTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** Shares its network with everybody; the operator's own account has never used VPC Lattice. */
  private static final Caller NETWORK_OWNER =
      new Caller("444455556666", Simulation.OPERATOR.region(), "444455556666");

  private static ObjectNode published() {
    try {
      var text =
          Files.readString(Path.of("deploy/iam-policy.json"))
              .replace("CLUSTER_UID", Fixtures.SETTINGS.identity().uid());
      return (ObjectNode) new ObjectMapper().readTree(text);
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  private static Simulation under(JsonNode policy) {
    return new Simulation(
        Settings.quick(),
        MINUTE,
        Duration.ofMinutes(10),
        environment -> {
          var policies =
              new IdentityPolicies(environment.accounts(), environment.timeline()::now);
          policies.put(
              Simulation.OPERATOR.accessKey(),
              List.of(Policy.of(policy, Policy.Kind.IDENTITY)));
          return environment.sharing((arn, account) -> true).authorizedBy(policies);
        },
        NETWORK_OWNER);
  }

  /** Creation, health, scaling, rolling, changes, a restart, an audit, an heir, and the end. */
  private static Simulation life(JsonNode policy) {
    var simulation = under(policy);
    var cluster = simulation.cluster;
    cluster.spec(spec(simulation, null));
    cluster.start(3);
    cluster.export();
    simulation.startOperator();
    simulation.run(MINUTE.multipliedBy(2));
    cluster.start(2);
    cluster.roll(Duration.ofSeconds(5), Duration.ofSeconds(5));
    simulation.run(MINUTE.multipliedBy(2));
    cluster.spec(spec(simulation, "/healthz"));
    simulation.run(MINUTE.multipliedBy(2));
    cluster.port(9090);
    simulation.run(MINUTE.multipliedBy(10));
    simulation.kill();
    cluster.remake();
    simulation.startOperator();
    simulation.run(MINUTE.multipliedBy(15));
    cluster.delete();
    simulation.run(MINUTE.multipliedBy(5));
    return simulation;
  }

  private static ExportSpec spec(Simulation simulation, String path) {
    var spec = ExportSpec.of("checkout");
    return new ExportSpec(
        spec.serviceName(),
        null,
        null,
        null,
        null,
        new HealthCheckSpec(null, null, null, path, null, null, null, null, null),
        null,
        List.of(simulation.lattice.view().networks().getFirst().arn()),
        List.of(),
        spec.deletionPolicy(),
        false,
        spec.maxRemovalPercent(),
        spec.floor());
  }

  private static List<String> denied(Simulation simulation) {
    return simulation.lattice.journal().since(1).stream()
        .filter(entry -> entry.result().equals("AccessDeniedException"))
        .map(entry -> entry.operation())
        .distinct()
        .toList();
  }

  @Test
  void thePolicyAllowsAWholeLife() {
    var simulation = life(published());
    assertEquals(List.of(), denied(simulation));
    assertFalse(simulation.cluster.exists());
    assertEquals(
        "0 services, 0 listeners, 0 target groups, 0 associations", simulation.inventory());
  }
}
