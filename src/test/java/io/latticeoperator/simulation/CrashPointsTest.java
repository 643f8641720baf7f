package io.latticeoperator.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The operator dies before, or right after, each AWS call of a scenario (in the second case the
 * answer is lost), starts again with an empty memory, and must converge: nothing leaked, nothing
 * foreign touched, never below the floor, and at rest afterwards.
 */
class CrashPointsTest {
  private static final Duration REST = Duration.ofMinutes(4);
  private static final String WHOLE = "1 services, 1 listeners, 1 target groups, 1 associations";
  private static final String NOTHING = "0 services, 0 listeners, 0 target groups, 0 associations";

  /**
   * A scenario.
   *
   * @param action what happens to a settled export of three pods
   * @param floor fewest targets that must always be HEALTHY and answer
   */
  private record Scenario(String name, Consumer<Simulation> action, int floor, String inventory) {}

  private static final List<Scenario> SCENARIOS =
      List.of(
          new Scenario("scaling up", s -> s.cluster.start(3), 3, WHOLE),
          new Scenario("scaling down", CrashPointsTest::scaleDown, 1, WHOLE),
          new Scenario(
              "rolling update",
              s -> s.cluster.roll(Duration.ofSeconds(10), Duration.ofSeconds(15)),
              3,
              WHOLE),
          new Scenario("deletion", s -> s.cluster.delete(), 0, NOTHING));

  private static void scaleDown(Simulation simulation) {
    simulation.cluster.ips().stream()
        .skip(1)
        .forEach(ip -> simulation.cluster.terminate(ip, Duration.ofSeconds(15)));
  }

  @TestFactory
  Stream<DynamicTest> everyCallOfACreation() {
    var clean = new Simulation();
    create(clean);
    return points(clean.calls(), "creation", simulation -> {}, CrashPointsTest::create, 0, WHOLE);
  }

  private static void create(Simulation simulation) {
    simulation.cluster.start(3);
    simulation.cluster.export();
    simulation.startOperator();
    simulation.run(REST);
  }

  @TestFactory
  Stream<DynamicTest> everyCallOfALife() {
    var tests = new ArrayList<DynamicTest>();
    for (var scenario : SCENARIOS) {
      var clean = new Simulation();
      create(clean);
      int before = clean.calls();
      scenario.action().accept(clean);
      clean.run(REST);
      points(
              clean.calls() - before,
              scenario.name(),
              CrashPointsTest::create,
              simulation -> {
                scenario.action().accept(simulation);
                simulation.run(REST);
              },
              scenario.floor(),
              scenario.inventory())
          .forEach(tests::add);
    }
    return tests.stream();
  }

  private static Stream<DynamicTest> points(
      int calls,
      String name,
      Consumer<Simulation> prepare,
      Consumer<Simulation> action,
      int floor,
      String inventory) {
    assertTrue(calls > 0, "the clean run of " + name + " made no call");
    return IntStream.range(0, calls)
        .boxed()
        .flatMap(
            k ->
                Stream.of(true, false)
                    .map(
                        before ->
                            dynamicTest(
                                name + ", dead " + (before ? "before" : "after") + " call " + k,
                                () -> die(k, before, prepare, action, floor, inventory))));
  }

  private static void die(
      int k,
      boolean before,
      Consumer<Simulation> prepare,
      Consumer<Simulation> action,
      int floor,
      String inventory) {
    var simulation = new Simulation();
    simulation.admin("CreateService", Simulation.json().put("name", "somebody-elses"));
    prepare.accept(simulation);
    simulation.crashAt(k, before);
    simulation.watchCapacity();
    action.accept(simulation);
    simulation.run(REST);

    assertEquals(plusForeign(inventory), simulation.inventory());
    var wanted = inventory.equals(NOTHING) ? Set.of() : new TreeSet<>(simulation.cluster.ips());
    assertEquals(wanted, simulation.registered());
    assertTrue(
        simulation.fewestServing() >= floor, "fewest serving: " + simulation.fewestServing());
    assertEquals(!inventory.equals(NOTHING), simulation.cluster.exists());
    long from = simulation.lattice.journal().next();
    simulation.run(Duration.ofMinutes(10));
    assertEquals(0, simulation.operatorCalls(from), "not at rest");
    assertFalse(simulation.crashPending(), "the crash point was never reached");
  }

  private static String plusForeign(String inventory) {
    return inventory.replaceFirst("^. services", inventory.charAt(0) - '0' + 1 + " services");
  }
}
