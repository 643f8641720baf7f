package io.latticeoperator.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.latticeoperator.engine.Report.Truth;
import io.latticeoperator.engine.Report.Type;
import io.latticeoperator.model.AuthType;
import io.latticeoperator.policy.PolicySpec;
import io.latticeoperator.policy.Principal.Role;
import io.latticeoperator.policy.Statement;
import io.latticeoperator.policy.Statement.Effect;
import io.latticeoperator.simulator.iam.Decision;
import io.latticeoperator.simulator.iam.Policy;
import io.latticeoperator.simulator.iam.Principal;
import io.latticeoperator.simulator.iam.RequestContext;
import io.latticeoperator.simulator.lattice.Settings;
import io.latticeoperator.translate.AccessLogsSpec;
import io.latticeoperator.translate.AuthSpec;
import io.latticeoperator.translate.ExportFixture;
import io.latticeoperator.translate.ExportSpec;
import io.latticeoperator.translate.ObservabilitySpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Who may call a service at every moment of its life, by what VPC Lattice holds. */
class AuthLifeTest {
  private static final Duration REST = Duration.ofMinutes(4);
  private static final Map<String, Principal> CALLERS =
      Map.of(
          "cart", role("cart"),
          "search", role("search"),
          "anonymous", new Principal.Anonymous());
  private static final Set<String> EVERYBODY = new TreeSet<>(CALLERS.keySet());

  private static final AuthSpec OPEN = new AuthSpec(AuthType.NONE, null);
  private static final AuthSpec CART = guarded(allow("cart"));
  private static final AuthSpec SEARCH = guarded(allow("search"));
  private static final AuthSpec BOTH = guarded(allow("cart"), allow("search"));
  private static final AuthSpec NOBODY = guarded();
  private static final AuthSpec BROKEN =
      new AuthSpec(AuthType.AWS_IAM, new PolicySpec(List.of(), "{", false));

  private static Principal role(String name) {
    var arn = "arn:aws:iam::111122223333:role/" + name;
    return new Principal.RoleSession(
        "111122223333", "arn:aws:sts::111122223333:assumed-role/" + name + "/s", arn, "s");
  }

  private static Statement allow(String name) {
    return new Statement(
        Effect.ALLOW,
        List.of(new Role("arn:aws:iam::111122223333:role/" + name)),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  private static AuthSpec guarded(Statement... statements) {
    return new AuthSpec(AuthType.AWS_IAM, new PolicySpec(List.of(statements), null, false));
  }

  private static ExportSpec spec(AuthSpec auth) {
    return ExportFixture.with("main", auth, AccessLogsSpec.NONE, ObservabilitySpec.NONE);
  }

  private static Set<String> callers(Simulation simulation) {
    var view = simulation.lattice.view();
    var service = view.services().getFirst();
    if (service.authType().name().equals("NONE")) {
      return EVERYBODY;
    }
    var text = view.authPolicies().get(service.arn());
    var allowed = new TreeSet<String>();
    if (text != null) {
      var policy = Policy.parse(text, Policy.Kind.RESOURCE);
      CALLERS.forEach(
          (name, caller) -> {
            var request =
                RequestContext.of(caller, "vpc-lattice-svcs:Invoke", service.arn() + "/", Map.of());
            if (policy.decide(request) == Decision.ALLOWED) {
              allowed.add(name);
            }
          });
    }
    return allowed;
  }

  private static Simulation settled(AuthSpec auth) {
    var simulation = new Simulation();
    simulation.cluster.start(1);
    simulation.cluster.spec(spec(auth));
    simulation.cluster.export();
    simulation.startOperator();
    simulation.run(REST);
    return simulation;
  }

  /**
   * A spec becomes another.
   *
   * @param after who may call in the end
   */
  private record Change(String name, AuthSpec from, AuthSpec to, Set<String> after) {}

  private static final List<Change> CHANGES =
      List.of(
          new Change("closing", OPEN, CART, Set.of("cart")),
          new Change("opening", CART, OPEN, EVERYBODY),
          new Change("another policy", CART, SEARCH, Set.of("search")),
          new Change("a wider policy", CART, BOTH, Set.of("cart", "search")),
          new Change("a narrower policy", BOTH, SEARCH, Set.of("search")),
          new Change("a policy for nobody", CART, NOBODY, Set.of("cart")),
          new Change("closing with a policy for nobody", OPEN, NOBODY, EVERYBODY),
          new Change("closing with a broken policy", OPEN, BROKEN, EVERYBODY),
          new Change("breaking the policy", CART, BROKEN, Set.of("cart")),
          new Change("saying nothing any more", CART, AuthSpec.NONE, Set.of("cart")));

  /** Wherever the operator dies: nobody gets in, or is kept out, in between. */
  @TestFactory
  Stream<DynamicTest> everyCallOfEveryChange() {
    var tests = new ArrayList<DynamicTest>();
    for (var change : CHANGES) {
      var clean = settled(change.from());
      int before = clean.calls();
      clean.cluster.spec(spec(change.to()));
      clean.run(REST);
      tests.add(dynamicTest(change.name(), () -> follow(change, -1, false)));
      IntStream.range(0, clean.calls() - before)
          .forEach(
              k ->
                  Stream.of(true, false)
                      .forEach(
                          first ->
                              tests.add(
                                  dynamicTest(
                                      change.name()
                                          + ", dead "
                                          + (first ? "before" : "after")
                                          + " call "
                                          + k,
                                      () -> follow(change, k, first)))));
    }
    return tests.stream();
  }

  private static void follow(Change change, int crashAt, boolean before) {
    var simulation = settled(change.from());
    var moments = new ArrayList<Set<String>>();
    moments.add(callers(simulation));
    simulation.lattice.onChange(() -> moments.add(callers(simulation)));
    if (crashAt >= 0) {
      simulation.crashAt(crashAt, before);
    }
    simulation.cluster.spec(spec(change.to()));
    simulation.run(REST);
    moments.add(callers(simulation));
    assertFalse(crashAt >= 0 && simulation.crashPending(), "the crash point was never reached");
    assertEquals(change.after(), moments.getLast());
    for (var caller : EVERYBODY) {
      boolean could = moments.getFirst().contains(caller);
      if (could == moments.getLast().contains(caller)) {
        assertTrue(
            moments.stream().allMatch(m -> m.contains(caller) == could), caller + ": " + moments);
      }
    }
    long from = simulation.lattice.journal().next();
    simulation.run(Duration.ofMinutes(10));
    assertEquals(0, simulation.operatorWrites(from), "not at rest");
  }

  @Test
  void whatIsHeldIsTold() {
    for (var change : List.of(NOBODY, BROKEN)) {
      var simulation = settled(OPEN);
      assertEquals(Truth.TRUE, simulation.cluster.condition(Type.READY).status());
      simulation.cluster.spec(spec(change));
      simulation.run(REST);
      var condition = simulation.cluster.condition(Type.PROGRAMMED);
      assertEquals(Truth.FALSE, condition.status());
      assertEquals(change == NOBODY ? "LocksOutEverybody" : "PolicyInvalid", condition.reason());
    }
  }

  @Test
  void aNewServiceWithAPolicyThatIsHeldIsClosed() {
    for (var held : List.of(NOBODY, BROKEN)) {
      var simulation = settled(held);
      assertEquals(Set.of(), callers(simulation));
      simulation.cluster.spec(spec(CART));
      simulation.run(REST);
      assertEquals(Set.of("cart"), callers(simulation));
    }
  }

  /** What somebody puts in other words is left alone; what means something else is put right. */
  @Test
  void driftIsRepairedAndOtherWordsAreNone() {
    var audit = Duration.ofMinutes(5);
    var simulation = new Simulation(Settings.quick(), Duration.ZERO, audit);
    simulation.cluster.start(1);
    simulation.cluster.spec(spec(CART));
    simulation.cluster.export();
    simulation.startOperator();
    simulation.run(REST);
    var service = simulation.lattice.view().services().getFirst();
    var text = simulation.lattice.view().authPolicies().get(service.arn());
    var otherWords =
        text.replace("\"Resource\":\"*\"", "\"Resource\": [\"*\"]")
            .replace("\"Effect\":\"Allow\",", "")
            .replace("\"Resource\"", "\"Effect\":\"Allow\", \"Resource\"");
    put(simulation, service.id(), otherWords);
    simulation.run(Duration.ofMinutes(20));
    assertEquals(otherWords, simulation.lattice.view().authPolicies().get(service.arn()));
    put(simulation, service.id(), text.replace("role/cart", "role/search"));
    simulation.run(Duration.ofMinutes(20));
    assertEquals(text, simulation.lattice.view().authPolicies().get(service.arn()));
  }

  private static void put(Simulation simulation, String service, String policy) {
    simulation.admin(
        "PutAuthPolicy",
        Simulation.json().put("resourceIdentifier", service).put("policy", policy));
  }
}
