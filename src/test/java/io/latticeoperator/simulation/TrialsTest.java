package io.latticeoperator.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.latticeoperator.engine.Report.Type;
import io.latticeoperator.simulator.lattice.*;
import io.latticeoperator.translate.*;
import java.time.Duration;
import java.util.*;
import java.util.stream.*;
import org.junit.jupiter.api.Test;

/** What once went wrong, and what is rare: each is a story that must end well. */
class TrialsTest {
  private static Simulation settled(Simulation s, int pods) {
    s.cluster.start(pods);
    s.cluster.export();
    s.startOperator();
    s.run(Duration.ofMinutes(1));
    return s;
  }

  private static String ops(Simulation s, long from) {
    return s.lattice.journal().since(from).stream()
        .collect(Collectors.groupingBy(e -> e.operation(), TreeMap::new, Collectors.counting()))
        .toString();
  }

  private static Faults on(String op, Faults.Fault fault) {
    return (n, call) ->
        call.caller().equals(Simulation.OPERATOR) && call.operation().equals(op)
            ? Optional.of(fault)
            : Optional.empty();
  }

  @Test
  void aStalledWriteIsNotHammeredWithReads() {
    var s = settled(new Simulation(), 3);
    long from = s.lattice.journal().next();
    s.stall = Duration.ofSeconds(30);
    s.cluster.start(1);
    s.run(Duration.ofSeconds(29));
    s.cluster.start(1);
    s.run(Duration.ofSeconds(30));
    assertTrue(s.operatorCalls(from) < 30, s.operatorCalls(from) + " calls: " + ops(s, from));
  }

  @Test
  void anAssociationThatFailsIsRetriedWithBackoff() {
    var s = new Simulation();
    s.associationsFail = true;
    s.cluster.start(1);
    s.cluster.export();
    s.startOperator();
    s.run(Duration.ofMinutes(10));
    assertTrue(s.operatorWrites(0) < 60, ops(s, 0));
  }

  @Test
  void deletionGoesOnWhenAForeignAssociationIsGone() {
    var s =
        settled(new Simulation(Settings.quick(), Duration.ofMinutes(1), Duration.ofHours(1)), 1);
    var other = s.admin("CreateServiceNetwork", Simulation.json().put("name", "other"));
    var service = s.lattice.view().services().getFirst();
    var assoc =
        s.admin(
            "CreateServiceNetworkServiceAssociation",
            Simulation.json()
                .put("serviceIdentifier", service.id())
                .put("serviceNetworkIdentifier", other.get("id").asText()));
    s.run(Duration.ofMinutes(70));
    s.cluster.delete();
    s.run(Duration.ofMinutes(2));
    s.admin(
        "DeleteServiceNetworkServiceAssociation",
        Simulation.json()
            .put("serviceNetworkServiceAssociationIdentifier", assoc.get("id").asText()));
    s.run(Duration.ofMinutes(5));
    assertFalse(s.cluster.exists(), "still deleting: " + s.inventory());
  }

  @Test
  void anAssociationMadeSinceTheLastAuditIsFoundLeftAloneAndWaitedFor() {
    var s = settled(new Simulation(), 1);
    var other = s.admin("CreateServiceNetwork", Simulation.json().put("name", "other"));
    var service = s.lattice.view().services().getFirst();
    s.admin(
        "CreateServiceNetworkServiceAssociation",
        Simulation.json()
            .put("serviceIdentifier", service.id())
            .put("serviceNetworkIdentifier", other.get("id").asText()));
    long from = s.lattice.journal().next();
    s.cluster.delete();
    s.run(Duration.ofHours(1));
    assertTrue(s.cluster.exists());
    assertEquals(1, s.lattice.view().serviceAssociations().size(), "the foreign one is left alone");
    assertTrue(s.operatorWrites(from) < 10, ops(s, from));
  }

  private static void portChangeDuring(Simulation s, Runnable during, Runnable after) {
    settled(s, 3);
    s.watchCapacity();
    during.run();
    s.cluster.port(9090);
    s.run(Duration.ofMinutes(8));
    after.run();
    s.run(Duration.ofMinutes(5));
    assertTrue(s.fewestServing() >= 3, "fewest serving " + s.fewestServing());
  }

  private static Simulation slowChecks() {
    return new Simulation(
        Settings.quick()
            .with(
                to -> {
                  to.healthCheckScale = 1;
                  to.firstHealthCheck = Duration.ofSeconds(5);
                }),
        Duration.ZERO,
        Duration.ZERO);
  }

  @Test
  void aPortChangeKeepsCapacity() {
    portChangeDuring(slowChecks(), () -> {}, () -> {});
  }

  @Test
  void aPortChangeKeepsCapacityThoughRegisteringFailedForLong() {
    var s = slowChecks();
    portChangeDuring(
        s,
        () -> s.lattice.inject(on("RegisterTargets", new Faults.Fault.FailedBefore())),
        () -> s.lattice.inject(Faults.NONE));
  }

  private static ExportSpec suspend(boolean suspend) {
    var spec = ExportSpec.of("checkout");
    return new ExportSpec(
        spec.serviceName(),
        null,
        null,
        null,
        null,
        spec.healthCheck(),
        null,
        List.of(),
        List.of(),
        spec.deletionPolicy(),
        suspend,
        spec.maxRemovalPercent(),
        spec.floor(),
        spec.auth(),
        spec.accessLogs(),
        spec.observability());
  }

  @Test
  void aPortChangeWhileSuspendedKeepsCapacity() {
    var s = slowChecks();
    portChangeDuring(s, () -> s.cluster.spec(suspend(true)), () -> s.cluster.spec(suspend(false)));
  }

  @Test
  void aThrottledRegisterCostsNoReads() {
    var s = settled(new Simulation(), 3);
    s.lattice.inject(on("RegisterTargets", new Faults.Fault.Throttled(Duration.ofSeconds(1))));
    long from = s.lattice.journal().next();
    s.cluster.start(1);
    s.run(Duration.ofMinutes(5));
    var o = s.lattice.journal().since(from);
    long reads = o.stream().filter(e -> e.caller().equals(Simulation.OPERATOR) && e.read()).count();
    assertTrue(reads <= 2, reads + " reads");
  }

  @Test
  void anEvictionGoesOutWhenAwsIsWellAgain() {
    var s = settled(new Simulation(), 3);
    s.lattice.inject(on("DeregisterTargets", new Faults.Fault.Throttled(Duration.ofSeconds(1))));
    s.cluster.terminate(s.cluster.ips().getFirst(), Duration.ofSeconds(1));
    s.run(Duration.ofMinutes(5));
    s.lattice.inject(Faults.NONE);
    s.run(Duration.ofSeconds(15));
    assertEquals(2, s.registered().size());
  }

  @Test
  void aRestartWithinTheListLagLeaksNothing() {
    var s =
        new Simulation(
            Settings.quick().with(to -> to.listLag = Duration.ofSeconds(10)),
            Duration.ofMinutes(1),
            Duration.ofHours(1));
    s.cluster.start(1);
    s.cluster.export();
    s.startOperator();
    s.run(Duration.ofSeconds(4));
    s.kill();
    s.cluster.delete();
    s.startOperator();
    s.run(Duration.ofMinutes(10));
    assertEquals(
        "0 services, 0 listeners, 0 target groups, 0 associations",
        s.inventory(),
        "exists=" + s.cluster.exists());
  }

  @Test
  void aLostCreateAndADeletionWithinTheListLagLeakNothing() {
    var s =
        new Simulation(
            Settings.quick().with(to -> to.listLag = Duration.ofSeconds(10)),
            Duration.ofMinutes(1),
            Duration.ofHours(1));
    s.lattice.inject(on("CreateTargetGroup", new Faults.Fault.AnswerLost()));
    s.cluster.start(1);
    s.cluster.export();
    s.startOperator();
    s.run(Duration.ofSeconds(1));
    s.cluster.delete();
    s.lattice.inject(Faults.NONE);
    s.run(Duration.ofMinutes(10));
    assertEquals(
        "0 services, 0 listeners, 0 target groups, 0 associations",
        s.inventory(),
        "exists=" + s.cluster.exists());
  }

  @Test
  void anUnusableListenerIsNotPolledForever() {
    var s = new Simulation();
    s.lattice.inject(on("CreateListener", new Faults.Fault.FailedBefore()));
    s.cluster.start(1);
    s.cluster.export();
    s.startOperator();
    s.run(Duration.ofMinutes(30));
    long from = s.lattice.journal().next();
    s.run(Duration.ofMinutes(60));
  }

  @Test
  void patienceEnds() {
    var s = settled(new Simulation(), 3);
    var old = s.cluster.ips().getFirst();
    s.cluster.sick.add("10.1.0.4");
    s.cluster.start(1);
    s.cluster.notReady(old);
    s.run(Duration.ofMinutes(12));
    assertFalse(
        s.registered().contains(old),
        s.registered() + " " + s.cluster.condition(Type.TARGETS_SYNCED));
  }
}
