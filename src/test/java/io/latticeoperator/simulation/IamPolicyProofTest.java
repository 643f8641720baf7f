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
import io.latticeoperator.model.Listener;
import io.latticeoperator.model.TargetGroup;
import io.latticeoperator.simulator.aws.Caller;
import io.latticeoperator.simulator.iam.IdentityPolicies;
import io.latticeoperator.simulator.iam.Policy;
import io.latticeoperator.simulator.lattice.Settings;
import io.latticeoperator.translate.ExportSpec;
import io.latticeoperator.translate.ExportSpec.HealthCheckSpec;
import io.latticeoperator.translate.ExportSpec.ListenerSpec;
import io.latticeoperator.translate.Fixtures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The policy that is published for the operator, in force while the operator lives through
 * everything it does: nothing is denied, and whatever is taken out of the policy is missed.
 */
class IamPolicyProofTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private static final Caller NEIGHBOUR =
      new Caller("111122223333", Simulation.OPERATOR.region(), "AKIANEIGHBOUR");
  private static final Caller OTHER_ACCOUNT =
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

  /**
   * @param networkOwner makes the service network and shares it with everybody
   */
  private static Simulation under(JsonNode policy, Caller networkOwner) {
    return new Simulation(
        Settings.quick(),
        MINUTE,
        Duration.ofMinutes(10),
        environment -> {
          var policies = new IdentityPolicies(environment.accounts(), environment.timeline()::now);
          policies.put(
              Simulation.OPERATOR.accessKey(), List.of(Policy.of(policy, Policy.Kind.IDENTITY)));
          return environment.sharing((arn, account) -> true).authorizedBy(policies);
        },
        networkOwner);
  }

  private static Simulation life(JsonNode policy) {
    var simulation = under(policy, NEIGHBOUR);
    grow(simulation);
    change(simulation);
    end(simulation);
    return simulation;
  }

  /** Creation, scaling and a rolling update. */
  private static void grow(Simulation simulation) {
    simulation.cluster.start(3);
    simulation.cluster.export();
    simulation.startOperator();
    simulation.run(MINUTE.multipliedBy(2));
    simulation.cluster.start(2);
    simulation.cluster.roll(Duration.ofSeconds(5), Duration.ofSeconds(5));
    simulation.run(MINUTE.multipliedBy(2));
  }

  /** Of the health check, the target group, the listener, the operator and the export itself. */
  private static void change(Simulation simulation) {
    simulation.cluster.spec(changed(null, 80));
    simulation.run(MINUTE.multipliedBy(2));
    simulation.cluster.spec(changed(TargetGroup.Protocol.HTTPS, 80));
    simulation.run(MINUTE.multipliedBy(10));
    simulation.cluster.spec(changed(TargetGroup.Protocol.HTTPS, 8081));
    simulation.run(MINUTE.multipliedBy(10));
    simulation.kill();
    simulation.cluster.remake();
    simulation.startOperator();
    simulation.run(MINUTE.multipliedBy(15));
  }

  /** Of an export that was another one before, and so may have left more than it speaks of. */
  private static void end(Simulation simulation) {
    simulation.cluster.spec(changed(TargetGroup.Protocol.HTTPS, 8080));
    simulation.run(MINUTE.multipliedBy(5));
    simulation.cluster.delete();
    simulation.run(MINUTE.multipliedBy(5));
  }

  /** The first calls in an account in which nobody has used VPC Lattice before. */
  private static Simulation firstUse(JsonNode policy) {
    var simulation = under(policy, OTHER_ACCOUNT);
    simulation.cluster.start(1);
    simulation.cluster.export();
    simulation.startOperator();
    simulation.run(Duration.ofSeconds(1));
    return simulation;
  }

  private static ExportSpec changed(TargetGroup.@Nullable Protocol protocol, int listenerPort) {
    var spec = ExportSpec.of("checkout");
    return new ExportSpec(
        spec.serviceName(),
        null,
        protocol,
        null,
        null,
        new HealthCheckSpec(null, null, null, "/healthz", null, null, null, null, null),
        null,
        List.of(),
        List.of(new ListenerSpec(Listener.Protocol.HTTP, listenerPort)),
        spec.deletionPolicy(),
        false,
        spec.maxRemovalPercent(),
        spec.floor(),
        spec.auth(),
        spec.accessLogs(),
        spec.observability());
  }

  private static List<String> denied(JsonNode policy) {
    return Stream.of(firstUse(policy), life(policy))
        .flatMap(simulation -> simulation.lattice.journal().since(1).stream())
        .filter(entry -> entry.result().equals("AccessDeniedException"))
        .map(entry -> entry.operation())
        .distinct()
        .toList();
  }

  @Test
  void thePolicyAllowsAWholeLife() {
    assertEquals(List.of(), denied(published()));
    var simulation = under(published(), NEIGHBOUR);
    grow(simulation);
    var ready = simulation.cluster.condition(Type.READY);
    assertEquals(Truth.TRUE, ready.status(), ready::message);
    change(simulation);
    assertEquals(
        Truth.TRUE,
        simulation.cluster.condition(Type.READY).status(),
        () -> simulation.cluster.condition(Type.READY).message());
    end(simulation);
    assertFalse(simulation.cluster.exists());
    assertEquals(
        "0 services, 0 listeners, 0 target groups, 0 associations", simulation.inventory());
  }

  @TestFactory
  @Tag("slow")
  Stream<DynamicTest> whateverIsTakenOutIsMissed() {
    var tests = new ArrayList<DynamicTest>();
    for (var statement : published().path("Statement")) {
      var sid = statement.path("Sid").asText();
      for (var action : actions(statement)) {
        tests.add(
            dynamicTest(
                "%s in %s".formatted(action, sid),
                () -> assertFalse(denied(without(sid, action)).isEmpty(), action)));
      }
    }
    return tests.stream();
  }

  private static List<String> actions(JsonNode statement) {
    var action = statement.path("Action");
    var actions = new ArrayList<String>();
    if (action.isTextual()) {
      actions.add(action.asText());
    } else {
      action.forEach(each -> actions.add(each.asText()));
    }
    return actions;
  }

  /** The published policy, but for one action of one statement. */
  private static JsonNode without(String sid, String action) {
    var policy = published();
    var statements = (ArrayNode) policy.path("Statement");
    for (int index = statements.size() - 1; index >= 0; index--) {
      var statement = (ObjectNode) statements.get(index);
      if (statement.path("Sid").asText().equals(sid)) {
        var left = actions(statement);
        assertTrue(left.remove(action), action);
        if (left.isEmpty()) {
          statements.remove(index);
        } else {
          var kept = statement.putArray("Action");
          left.forEach(kept::add);
        }
      }
    }
    return policy;
  }
}
