package io.latticeoperator.plan;

import static io.latticeoperator.translate.Fixtures.SETTINGS;
import static io.latticeoperator.translate.Fixtures.checkout;
import static io.latticeoperator.translate.Fixtures.deleting;
import static io.latticeoperator.translate.Fixtures.dying;
import static io.latticeoperator.translate.Fixtures.leaving;
import static io.latticeoperator.translate.Fixtures.notReady;
import static io.latticeoperator.translate.Fixtures.ready;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.latticeoperator.model.Key;
import io.latticeoperator.model.LatticeState;
import io.latticeoperator.model.Listener;
import io.latticeoperator.model.Ownership;
import io.latticeoperator.model.Physical;
import io.latticeoperator.model.Resource;
import io.latticeoperator.model.ResourceStatus;
import io.latticeoperator.model.Role;
import io.latticeoperator.model.TargetGroup;
import io.latticeoperator.model.TargetGroup.ProtocolVersion;
import io.latticeoperator.model.TargetStatus;
import io.latticeoperator.model.Targets;
import io.latticeoperator.translate.AccessLogsSpec;
import io.latticeoperator.translate.AuthSpec;
import io.latticeoperator.translate.ExportFacts;
import io.latticeoperator.translate.ExportSpec;
import io.latticeoperator.translate.Fixtures;
import io.latticeoperator.translate.ObservabilitySpec;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Plans against golden texts; receipts are those of an AWS that always accepts. */
class PlannerTest {
  private static final String GROUP = "checkout-shop-d75d2c19-edf2";
  private static final String SERVICE = "checkout-shop-d75d2c19";

  private LatticeState observed = LatticeState.EMPTY;
  private Map<Key, Duration> waited = Map.of();

  private Plan plan(ExportFacts facts) {
    var desired = Objects.requireNonNull(Fixtures.translate(facts).desired());
    return Planner.plan(
        new Slice(SETTINGS.identity(), facts.uid(), desired, observed, Set.of(), waited));
  }

  /** Applies a plan; what was made is ACTIVE at once. */
  private void apply(Plan plan) {
    int n = 0;
    for (var change : plan.changes()) {
      Physical physical = null;
      if (change instanceof Change.Create create) {
        var id = create.node().kind().name().toLowerCase(Locale.ROOT) + "-" + n++;
        physical = new Physical(id, "arn:" + id, ResourceStatus.ACTIVE, null, null, create.tags());
      }
      observed = Fold.fold(observed, new Receipt(change, new Receipt.Done(physical, Map.of()), 1));
    }
  }

  private void settle(ExportFacts facts) {
    for (int wave = 0; wave < 10; wave++) {
      apply(plan(facts));
      statuses(TargetStatus.INITIAL, TargetStatus.HEALTHY);
      statuses(TargetStatus.DRAINING, null);
    }
  }

  /** Every target in one status passes to another, or goes. */
  private void statuses(TargetStatus from, @Nullable TargetStatus to) {
    for (var entry : observed.nodes(TargetGroup.class).toList()) {
      var next = new TreeMap<>(TargetPlan.registered(entry.node()).statuses());
      if (to == null) {
        next.values().removeIf(from::equals);
      } else {
        next.replaceAll((address, status) -> status == from ? to : status);
      }
      observed =
          observed.with(
              entry.key(),
              new Resource(
                  entry.node().withTargets(new Targets.Registered(next)), entry.physical()));
    }
  }

  private Key groupKey() {
    return observed.nodes(TargetGroup.class).findFirst().orElseThrow().key();
  }

  @Test
  void creationComesInWavesAndEndsInNothingToDo() {
    var facts = checkout(ready("10.1.0.1"), ready("10.1.0.2"));
    var first = plan(facts);
    assertEquals(
        """
        + create service %1$s  because: wanted
        + create target group %2$s (HTTP HTTP1 IPV4 in vpc-0123456789abcdef0, health check HTTP GET / expecting 200 every 10 s)  because: wanted
        . Pending: association with main waits for what it is built on
        . Pending: listener HTTP:80 waits for what it is built on
        """
            .formatted(SERVICE, GROUP),
        PlanText.of(first));
    apply(first);
    var second = plan(facts);
    assertEquals(
        """
        + register 10.1.0.1:8080, 10.1.0.2:8080 in target-group/%1$s/edf2  because: 2 ready
        + create service network association main  because: wanted
        + create listener HTTP:80 -> {target-group/%1$s/edf2=100}  because: wanted
        """
            .formatted(SERVICE),
        PlanText.of(second));
    apply(second);
    assertEquals("nothing to do\n", PlanText.of(plan(facts)));
  }

  @Test
  void anEndpointChangeIsOneRegisterAndOneEvict() {
    settle(checkout(ready("10.1.0.1"), ready("10.1.0.2")));
    assertEquals(
        """
        - evict 10.1.0.1:8080 from target-group/%1$s/edf2  because: 1 terminating
        + register 10.1.0.3:8080 in target-group/%1$s/edf2  because: 1 ready
        """
            .formatted(SERVICE),
        PlanText.of(plan(checkout(leaving("10.1.0.1"), ready("10.1.0.2"), ready("10.1.0.3")))));
  }

  @Test
  void aTerminatingTargetThatServesStaysUntilTheFloorIsAbleToServe() {
    settle(checkout(ready("10.1.0.1")));
    var facts = checkout(leaving("10.1.0.1"), ready("10.1.0.2"));
    var plan = plan(facts);
    assertEquals(
        """
        + register 10.1.0.2:8080 in target-group/%1$s/edf2  because: 1 ready
        . WaitingForReplacement: 10.1.0.1:8080 is terminating but still serves; it stays until 1 of the others are able to serve
        """
            .formatted(SERVICE),
        PlanText.of(plan));
    apply(plan);
    statuses(TargetStatus.INITIAL, TargetStatus.HEALTHY);
    assertEquals(
        "- evict 10.1.0.1:8080 from target-group/%s/edf2  because: 1 terminating\n"
            .formatted(SERVICE),
        PlanText.of(plan(facts)));
  }

  @Test
  void aTargetThatNoLongerServesIsEvictedWhateverTheOthersDo() {
    settle(checkout(ready("10.1.0.1")));
    assertTrue(
        PlanText.of(plan(checkout(dying("10.1.0.1"), ready("10.1.0.2"))))
            .startsWith("- evict 10.1.0.1:8080"));
  }

  @Test
  void aTerminatingTargetOfAnUnusedGroupIsEvictedAtOnce() {
    settle(checkout(ready("10.1.0.1"), ready("10.1.0.2")));
    statuses(TargetStatus.HEALTHY, TargetStatus.UNUSED);
    assertTrue(
        PlanText.of(plan(checkout(leaving("10.1.0.1"), ready("10.1.0.2"))))
            .startsWith("- evict 10.1.0.1:8080"));
  }

  @Test
  void aTargetThatIsNotReadyIsRetiredOnlyWhenTheOthersServe() {
    settle(checkout(ready("10.1.0.1"), ready("10.1.0.2")));
    var facts = checkout(notReady("10.1.0.1"), ready("10.1.0.2"));
    assertEquals(
        "- retire 10.1.0.1:8080 from target-group/%s/edf2  because: 1 no longer wanted\n"
            .formatted(SERVICE),
        PlanText.of(plan(facts)));
    statuses(TargetStatus.HEALTHY, TargetStatus.UNHEALTHY);
    assertEquals(
        ". WaitingForReplacement: 1 targets are no longer wanted; they stay until the others are"
            + " able to serve\n",
        PlanText.of(plan(facts)));
    waited = Map.of(groupKey(), TargetPlan.PATIENCE);
    assertTrue(PlanText.of(plan(facts)).startsWith("- retire 10.1.0.1:8080"));
  }

  @Test
  void whenEveryPodIsNotReadyNothingIsRemovedAndItIsTold() {
    settle(checkout(ready("10.1.0.1"), ready("10.1.0.2")));
    assertEquals(
        ". Held: no pod of the Service is ready; 2 targets whose pods live stay registered\n",
        PlanText.of(plan(checkout(notReady("10.1.0.1"), notReady("10.1.0.2")))));
  }

  @Test
  void aChangedPortRegistersBeforeItRetires() {
    settle(checkout(ready("10.1.0.1")));
    var moved =
        Fixtures.facts(
            ExportSpec.of("checkout"), Fixtures.slice("checkout-abcde", 9090, ready("10.1.0.1")));
    var plan = plan(moved);
    assertTrue(PlanText.of(plan).startsWith("+ register 10.1.0.1:9090"), PlanText.of(plan));
    assertEquals(1, plan.changes().size());
    apply(plan);
    statuses(TargetStatus.INITIAL, TargetStatus.HEALTHY);
    assertTrue(PlanText.of(plan(moved)).startsWith("- retire 10.1.0.1:8080"));
  }

  @Test
  void aDrainingAddressThatIsWantedAgainIsRegisteredAgain() {
    settle(checkout(ready("10.1.0.1"), ready("10.1.0.2")));
    apply(plan(checkout(ready("10.1.0.1"), leaving("10.1.0.2"))));
    assertEquals(
        "+ register 10.1.0.2:8080 in target-group/%s/edf2  because: 1 ready\n".formatted(SERVICE),
        PlanText.of(plan(checkout(ready("10.1.0.1"), ready("10.1.0.2")))));
  }

  @Test
  void fiftyPodsInOneChangeAreOneCallAndAHundredAndOneAreTwo() {
    settle(checkout());
    assertEquals(1, plan(checkout(pods(50))).changes().size());
    assertEquals(2, plan(checkout(pods(101))).changes().size());
  }

  private static ExportFacts.Endpoint[] pods(int count) {
    var pods = new ExportFacts.Endpoint[count];
    for (int i = 0; i < count; i++) {
      pods[i] = ready("10.1.1." + (i + 1));
    }
    return pods;
  }

  @Test
  void deletionUndoesInOrderAndDeletesLast() {
    var facts = checkout(ready("10.1.0.1"));
    settle(facts);
    var gone = deleting(facts);
    var text = new StringBuilder();
    for (int wave = 1; !observed.isEmpty() && wave < 10; wave++) {
      var plan = plan(gone);
      plan.changes().forEach(c -> text.append(PlanText.of(c)).append('\n'));
      apply(plan);
      statuses(TargetStatus.DRAINING, null);
    }
    assertEquals(
        """
        - delete service network association main  because: no longer wanted
        - empty 10.1.0.1:8080 from target-group/%1$s/edf2  because: the group is no longer used
        - delete service %1$s  because: no longer wanted
        - delete target group %2$s (HTTP HTTP1 IPV4 in vpc-0123456789abcdef0, health check HTTP GET / expecting 200 every 10 s)  because: no longer wanted
        """
            .formatted(SERVICE, GROUP),
        text.toString());
  }

  @Test
  void aForeignServiceOfTheSameNameIsToldAndNeverTouched() {
    var facts = checkout(ready("10.1.0.1"));
    apply(plan(facts));
    var key = groupKey().sibling(Role.service());
    var there = Objects.requireNonNull(observed.get(key));
    var foreign =
        Objects.requireNonNull(there.physical())
            .withTags(Map.of(Ownership.CLUSTER_UID, "other", Ownership.OWNER, "LatticeExport/a/b"));
    observed = observed.with(key, new Resource(there.node(), foreign));
    var text = PlanText.of(plan(facts));
    assertTrue(
        text.contains(
            ". NameConflict: service "
                + SERVICE
                + " is taken by arn:service-0, which is of LatticeExport/a/b"),
        text);
    var undo = plan(deleting(facts));
    assertTrue(undo.changes().stream().noneMatch(c -> c.key().equals(key)), PlanText.of(undo));
  }

  @Test
  void whatAnEarlierExportOfTheSameNameMadeIsTakenOver() {
    var facts = checkout(ready("10.1.0.1"));
    settle(facts);
    var reborn =
        new ExportFacts(
            facts.owner(),
            "new-uid",
            1,
            facts.createdAt(),
            false,
            facts.spec(),
            facts.service(),
            facts.slices(),
            Map.of(),
            Map.of());
    var plan = plan(reborn);
    assertEquals(4, plan.changes().size());
    assertTrue(plan.changes().stream().allMatch(Change.Tag.class::isInstance));
    apply(plan);
    assertEquals("nothing to do\n", PlanText.of(plan(reborn)));
  }

  @Test
  void aChangedHealthCheckIsUpdatedInPlaceAndADefaultIsNoDrift() {
    var facts =
        Fixtures.with(checkout(ready("10.1.0.1")), spec(null, ExportSpec.HealthCheckSpec.NONE));
    settle(facts);
    var check =
        new ExportSpec.HealthCheckSpec(null, null, null, "/healthz", null, null, null, null, null);
    var changed = Fixtures.with(facts, spec(null, check));
    assertEquals(
        "~ update target group %s (HTTP HTTP1 IPV4 in vpc-0123456789abcdef0, health check HTTP GET /healthz expecting 200 every 10 s)  because: health check is HTTP GET / expecting 200, wanted HTTP GET /healthz expecting 200\n"
            .formatted(GROUP),
        PlanText.of(plan(changed)));
  }

  private static ExportSpec spec(
      @Nullable ProtocolVersion version, ExportSpec.HealthCheckSpec check) {
    return new ExportSpec(
        "checkout",
        null,
        null,
        version,
        null,
        check,
        null,
        List.of(),
        List.of(new ExportSpec.ListenerSpec(Listener.Protocol.HTTPS, 443)),
        ExportSpec.DeletionPolicy.DELETE,
        false,
        50,
        1,
        AuthSpec.NONE,
        AccessLogsSpec.NONE,
        ObservabilitySpec.NONE);
  }

  /** HTTP1 to HTTP2: nothing of a group can change, so another generation takes its place. */
  @Test
  void aReplacedGroupIsFilledAndHealthyBeforeTrafficShifts() {
    var before =
        Fixtures.with(checkout(ready("10.1.0.1")), spec(null, ExportSpec.HealthCheckSpec.NONE));
    settle(before);
    var after = Fixtures.with(before, spec(ProtocolVersion.HTTP2, ExportSpec.HealthCheckSpec.NONE));
    var steps = new HashMap<Integer, String>();
    apply(plan(after)); // create the new group
    apply(plan(after)); // register in it
    statuses(TargetStatus.INITIAL, TargetStatus.UNUSED);
    var enter = plan(after);
    steps.put(1, weights(enter));
    apply(enter);
    assertEquals(0, plan(after).changes().size(), PlanText.of(plan(after)));
    waited = Map.of(listenerKey(), Duration.ofSeconds(20));
    var nudge = plan(after);
    steps.put(2, weights(nudge));
    apply(nudge);
    statuses(TargetStatus.UNUSED, TargetStatus.HEALTHY);
    var shift = plan(after);
    steps.put(3, weights(shift));
    apply(shift);
    assertEquals(Map.of(1, "[100, 0]", 2, "[999, 1]", 3, "[100]"), steps);
    settle(after);
    assertEquals("nothing to do\n", PlanText.of(plan(after)));
    assertEquals(1, observed.nodes(TargetGroup.class).count());
  }

  private Key listenerKey() {
    return observed.nodes(Listener.class).findFirst().orElseThrow().key();
  }

  /** Weights of the one listener update in a plan, the old group's first. */
  private String weights(Plan plan) {
    var update =
        plan.changes().stream()
            .filter(Change.Update.class::isInstance)
            .map(Change.Update.class::cast)
            .findFirst()
            .orElseThrow(() -> new AssertionError(PlanText.of(plan)));
    var old = ((Listener) update.from()).weights();
    return ((Listener) update.to())
        .weights().entrySet().stream()
            .sorted(
                (a, b) ->
                    Boolean.compare(
                        !old.containsKey(a.getKey()) || old.get(a.getKey()) == 0,
                        !old.containsKey(b.getKey()) || old.get(b.getKey()) == 0))
            .map(Map.Entry::getValue)
            .toList()
            .toString();
  }

  @Test
  void whatFailedToBeCreatedIsDeletedFirst() {
    var facts = checkout(ready("10.1.0.1"));
    apply(plan(facts));
    var key = groupKey();
    var there = Objects.requireNonNull(observed.get(key));
    observed =
        observed.with(
            key,
            new Resource(
                there.node(),
                Objects.requireNonNull(there.physical()).withStatus(ResourceStatus.CREATE_FAILED)));
    assertTrue(
        PlanText.of(plan(facts)).startsWith("+ create service network association"),
        PlanText.of(plan(facts)));
    assertTrue(
        PlanText.of(plan(facts)).contains("- delete target group " + GROUP),
        PlanText.of(plan(facts)));
  }
}
