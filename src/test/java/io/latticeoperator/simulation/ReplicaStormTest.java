package io.latticeoperator.simulation;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * By seed, everything befalls two or three replicas that can: stopped, killed, told to end, cut off
 * from the lease or from its answers, clocks that are set, a lease that is deleted, calls to AWS
 * that take effect when their sender is long gone. Then all is well again and must come right.
 * Where nothing is read at rest, only what a new leader fears of the one before shows it late
 * effects. {@code -Dsim.seed=N} replays one seed.
 */
class ReplicaStormTest {
  private static final int SEEDS = 400;
  private static final Duration HEALED = Duration.ofMinutes(10);
  private static final int SLOWEST_CALL = 7_000;

  @Test
  void whateverHappensOneWritesAndItComesRight() {
    var one = Long.getLong("sim.seed");
    int changes = 0;
    for (long seed = one == null ? 1 : one; seed <= (one == null ? SEEDS : one); seed++) {
      try {
        changes += new Storm(seed).play();
      } catch (AssertionError | RuntimeException failure) {
        throw new AssertionError("replay with -Dsim.seed=" + seed, failure);
      }
    }
    assertTrue(one != null || changes > 2 * SEEDS, "only " + changes + " terms wrote");
  }

  /** One seed. */
  private static final class Storm {
    private final Random random;
    private final Replicas world;

    Storm(long seed) {
      this.random = new Random(seed);
      this.world = seed % 2 == 0 ? new Replicas() : new Replicas(Duration.ZERO, Duration.ZERO);
    }

    /** How many terms there were in which something was written. */
    int play() {
      world.cluster.start(3);
      world.cluster.export();
      world.start();
      world.start();
      world.leaseLatency = () -> Duration.ofMillis(1 + random.nextInt(200));
      int slow = random.nextInt(3) * 15;
      world.awsLatency =
          () ->
              Duration.ofMillis(
                  random.nextInt(100) < slow
                      ? random.nextInt(SLOWEST_CALL)
                      : 5 + random.nextInt(40));
      for (int i = 0; i < 25; i++) {
        world.run(Duration.ofMillis(200 + random.nextInt(10_000)));
        act();
      }
      boolean deleted = random.nextInt(4) == 0;
      if (deleted) {
        world.cluster.delete();
      }
      world.run(Duration.ofSeconds(random.nextInt(20)));
      heal();
      ReplicasTest.settled(
          world,
          "healed",
          deleted
              ? "0 services, 0 listeners, 0 target groups, 0 associations"
              : "1 services, 1 listeners, 1 target groups, 1 associations");
      return world.writers().size();
    }

    private void heal() {
      world.awsLatency = () -> Duration.ofMillis(10);
      world.leaseLatency = () -> Duration.ofMillis(5);
      world.living().forEach(this::reconnect);
      while (world.living().size() < 2) {
        world.start();
      }
      world.run(HEALED);
    }

    private void reconnect(Replica replica) {
      replica.reachesLease = true;
      replica.hearsLease = true;
    }

    private void act() {
      switch (random.nextInt(12)) {
        case 0 -> world.cluster.start(1 + random.nextInt(3));
        case 1, 2 -> {
          var ips = world.cluster.ips();
          if (ips.size() > 1) {
            var ip = ips.get(random.nextInt(ips.size()));
            if (random.nextBoolean()) {
              world.cluster.terminate(ip, Duration.ofSeconds(random.nextInt(20)));
            } else {
              world.cluster.vanish(ip);
            }
          }
        }
        case 3 -> world.cluster.roll(Duration.ofSeconds(2), Duration.ofSeconds(4));
        case 4, 5 -> any().timeline.pause(Duration.ofSeconds(1 + random.nextInt(60)));
        case 6 -> any().kill();
        case 7 -> any().terminate();
        case 8 -> {
          var cut = any();
          cut.reachesLease = false;
          world.time.after(Duration.ofSeconds(random.nextInt(40)), () -> reconnect(cut));
        }
        case 9 -> {
          var deaf = any();
          deaf.hearsLease = false;
          world.time.after(Duration.ofSeconds(random.nextInt(25)), () -> reconnect(deaf));
        }
        case 10 -> any().skew = Duration.ofSeconds(random.nextInt(1200) - 600L);
        default -> {
          if (random.nextInt(4) == 0) {
            world.lease.delete();
          } else if (world.living().size() < 3) {
            world.start();
          }
        }
      }
    }

    /** The leader more often than others, for it has more to lose. */
    private Replica any() {
      while (world.living().size() < 2) {
        world.start();
      }
      var leader = world.leader();
      var living = world.living();
      return leader != null && random.nextBoolean()
          ? leader
          : living.get(random.nextInt(living.size()));
    }
  }
}
