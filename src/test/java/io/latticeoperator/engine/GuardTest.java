package io.latticeoperator.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.latticeoperator.model.Cause;
import io.latticeoperator.model.HealthCheck;
import io.latticeoperator.model.Key;
import io.latticeoperator.model.LatticeState;
import io.latticeoperator.model.Physical;
import io.latticeoperator.model.Resource;
import io.latticeoperator.model.ResourceStatus;
import io.latticeoperator.model.Role;
import io.latticeoperator.model.TargetAddress;
import io.latticeoperator.model.TargetGroup;
import io.latticeoperator.model.TargetStatus;
import io.latticeoperator.model.Targets;
import io.latticeoperator.plan.Change;
import io.latticeoperator.plan.Change.Removal;
import io.latticeoperator.plan.Plan;
import io.latticeoperator.plan.Plan.Why;
import io.latticeoperator.translate.Fixtures;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuardTest {
  private static final Key GROUP =
      new Key(Fixtures.PLACE, Fixtures.CHECKOUT, Role.targetGroup("s", "g"));
  private static final Physical PHYSICAL =
      new Physical("tg-1", "arn", ResourceStatus.ACTIVE, null, null, Map.of());
  private static final Targets.Wanted NOBODY = new Targets.Wanted(new TreeMap<>(), Set.of(), 1);

  private static Guard guard(@Nullable Evidence evidence) {
    return new Guard(true, "", 50, evidence, Fixtures.START);
  }

  private static TargetAddress address(int n) {
    return new TargetAddress("10.1.0." + n, 80);
  }

  private static LatticeState registered(int count) {
    var statuses = new TreeMap<TargetAddress, TargetStatus>();
    IntStream.rangeClosed(1, count).forEach(n -> statuses.put(address(n), TargetStatus.HEALTHY));
    var group =
        new TargetGroup(
            "g",
            new TargetGroup.Properties(
                TargetGroup.Protocol.HTTP,
                TargetGroup.ProtocolVersion.HTTP1,
                TargetGroup.IpAddressType.IPV4,
                "vpc"),
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
            new Targets.Registered(statuses));
    return new LatticeState(Map.of(GROUP, new Resource(group, PHYSICAL)));
  }

  private static LatticeState draining(LatticeState state, int from, int to) {
    var resource = Objects.requireNonNull(state.get(GROUP));
    var group = (TargetGroup) resource.node();
    var statuses = new TreeMap<>(((Targets.Registered) group.targets()).statuses());
    IntStream.rangeClosed(from, to).forEach(n -> statuses.put(address(n), TargetStatus.DRAINING));
    return state.with(
        GROUP, new Resource(group.withTargets(new Targets.Registered(statuses)), PHYSICAL));
  }

  private static Targets.Wanted notReady(int from, int to) {
    var causes = new TreeMap<TargetAddress, Cause>();
    IntStream.rangeClosed(from, to).forEach(n -> causes.put(address(n), Cause.NOT_READY));
    return new Targets.Wanted(
        causes, causes.keySet().stream().map(TargetAddress::ip).collect(Collectors.toSet()), 1);
  }

  private static Plan removing(int count, Removal removal) {
    var targets = IntStream.rangeClosed(1, count).mapToObj(GuardTest::address).toList();
    return new Plan(
        List.of(new Change.Deregister(GROUP, PHYSICAL, targets, removal, "test")), List.of());
  }

  private static long removed(Guard.Verdict verdict) {
    return verdict.plan().changes().stream()
        .mapToLong(c -> c instanceof Change.Deregister d ? d.targets().size() : 0)
        .sum();
  }

  @ParameterizedTest
  @CsvSource({"4, 2, 2", "4, 3, 0", "1, 1, 0", "10, 5, 5", "10, 6, 0"})
  void unexplainedRemovalsPassUpToTheShare(int registered, int removing, int passing) {
    var verdict =
        guard(null).judge(removing(removing, Removal.EVICT), registered(registered), NOBODY);
    assertEquals(passing, removed(verdict));
    assertEquals(passing == 0, verdict.evidenceWanted());
  }

  @Test
  void aCollapseThatArrivesPodByPodIsHeldAsIfItCameAtOnce() {
    var one = draining(registered(3), 3, 3);
    assertEquals(0, removed(guard(null).judge(removing(1, Removal.RETIRE), one, notReady(1, 3))));
  }

  @Test
  void whatDrainsBecauseItsPodWentAwayDoesNotCount() {
    var one = draining(registered(3), 3, 3);
    assertEquals(1, removed(guard(null).judge(removing(1, Removal.RETIRE), one, notReady(1, 1))));
  }

  @Test
  void theOwnersOwnDeletionExplainsEverything() {
    var verdict = guard(null).judge(removing(4, Removal.EMPTY), registered(4), NOBODY);
    assertEquals(4, removed(verdict));
  }

  @Test
  void anEndpointThatSaysItTerminatesIsExplained() {
    var causes = new TreeMap<TargetAddress, Cause>();
    IntStream.rangeClosed(1, 4).forEach(n -> causes.put(address(n), Cause.TERMINATING));
    var verdict =
        guard(null)
            .judge(
                removing(4, Removal.EVICT), registered(4), new Targets.Wanted(causes, Set.of(), 1));
    assertEquals(4, removed(verdict));
  }

  @Test
  void evidenceExplainsPodsThatAreGoneAndHoldsThoseThatLive() {
    var gone = new Evidence(Fixtures.START, Set.of());
    assertEquals(4, removed(guard(gone).judge(removing(4, Removal.EVICT), registered(4), NOBODY)));
    var alive = new Evidence(Fixtures.START, Set.of("10.1.0.1", "10.1.0.2", "10.1.0.3"));
    var verdict = guard(alive).judge(removing(4, Removal.EVICT), registered(4), NOBODY);
    assertEquals(1, removed(verdict));
    assertFalse(verdict.evidenceWanted());
    assertEquals(Why.HELD, verdict.plan().waiting().getFirst().why());
  }

  @Test
  void oldEvidenceProvesNothing() {
    var old = new Evidence(Fixtures.START.minus(Guard.EVIDENCE_LIFE), Set.of());
    var verdict = guard(old).judge(removing(4, Removal.EVICT), registered(4), NOBODY);
    assertEquals(0, removed(verdict));
    assertTrue(verdict.evidenceWanted());
  }

  @Test
  void whenNothingMayBeWrittenNothingPassesAndTheReasonIsTold() {
    var guard = new Guard(false, "observing only", 50, null, Fixtures.START);
    var verdict = guard.judge(removing(1, Removal.EVICT), registered(4), NOBODY);
    assertEquals(List.of(), verdict.plan().changes());
    assertEquals("observing only", verdict.plan().waiting().getFirst().message());
  }
}
