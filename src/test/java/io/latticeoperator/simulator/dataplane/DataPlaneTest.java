package io.latticeoperator.simulator.dataplane;

import static io.latticeoperator.simulator.dataplane.Scene.target;
import static io.latticeoperator.simulator.dataplane.Scene.to;
import static io.latticeoperator.simulator.lattice.TargetStatus.DRAINING;
import static io.latticeoperator.simulator.lattice.TargetStatus.HEALTHY;
import static io.latticeoperator.simulator.lattice.TargetStatus.INITIAL;
import static io.latticeoperator.simulator.lattice.TargetStatus.UNHEALTHY;
import static io.latticeoperator.simulator.lattice.TargetStatus.UNUSED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.latticeoperator.simulator.lattice.ListenerProtocol;
import io.latticeoperator.simulator.lattice.Status;
import io.latticeoperator.simulator.lattice.Target;
import io.latticeoperator.time.VirtualTimeline;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The lag is that of the quick settings: 2 s. */
class DataPlaneTest {
  private static final Duration LAG = Duration.ofSeconds(2);
  private static final Duration JUST_BEFORE = LAG.minusMillis(1);
  private static final Duration MOMENT = Duration.ofMillis(1);

  private final VirtualTimeline time = new VirtualTimeline(Scene.START);
  private final Scene scene =
      Scene.shop().targets("blue", target("10.0.0.1", HEALTHY), target("10.0.0.2", HEALTHY));
  private final DataPlane dataPlane = new DataPlane(time, scene::view);

  private List<String> candidates() {
    return dataPlane.table().candidates("blue").stream().map(Target.Key::id).toList();
  }

  private Route route() {
    return dataPlane.route(
        new RequestHead(
            new Entrance("vpc-a", 80), false, "shop.lattice.test", "GET", "/", Map.of()));
  }

  @Test
  void aDeregisteredTargetGetsNewRequestsUntilTheLagHasPassed() {
    scene.targets("blue", target("10.0.0.1", DRAINING), target("10.0.0.2", HEALTHY));
    dataPlane.changed();
    time.advance(JUST_BEFORE);
    assertEquals(List.of("10.0.0.1", "10.0.0.2"), candidates());
    time.advance(MOMENT);
    assertEquals(List.of("10.0.0.2"), candidates());
  }

  @Test
  void evenOneThatHasBeenDrainedMeanwhile() {
    scene.targets("blue", target("10.0.0.1", DRAINING), target("10.0.0.2", HEALTHY));
    dataPlane.changed();
    time.advance(Duration.ofSeconds(1));
    var gone = target("10.0.0.1", DRAINING);
    scene.targets(
        "blue",
        target("10.0.0.2", HEALTHY),
        new Target(gone.key(), 0, DRAINING, null, Scene.START, Scene.START, true));
    dataPlane.changed();
    assertEquals(List.of("10.0.0.1", "10.0.0.2"), candidates());
    time.advance(LAG);
    assertEquals(List.of("10.0.0.2"), candidates());
  }

  @Test
  void aRegisteredTargetGetsNoneBeforeTheLagHasPassed() {
    scene.targets(
        "blue",
        target("10.0.0.1", HEALTHY),
        target("10.0.0.2", HEALTHY),
        target("10.0.0.3", INITIAL));
    dataPlane.changed();
    time.advance(Duration.ofSeconds(1));
    scene.targets(
        "blue",
        target("10.0.0.1", HEALTHY),
        target("10.0.0.2", HEALTHY),
        target("10.0.0.3", HEALTHY));
    dataPlane.changed();
    time.advance(Duration.ofMillis(999));
    assertEquals(List.of("10.0.0.1", "10.0.0.2"), candidates());
    time.advance(MOMENT);
    assertEquals(List.of("10.0.0.1", "10.0.0.2", "10.0.0.3"), candidates());
  }

  @Test
  void healthCountsAtOnce() {
    scene.targets("blue", target("10.0.0.1", UNHEALTHY), target("10.0.0.2", HEALTHY));
    dataPlane.changed();
    assertEquals(List.of("10.0.0.2"), candidates());
    scene.targets("blue", target("10.0.0.1", HEALTHY), target("10.0.0.2", HEALTHY));
    dataPlane.changed();
    assertEquals(List.of("10.0.0.1", "10.0.0.2"), candidates());
  }

  @Test
  void aDrainingTargetIsAsHealthyAsItWasFoundLast() {
    scene.targets("blue", target("10.0.0.1", UNHEALTHY), target("10.0.0.2", HEALTHY));
    dataPlane.changed();
    scene.targets("blue", target("10.0.0.1", DRAINING), target("10.0.0.2", HEALTHY));
    dataPlane.changed();
    assertEquals(List.of("10.0.0.2"), candidates());
  }

  @Test
  void aGroupTakenOutOfUseServesOnUntilTheLagHasPassed() {
    scene
        .member("shop", "net", Status.DELETE_IN_PROGRESS)
        .targets("blue", target("10.0.0.1", UNUSED), target("10.0.0.2", UNUSED));
    dataPlane.changed();
    time.advance(JUST_BEFORE);
    assertInstanceOf(Route.Forward.class, route());
    time.advance(MOMENT);
    assertEquals(404, assertInstanceOf(Route.Refused.class, route()).status());
  }

  @Test
  void weightsFollowAfterTheLag() {
    scene
        .group("green", "HTTP1")
        .targets("green", target("10.0.1.1", HEALTHY))
        .listener("shop", ListenerProtocol.HTTP, 80, to("green"));
    dataPlane.changed();
    time.advance(JUST_BEFORE);
    assertEquals("blue", assertInstanceOf(Route.Forward.class, route()).group().name());
    time.advance(MOMENT);
    assertEquals("green", assertInstanceOf(Route.Forward.class, route()).group().name());
  }

  @Test
  void changesAreObeyedOneByOne() {
    scene.targets("blue", target("10.0.0.1", HEALTHY));
    dataPlane.changed();
    time.advance(Duration.ofSeconds(1));
    scene.targets("blue", target("10.0.0.1", HEALTHY), target("10.0.0.9", HEALTHY));
    dataPlane.changed();
    time.advance(Duration.ofSeconds(1));
    assertEquals(List.of("10.0.0.1"), candidates());
    time.advance(Duration.ofSeconds(1));
    assertEquals(List.of("10.0.0.1", "10.0.0.9"), candidates());
  }
}
