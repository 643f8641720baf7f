package io.latticeoperator.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.latticeoperator.simulator.lattice.Call;
import io.latticeoperator.simulator.lattice.Faults;
import io.latticeoperator.simulator.lattice.Settings;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * AWS misbehaves by seed while pods come and go and the operator is killed; then AWS is well again
 * and everything must come right. {@code -Dsim.seed=N} replays one seed.
 */
class StormTest {
  private static final int SEEDS = 60;
  private static final Duration HEALED = Duration.ofMinutes(10);

  /** Each kind of fault with its share of the calls, in percent. */
  private record Weather(Random random, int throttled, int failed, int lost) implements Faults {
    @Override
    public Optional<Fault> on(long sequence, Call call) {
      if (!call.caller().equals(Simulation.OPERATOR)) {
        return Optional.empty();
      }
      int dice = random.nextInt(100);
      if (dice < throttled) {
        return Optional.of(new Fault.Throttled(Duration.ofSeconds(1)));
      }
      if (dice < throttled + failed) {
        return Optional.of(new Fault.FailedBefore());
      }
      return dice < throttled + failed + lost
          ? Optional.of(new Fault.AnswerLost())
          : Optional.empty();
    }
  }

  @Test
  void whateverHappenedItComesRight() {
    var one = Long.getLong("sim.seed");
    for (long seed = one == null ? 1 : one; seed <= (one == null ? SEEDS : one); seed++) {
      try {
        storm(seed);
      } catch (AssertionError | RuntimeException failure) {
        throw new AssertionError("replay with -Dsim.seed=" + seed, failure);
      }
    }
  }

  private static void storm(long seed) {
    var random = new Random(seed);
    var lag = Duration.ofMillis(random.nextInt(3) * 2000L);
    var simulation =
        new Simulation(
            Settings.quick().with(to -> to.listLag = lag),
            Duration.ofMinutes(1),
            Duration.ofHours(1));
    simulation.lattice.inject(
        new Weather(
            new Random(seed + 1), random.nextInt(20), random.nextInt(20), random.nextInt(20)));
    simulation.cluster.start(3);
    simulation.cluster.export();
    simulation.startOperator();
    for (int i = 0; i < 12; i++) {
      simulation.run(Duration.ofMillis(500 + random.nextInt(20_000)));
      act(simulation, random);
    }
    boolean deleted = random.nextBoolean();
    if (deleted) {
      simulation.cluster.delete();
      simulation.run(Duration.ofSeconds(random.nextInt(20)));
    }
    simulation.lattice.inject(Faults.NONE);
    simulation.run(HEALED);

    assertEquals(
        deleted
            ? "0 services, 0 listeners, 0 target groups, 0 associations"
            : "1 services, 1 listeners, 1 target groups, 1 associations",
        simulation.inventory());
    assertEquals(
        deleted ? Set.of() : new TreeSet<>(simulation.cluster.ips()), simulation.registered());
    assertEquals(!deleted, simulation.cluster.exists());
    long from = simulation.lattice.journal().next();
    simulation.run(Duration.ofMinutes(10));
    assertEquals(0, simulation.operatorWrites(from), "not at rest");
  }

  private static void act(Simulation simulation, Random random) {
    var ips = simulation.cluster.ips();
    switch (random.nextInt(5)) {
      case 0 -> simulation.cluster.start(1 + random.nextInt(4));
      case 1 -> {
        if (ips.size() > 1) {
          simulation.cluster.terminate(
              ips.get(random.nextInt(ips.size())), Duration.ofSeconds(random.nextInt(20)));
        }
      }
      case 2 -> {
        if (ips.size() > 1) {
          simulation.cluster.vanish(ips.get(random.nextInt(ips.size())));
        }
      }
      case 3 -> {
        simulation.kill();
        simulation.run(Duration.ofSeconds(1));
        simulation.startOperator();
      }
      default -> simulation.cluster.roll(Duration.ofSeconds(2), Duration.ofSeconds(4));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 30, 300})
  void whileAwsIsAwayNothingIsHammered(int seconds) {
    var simulation = new Simulation();
    simulation.cluster.start(3);
    simulation.cluster.export();
    simulation.startOperator();
    simulation.run(Duration.ofMinutes(1));
    simulation.lattice.inject((sequence, call) -> Optional.of(new Faults.Fault.FailedBefore()));
    long from = simulation.lattice.journal().next();
    simulation.cluster.start(1);
    simulation.run(Duration.ofSeconds(seconds));
    long calls = simulation.operatorCalls(from);
    assertTrue(calls <= 4 + seconds / 4, calls + " calls in " + seconds + " s");
  }
}
