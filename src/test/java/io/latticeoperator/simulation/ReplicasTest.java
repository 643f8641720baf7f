package io.latticeoperator.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Two replicas; the one that leads is stopped for a while, or killed, or told to end, before or
 * after each call that it makes while something happens. No write begins after a deadline, never do
 * two write, and in the end everything is as wanted, nothing is leaked and all is at rest.
 */
class ReplicasTest {
  private static final String WHOLE = "1 services, 1 listeners, 1 target groups, 1 associations";
  private static final String NOTHING = "0 services, 0 listeners, 0 target groups, 0 associations";

  /**
   * What happens to a settled export of three pods.
   *
   * @param lasts for so long calls are counted
   */
  private record Event(
      String name, Consumer<Replicas> action, Duration lasts, boolean made, String left) {}

  private static final List<Event> EVENTS =
      List.of(
          new Event("creation", ReplicasTest::create, Duration.ofSeconds(8), false, WHOLE),
          new Event("scaling up", w -> w.cluster.start(3), Duration.ofSeconds(4), true, WHOLE),
          new Event("scaling down", ReplicasTest::scaleDown, Duration.ofSeconds(20), true, WHOLE),
          new Event(
              "rolling update",
              w -> w.cluster.roll(Duration.ofSeconds(5), Duration.ofSeconds(6)),
              Duration.ofSeconds(24),
              true,
              WHOLE),
          new Event("deletion", w -> w.cluster.delete(), Duration.ofSeconds(8), true, NOTHING));

  /** What befalls the leader. */
  private record Fate(String name, Consumer<Replica> deed) {}

  private static final List<Fate> FATES =
      List.of(
          paused(1),
          paused(12),
          paused(16),
          paused(60),
          new Fate("killed", Replica::kill),
          new Fate("told to end", Replica::terminate));

  private static Fate paused(int seconds) {
    return new Fate(
        "stopped for " + seconds + " s",
        replica -> replica.timeline.pause(Duration.ofSeconds(seconds)));
  }

  private static void create(Replicas world) {
    world.cluster.start(3);
    world.cluster.export();
  }

  private static void scaleDown(Replicas world) {
    world.cluster.ips().stream()
        .skip(1)
        .forEach(ip -> world.cluster.terminate(ip, Duration.ofSeconds(15)));
  }

  private static Replicas world(Event event) {
    var world = new Replicas();
    if (event.made()) {
      create(world);
    }
    world.start();
    world.run(Duration.ofSeconds(1));
    var second = world.start();
    second.skew = Duration.ofMinutes(10);
    world.run(Duration.ofMinutes(2));
    return world;
  }

  @TestFactory
  Stream<DynamicTest> whateverBefallsTheLeaderAtWhateverCall() {
    return EVENTS.stream()
        .flatMap(
            event -> {
              var clean = world(event);
              int before = clean.calls();
              event.action().accept(clean);
              clean.run(event.lasts());
              int calls = clean.calls() - before;
              assertTrue(calls > 3, event.name() + " took " + calls + " calls");
              return FATES.stream()
                  .map(
                      fate ->
                          dynamicTest(
                              event.name() + ", " + fate.name() + ", at " + calls + " calls",
                              () ->
                                  IntStream.range(0, calls)
                                      .forEach(
                                          call -> {
                                            live(event, fate, call, true);
                                            live(event, fate, call, false);
                                          })));
            });
  }

  private static void live(Event event, Fate fate, int call, boolean before) {
    var told = event.name() + ", " + fate.name() + (before ? " before " : " after ") + call;
    var world = world(event);
    world.at(call, before, fate.deed());
    event.action().accept(world);
    world.run(Duration.ofMinutes(6));
    if (world.living().size() < 2) {
      world.start();
    }
    world.run(Duration.ofMinutes(2));

    assertTrue(world.deedDone(), told);
    settled(world, told, event.left());
  }

  /** All is as wanted, and nothing more happens. */
  static void settled(Replicas world, String told, String left) {
    assertEquals(List.of(), world.faults(), told);
    assertEquals(left, world.inventory(), told);
    boolean gone = left.equals(NOTHING);
    assertEquals(gone ? Set.of() : new TreeSet<>(world.cluster.ips()), world.registered(), told);
    assertEquals(!gone, world.cluster.exists(), told);
    assertEquals(1, world.living().stream().filter(Replica::leads).count(), told);
    int writes = world.writes();
    var leader = world.leader();
    assertNotNull(leader, told);
    int terms = leader.terms();
    world.run(Duration.ofMinutes(10));
    assertEquals(writes, world.writes(), told + ": not at rest");
    assertEquals(terms, leader.terms(), told + ": leadership is not at rest");
  }
}
