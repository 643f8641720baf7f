package io.latticeoperator.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.latticeoperator.engine.Report.Truth;
import io.latticeoperator.engine.Report.Type;
import io.latticeoperator.plan.Fault;
import io.latticeoperator.simulator.lattice.Settings;
import java.time.Duration;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Something is away for a minute, an hour, a day, while pods come and go; then it is there again.
 */
class AwayTest {
  private final Simulation simulation =
      new Simulation(Settings.quick(), Duration.ofMinutes(1), Duration.ofHours(1));
  private final SimulatedCluster cluster = simulation.cluster;

  private void calm() {
    cluster.start(4);
    cluster.export();
    simulation.startOperator();
    simulation.run(Duration.ofMinutes(2));
    assertEquals(Truth.TRUE, cluster.condition(Type.READY).status());
  }

  /** Two pods end, three start, and some time passes. */
  private void pass(Duration time) {
    simulation.run(time.dividedBy(2));
    var old = cluster.ips();
    cluster.start(3);
    old.stream().limit(2).forEach(ip -> cluster.terminate(ip, Duration.ofSeconds(10)));
    simulation.run(time.dividedBy(2));
  }

  private void isRightWithinAMinute() {
    simulation.run(Duration.ofMinutes(1));
    assertEquals(new TreeSet<>(cluster.ips()), simulation.registered());
    assertEquals(Truth.TRUE, cluster.condition(Type.READY).status());
    assertEquals(5, simulation.serving());
  }

  /** Unreachable, or its name cannot be resolved: no call has an answer. */
  @ParameterizedTest
  @ValueSource(strings = {"PT1M", "PT1H", "P1D"})
  void aws(Duration time) {
    calm();
    simulation.refusals =
        call -> Optional.of(Fault.of(Fault.Kind.LOST_ANSWER, "Unable to execute HTTP request"));
    var before = simulation.registered();
    int calls = simulation.calls();
    pass(time);
    assertEquals(before, simulation.registered());
    if (time.compareTo(Duration.ofMinutes(1)) > 0) {
      assertEquals(Truth.FALSE, cluster.condition(Type.READY).status());
      assertEquals(Fault.Kind.LOST_ANSWER.reason(), cluster.condition(Type.READY).reason());
    }
    long made = simulation.calls() - calls;
    assertTrue(made <= 20 + time.toSeconds() / 2, () -> made + " calls");
    simulation.refusals = call -> Optional.empty();
    isRightWithinAMinute();
  }

  /** Lattice and its health checks go on without it. */
  @ParameterizedTest
  @ValueSource(strings = {"PT1M", "PT1H", "P1D"})
  void theOperator(Duration time) {
    calm();
    var before = simulation.registered();
    simulation.kill();
    pass(time);
    assertEquals(before, simulation.registered());
    assertEquals(2, simulation.serving());
    simulation.startOperator();
    isRightWithinAMinute();
  }
}
