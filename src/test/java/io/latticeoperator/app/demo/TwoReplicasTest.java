package io.latticeoperator.app.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two {@code lattice run} as processes, while pods come and go: told to end, killed, and stopped as
 * a whole. Who wrote what is counted at AWS.
 */
@Tag("slow")
class TwoReplicasTest {
  /** The default of {@code --lease-duration}, and of a standby's looks. */
  private static final Duration LEASE = Duration.ofSeconds(15);

  /** Of a JVM that has ended in an orderly way after SIGTERM. */
  private static final int TERMINATED = 143;

  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final Duration HANDOVER = Duration.ofSeconds(3);

  /** For threads that wait for one of few cores. */
  private static final Duration CROWD = Duration.ofSeconds(4);

  @TempDir private static Path folder;
  private static ReplicaWorld world;

  @BeforeAll
  static void start() {
    world = new ReplicaWorld(folder);
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  @Test
  void aLeaderThatIsToldToEndHandsOverInThreeSeconds() throws Exception {
    var pair = world.pair();
    long from = world.journal().next();
    var told = world.now();
    pair.leader().terminate();
    var handover = untilLeads(pair.standby(), told);
    long after = world.journal().next();
    var written = Duration.between(told, world.firstWrite(pair.standby(), from));
    say("SIGTERM", handover, written);

    assertEquals(TERMINATED, pair.leader().exitCode(Duration.ofSeconds(30)), world::said);
    assertEquals(0, world.writes(pair.leader(), after), world::said);
    assertTrue(handover.compareTo(HANDOVER) < 0, handover + "\n" + world.said());
    inPlace();
  }

  @Test
  void aLeaderThatIsKilledIsFollowedWhenItsLeaseHasRunOut() throws Exception {
    var pair = world.pair();
    long from = world.journal().next();
    var killed = world.now();
    pair.leader().kill();
    var takeover = untilLeads(pair.standby(), killed);
    var written = Duration.between(killed, world.firstWrite(pair.standby(), from));
    say("SIGKILL", takeover, written);

    assertTrue(
        takeover.compareTo(LEASE.plus(RETRY).plus(CROWD)) < 0, takeover + "\n" + world.said());
    inPlace();
  }

  @Test
  void aLeaderThatWasStoppedWritesNothingMore() throws Exception {
    var pair = world.pair();
    long from = world.journal().next();
    var stopped = world.now();
    pair.leader().pause();
    try {
      var takeover = untilLeads(pair.standby(), stopped);
      var written = Duration.between(stopped, world.firstWrite(pair.standby(), from));
      say("SIGSTOP", takeover, written);
      assertTrue(
          takeover.compareTo(LEASE.plus(RETRY).plus(CROWD)) < 0, takeover + "\n" + world.said());
    } finally {
      pair.leader().goOn();
    }
    long resumed = world.journal().next();

    ReplicaWorld.patiently().until(pair.leader()::standsBy);
    ReplicaWorld.patiently().until(() -> world.writes(pair.standby(), resumed) > 5);
    assertEquals(0, world.writes(pair.leader(), resumed), world::said);
    assertTrue(pair.standby().leads(), world::said);
    inPlace();
  }

  private static Duration untilLeads(ReplicaChild standby, Instant since) {
    ReplicaWorld.patiently().until(standby::leads);
    return Duration.between(since, world.now());
  }

  private static void inPlace() {
    world.settle();
    assertEquals(world.ready(), world.registered(), world::said);
    assertEquals(List.of(), world.wronglyDeregistered(), world::said);
  }

  private static void say(String what, Duration leads, Duration written) {
    System.out.printf(
        "%s: the other led after %d ms, and had written after %d ms%n",
        what, leads.toMillis(), written.toMillis());
  }
}
