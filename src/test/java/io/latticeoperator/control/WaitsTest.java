package io.latticeoperator.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.latticeoperator.engine.Memory;
import io.latticeoperator.engine.Observation;
import io.latticeoperator.engine.Step;
import io.latticeoperator.model.Cause;
import io.latticeoperator.model.HealthCheck;
import io.latticeoperator.model.Key;
import io.latticeoperator.model.LatticeState;
import io.latticeoperator.model.Owner;
import io.latticeoperator.model.Physical;
import io.latticeoperator.model.Resource;
import io.latticeoperator.model.ResourceStatus;
import io.latticeoperator.model.Role;
import io.latticeoperator.model.TargetAddress;
import io.latticeoperator.model.TargetGroup;
import io.latticeoperator.model.TargetStatus;
import io.latticeoperator.model.Targets;
import io.latticeoperator.plan.Change;
import io.latticeoperator.plan.Fault;
import io.latticeoperator.plan.Plan;
import io.latticeoperator.plan.Receipt;
import io.latticeoperator.translate.Fixtures;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How long targets take is measured from what was seen to begin, to what AWS has answered. */
class WaitsTest {
  private static final TargetAddress A = new TargetAddress("10.1.0.1", 8080);
  private static final TargetAddress B = new TargetAddress("10.1.0.2", 8080);
  private static final Key GROUP =
      new Key(Fixtures.PLACE, Fixtures.CHECKOUT, Role.targetGroup("checkout", "abcd"));
  private static final Physical THERE =
      new Physical("tg-1", "arn", ResourceStatus.ACTIVE, null, null, Map.of());

  private final List<String> arrived = new ArrayList<>();
  private final Map<Observer.Arrival, Integer> waiting = new TreeMap<>();
  private final Waits waits = new Waits(Fixtures.CHECKOUT, new Ear());
  private Instant now = Fixtures.START;

  private final class Ear implements Observer {
    @Override
    public void arrived(Owner owner, Arrival arrival, Duration after) {
      arrived.add(arrival + " " + after.toSeconds());
    }

    @Override
    public void waiting(Owner owner, Arrival arrival, List<Instant> since) {
      waiting.put(arrival, since.size());
    }
  }

  private static Step.Decision decision(Targets.@Nullable Wanted targets, int held) {
    return new Step.Decision(
        List.of(),
        Plan.EMPTY,
        Memory.NONE,
        null,
        null,
        Set.of(),
        Set.of(),
        null,
        false,
        targets,
        held);
  }

  private static Targets.Wanted wanted(Map<TargetAddress, Cause> causes) {
    return new Targets.Wanted(new TreeMap<>(causes), Set.of(), 0);
  }

  private static Observation observed(Map<TargetAddress, TargetStatus> statuses) {
    var group =
        new TargetGroup(
            "checkout-shop-abcd",
            new TargetGroup.Properties(
                TargetGroup.Protocol.HTTP,
                TargetGroup.ProtocolVersion.HTTP1,
                TargetGroup.IpAddressType.IPV4,
                "vpc-1"),
            new HealthCheck(
                true,
                TargetGroup.Protocol.HTTP,
                TargetGroup.ProtocolVersion.HTTP1,
                null,
                "/",
                "200",
                10,
                5,
                2,
                2),
            new Targets.Registered(new TreeMap<>(statuses)));
    return new Observation(
        true,
        true,
        new LatticeState(Map.of(GROUP, new Resource(group, THERE))),
        List.of(),
        null,
        null,
        Map.of(),
        List.of());
  }

  private void look(Map<TargetAddress, Cause> causes, Map<TargetAddress, TargetStatus> statuses) {
    waits.look(decision(wanted(causes), 0), observed(statuses), now);
  }

  private void registered(TargetAddress... targets) {
    waits.answered(
        new Receipt(
            new Change.Register(GROUP, THERE, List.of(targets), "test"),
            new Receipt.Done(null, Map.of()),
            1),
        now);
  }

  private void deregistered(Change.Removal removal, TargetAddress... targets) {
    waits.answered(
        new Receipt(
            new Change.Deregister(GROUP, THERE, List.of(targets), removal, "test"),
            new Receipt.Done(null, Map.of()),
            1),
        now);
  }

  private void pass(int seconds) {
    now = now.plusSeconds(seconds);
  }

  @Test
  void fromReadyToRegisteredToHealthy() {
    look(Map.of(A, Cause.READY), Map.of());
    pass(3);
    look(Map.of(A, Cause.READY), Map.of());
    registered(A);
    pass(4);
    look(Map.of(A, Cause.READY), Map.of(A, TargetStatus.INITIAL));
    pass(4);
    look(Map.of(A, Cause.READY), Map.of(A, TargetStatus.HEALTHY));
    pass(60);
    look(Map.of(A, Cause.READY), Map.of(A, TargetStatus.HEALTHY));
    assertEquals(List.of("REGISTERED 3", "HEALTHY 8"), arrived);
  }

  @Test
  void fromTerminatingToDeregistered() {
    look(Map.of(A, Cause.READY, B, Cause.READY), healthy(A, B));
    pass(10);
    look(Map.of(A, Cause.READY, B, Cause.TERMINATING), healthy(A, B));
    pass(2);
    deregistered(Change.Removal.EVICT, B);
    look(
        Map.of(A, Cause.READY, B, Cause.TERMINATING),
        Map.of(A, TargetStatus.HEALTHY, B, TargetStatus.DRAINING));
    assertEquals(List.of("DEREGISTERED 2"), arrived);
    assertEquals(0, waiting.get(Observer.Arrival.DEREGISTERED));
  }

  @Test
  void aPodThatIsGoneCountsFromThen() {
    look(Map.of(A, Cause.READY, B, Cause.READY), healthy(A, B));
    look(Map.of(A, Cause.READY), healthy(A, B));
    pass(7);
    deregistered(Change.Removal.EVICT, B);
    assertEquals(List.of("DEREGISTERED 7"), arrived);
  }

  @Test
  void whatOnlyRetiresIsNotMeasured() {
    look(Map.of(A, Cause.READY, B, Cause.READY), healthy(A, B));
    look(Map.of(A, Cause.READY, B, Cause.NOT_READY), healthy(A, B));
    pass(5);
    deregistered(Change.Removal.RETIRE, B);
    assertEquals(List.of(), arrived);
  }

  @Test
  void whatWasRegisteredBeforeHasNeverWaited() {
    look(Map.of(A, Cause.READY), healthy(A));
    assertEquals(0, waiting.get(Observer.Arrival.REGISTERED));
    pass(60);
    // somebody has taken it away, and it is put back
    look(Map.of(A, Cause.READY), Map.of());
    registered(A);
    assertEquals(List.of(), arrived);
  }

  @Test
  void aFailedTryIsNoEnd() {
    look(Map.of(A, Cause.READY), Map.of());
    pass(1);
    var change = new Change.Register(GROUP, THERE, List.of(A), "test");
    var denied = Fault.of(Fault.Kind.DENIED, "no");
    waits.answered(new Receipt(change, new Receipt.Failed(denied), 1), now);
    waits.answered(new Receipt(change, new Receipt.Done(null, Map.of(A, "no room")), 1), now);
    assertEquals(1, waiting.get(Observer.Arrival.REGISTERED));
    pass(20);
    registered(A);
    assertEquals(List.of("REGISTERED 21"), arrived);
  }

  @Test
  void whatIsNotWantedAnyMoreStopsWaiting() {
    look(Map.of(A, Cause.READY), Map.of());
    look(Map.of(), Map.of());
    assertEquals(0, waiting.get(Observer.Arrival.REGISTERED));
    assertEquals(0, waiting.get(Observer.Arrival.DEREGISTERED));
  }

  @Test
  void whatIsHeldDoesNotWait() {
    look(Map.of(A, Cause.READY, B, Cause.READY), healthy(A, B));
    waits.look(decision(wanted(Map.of()), 2), observed(healthy(A, B)), now);
    assertEquals(0, waiting.get(Observer.Arrival.DEREGISTERED));
  }

  @Test
  void whereNothingMayBeWrittenNothingWaits() {
    look(Map.of(A, Cause.READY), Map.of());
    assertEquals(1, waiting.get(Observer.Arrival.REGISTERED));
    waits.look(decision(null, 0), observed(Map.of()), now);
    assertEquals(0, waiting.get(Observer.Arrival.REGISTERED));
  }

  private static Map<TargetAddress, TargetStatus> healthy(TargetAddress... targets) {
    var statuses = new TreeMap<TargetAddress, TargetStatus>();
    for (var target : targets) {
      statuses.put(target, TargetStatus.HEALTHY);
    }
    return statuses;
  }
}
