package io.latticeoperator.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.latticeoperator.engine.Report.Truth;
import io.latticeoperator.engine.Report.Type;
import io.latticeoperator.simulator.lattice.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** An export's whole life, and what it costs. */
class LifeTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private static Simulation settled(int pods) {
    return settled(new Simulation(), pods);
  }

  private static Simulation settled(Simulation simulation, int pods) {
    simulation.cluster.start(pods);
    simulation.cluster.export();
    simulation.startOperator();
    simulation.run(MINUTE);
    assertEquals(
        Truth.TRUE,
        simulation.cluster.condition(Type.READY).status(),
        () -> simulation.cluster.condition(Type.READY).message());
    return simulation;
  }

  @Test
  void anExportIsWiredRegisteredAndHealthy() {
    var simulation = settled(3);
    assertEquals(
        "1 services, 1 listeners, 1 target groups, 1 associations", simulation.inventory());
    assertEquals(new TreeSet<>(simulation.cluster.ips()), simulation.registered());
    assertEquals(Truth.TRUE, simulation.cluster.condition(Type.HEALTHY).status());
  }

  @Test
  void atRestNothingIsCalled() {
    var simulation = settled(3);
    long from = simulation.lattice.journal().next();
    simulation.run(Duration.ofHours(2));
    assertEquals(0, simulation.operatorCalls(from));
  }

  @Test
  void atRestHealthAndAuditStayWithinTheirBudget() {
    var simulation = settled(new Simulation(Settings.quick(), MINUTE, Duration.ofHours(1)), 3);
    long from = simulation.lattice.journal().next();
    simulation.run(Duration.ofHours(2));
    long calls = simulation.operatorCalls(from);
    // health: one ListTargets a minute; audit: some fifteen calls an hour, jittered by a fifth
    assertTrue(calls <= 2 * 60 + 2 * 1.25 * 15, calls + " calls");
    assertEquals(0, simulation.operatorWrites(from));
  }

  @Test
  void anEndpointChangeCostsNoReadBeforeItsWriteAndOneRegister() {
    var simulation = settled(3);
    long from = simulation.lattice.journal().next();
    simulation.cluster.start(50);
    simulation.run(MINUTE);
    var entries = simulation.lattice.journal().since(from);
    assertEquals("RegisterTargets", entries.getFirst().operation());
    assertEquals(1, simulation.operatorWrites(from));
  }

  @Test
  void aPodThatEndsAndOneThatStartsCostOneDeregisterAndOneRegister() {
    var simulation = settled(3);
    long from = simulation.lattice.journal().next();
    var old = simulation.cluster.ips().getFirst();
    simulation.cluster.start(1);
    simulation.cluster.terminate(old, Duration.ofSeconds(10));
    simulation.run(MINUTE);
    var writes =
        simulation.lattice.journal().since(from).stream()
            .filter(e -> !e.read())
            .map(e -> e.operation())
            .sorted()
            .toList();
    assertEquals(List.of("DeregisterTargets", "RegisterTargets"), writes);
    assertFalse(simulation.registered().contains(old));
  }

  @Test
  void theFirstRegisterGoesOutInTheMomentOfTheEvent() {
    var simulation = settled(1);
    long from = simulation.lattice.journal().next();
    var at = simulation.time.now();
    simulation.cluster.start(1);
    simulation.run(Duration.ofSeconds(1));
    var entry = simulation.lattice.journal().since(from).getFirst();
    // 10 ms is the simulated way to AWS
    assertEquals(Duration.ofMillis(10), Duration.between(at, entry.at()));
  }

  @Test
  void aRollingUpdateNeverLosesCapacity() {
    var simulation = settled(3);
    simulation.watchCapacity();
    simulation.cluster.roll(Duration.ofSeconds(3), Duration.ofSeconds(5));
    simulation.run(MINUTE);
    assertEquals(new TreeSet<>(simulation.cluster.ips()), simulation.registered());
    assertTrue(simulation.fewestServing() >= 3, "fewest serving: " + simulation.fewestServing());
  }

  @Test
  void deletionLeavesNothingOfOursAndEverythingElse() {
    var simulation = new Simulation();
    simulation.admin(
        "CreateService", Simulation.json().put("name", "checkout-shop-somebody-elses"));
    settled(simulation, 3);
    simulation.cluster.delete();
    simulation.run(MINUTE);
    assertEquals(
        "1 services, 0 listeners, 0 target groups, 0 associations", simulation.inventory());
    assertFalse(simulation.cluster.exists());
  }

  @Test
  void aTargetRemovedBehindOurBackComesBackWithTheNextHealthReading() {
    var simulation = settled(new Simulation(Settings.quick(), MINUTE, Duration.ZERO), 3);
    var group = simulation.lattice.view().targetGroups().getFirst();
    var input = Simulation.json().put("targetGroupIdentifier", group.id());
    input.putArray("targets").addObject().put("id", "10.1.0.2").put("port", 8080);
    simulation.admin("DeregisterTargets", input);
    simulation.run(Duration.ofMinutes(2));
    assertEquals(Set.of("10.1.0.1", "10.1.0.2", "10.1.0.3"), simulation.registered());
  }

  @Test
  void aListenerRemovedBehindOurBackComesBackWithTheNextAudit() {
    var simulation = settled(new Simulation(Settings.quick(), MINUTE, Duration.ofHours(1)), 1);
    var listener = simulation.lattice.view().listeners().getFirst();
    simulation.admin(
        "DeleteListener",
        Simulation.json()
            .put("serviceIdentifier", listener.serviceId())
            .put("listenerIdentifier", listener.id()));
    simulation.run(Duration.ofMinutes(70));
    assertEquals(
        "1 services, 1 listeners, 1 target groups, 1 associations", simulation.inventory());
  }

  @Test
  void anUnexplainedCollapseIsHeldAndShownAndEndsByItself() {
    var simulation = settled(3);
    simulation.cluster.blind(true);
    simulation.run(MINUTE);
    assertEquals(3, simulation.registered().size());
    assertEquals("Held", simulation.cluster.condition(Type.TARGETS_SYNCED).reason());
    simulation.cluster.unblind();
    simulation.run(MINUTE);
    assertEquals(Truth.TRUE, simulation.cluster.condition(Type.READY).status());
  }

  @Test
  void aCollapseIsHeldAsLongAsTheEvidenceDoesNotAnswer() {
    var simulation = settled(3);
    simulation.cluster.blind(false);
    simulation.run(Duration.ofHours(1));
    assertEquals(3, simulation.registered().size());
  }

  @Test
  void podsThatAreGoneExplainACollapse() {
    var simulation = settled(3);
    simulation.cluster.ips().forEach(simulation.cluster::vanish);
    simulation.run(MINUTE);
    assertEquals(Set.of(), simulation.registered());
  }

  @Test
  void aDeletedServiceTakesItsTargetsButTheWiringWaitsForIt() {
    var simulation = settled(3);
    simulation.cluster.removeService();
    simulation.run(MINUTE);
    assertEquals(Set.of(), simulation.registered());
    assertEquals(
        "1 services, 1 listeners, 1 target groups, 1 associations", simulation.inventory());
    assertEquals("ServiceNotFound", simulation.cluster.condition(Type.RESOLVED_REFS).reason());
  }

  @Test
  void scaleToZeroGoesThrough() {
    var simulation = settled(3);
    simulation.cluster.ips().forEach(ip -> simulation.cluster.terminate(ip, Duration.ofSeconds(5)));
    simulation.run(MINUTE);
    assertEquals(Set.of(), simulation.registered());
  }
}
