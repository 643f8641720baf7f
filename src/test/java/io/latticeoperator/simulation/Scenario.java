package io.latticeoperator.simulation;

import io.latticeoperator.engine.Report.Truth;
import io.latticeoperator.engine.Report.Type;
import io.latticeoperator.simulator.lattice.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

/**
 * One export's whole life, checked at each turn: created, scaled, rolled and deleted, in virtual
 * time and on one thread, with the operator's own readings going on.
 */
public final class Scenario {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration GLANCE = Duration.ofMillis(500);

  private final Simulation simulation =
      new Simulation(Settings.quick(), Duration.ofMinutes(1), Duration.ofHours(1));
  private final SimulatedCluster cluster = simulation.cluster;
  private final int pods;

  /**
   * @param number of the scenario: from 2 to 6 pods, in turn
   */
  public Scenario(int number) {
    this.pods = 2 + number % 5;
  }

  /**
   * How much went on.
   *
   * @param calls of the operator
   * @param simulated time that passed
   */
  public record Lived(int calls, Duration simulated) {}

  /** Throws AssertionError when a turn does not come to its end, or capacity is lost on the way. */
  public Lived live() {
    Instant began = simulation.time.now();
    cluster.start(pods);
    cluster.export();
    simulation.startOperator();
    until("created", () -> ready() && serving() == pods);
    cluster.start(pods);
    until("scaled", () -> serving() == 2 * pods && settled());
    simulation.watchCapacity();
    var old = new HashSet<>(cluster.ips());
    cluster.roll(Duration.ofSeconds(3), Duration.ofSeconds(5));
    until("rolled", () -> newOnly(old) && serving() == 2 * pods && settled());
    if (simulation.fewestServing() < 2 * pods) {
      throw new AssertionError("Only " + simulation.fewestServing() + " served in the roll");
    }
    cluster.delete();
    until("deleted", () -> !cluster.exists());
    if (!simulation.inventory().startsWith("0 services, 0 listeners, 0 target groups, 0 assoc")) {
      throw new AssertionError(simulation.inventory() + " were left");
    }
    return new Lived(simulation.calls(), Duration.between(began, simulation.time.now()));
  }

  private boolean ready() {
    return cluster.lastReport() != null && cluster.condition(Type.READY).status() == Truth.TRUE;
  }

  private boolean newOnly(Set<String> old) {
    return cluster.ips().size() == 2 * pods && cluster.ips().stream().noneMatch(old::contains);
  }

  private boolean settled() {
    return simulation.registered().equals(new TreeSet<>(cluster.ips()));
  }

  private int serving() {
    return simulation.serving();
  }

  private void until(String turn, BooleanSupplier reached) {
    var end = simulation.time.now().plus(PATIENCE);
    while (!reached.getAsBoolean()) {
      if (simulation.time.now().isAfter(end)) {
        throw new AssertionError("Not " + turn + ": " + simulation.inventory());
      }
      simulation.run(GLANCE);
    }
  }
}
