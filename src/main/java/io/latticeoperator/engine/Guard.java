package io.latticeoperator.engine;

import io.latticeoperator.model.Cause;
import io.latticeoperator.model.Key;
import io.latticeoperator.model.LatticeState;
import io.latticeoperator.model.TargetAddress;
import io.latticeoperator.model.TargetGroup;
import io.latticeoperator.model.TargetStatus;
import io.latticeoperator.model.Targets;
import io.latticeoperator.plan.Change;
import io.latticeoperator.plan.Change.Deregister;
import io.latticeoperator.plan.Change.Removal;
import io.latticeoperator.plan.Plan;
import io.latticeoperator.plan.Plan.Why;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The last word on a plan: what it lets through is a subset. A removal of more than a share of a
 * group's targets is held unless it is explained: by the endpoint saying that it terminates, by the
 * export's own deletion, or by {@link Evidence} that the pods are gone. Pods that live but look not
 * ready all at once explain nothing: that is what a broken network path looks like. "At once" lasts
 * as long as a target drains, for even a whole node's pods become not ready one by one.
 *
 * @param writes false when nothing may be written
 * @param whyNot why nothing may be written; empty otherwise
 * @param maxRemovalPercent share of a group's targets that may go unexplained at once
 * @param evidence newest there is; null when none
 */
record Guard(
    boolean writes,
    String whyNot,
    int maxRemovalPercent,
    @Nullable Evidence evidence,
    Instant now) {

  /** Evidence older than this proves nothing. */
  static final Duration EVIDENCE_LIFE = Duration.ofSeconds(30);

  /**
   * What is left of a plan.
   *
   * @param held targets that stay although they were to go, because nothing explains it
   * @param evidenceWanted something is held that fresh evidence could explain
   */
  record Verdict(Plan plan, int held, boolean evidenceWanted) {}

  Verdict judge(Plan plan, LatticeState observed, Targets.Wanted wanted) {
    if (!writes) {
      var waiting = new ArrayList<>(plan.waiting());
      for (var change : plan.changes()) {
        waiting.add(new Plan.Waiting(change.key(), Why.HELD, whyNot));
      }
      return new Verdict(new Plan(List.of(), waiting), 0, false);
    }
    var held = held(plan, observed, wanted);
    if (held.isEmpty()) {
      return new Verdict(plan, 0, false);
    }
    var waiting = new ArrayList<>(plan.waiting());
    held.forEach(
        (key, targets) ->
            waiting.add(
                new Plan.Waiting(
                    key,
                    Why.HELD,
                    targets.size()
                        + " targets would be removed at once although nothing shows that their pods"
                        + " are gone; they stay registered (spec.safety.maxRemovalPercent is "
                        + maxRemovalPercent
                        + ")")));
    var changes = new ArrayList<Change>();
    for (var change : plan.changes()) {
      if (change instanceof Deregister removal) {
        var kept = held.getOrDefault(removal.key(), Set.of());
        var rest = removal.targets().stream().filter(t -> !kept.contains(t)).toList();
        if (!rest.isEmpty()) {
          changes.add(
              new Deregister(
                  removal.key(), removal.physical(), rest, removal.removal(), removal.reason()));
        }
      } else {
        changes.add(change);
      }
    }
    int count = held.values().stream().mapToInt(Set::size).sum();
    return new Verdict(new Plan(changes, waiting), count, !fresh());
  }

  private Map<Key, Set<TargetAddress>> held(
      Plan plan, LatticeState observed, Targets.Wanted wanted) {
    var unexplained =
        plan.changes().stream()
            .filter(Deregister.class::isInstance)
            .map(Deregister.class::cast)
            .filter(d -> d.removal() != Removal.EMPTY)
            .collect(
                Collectors.groupingBy(
                    Deregister::key,
                    TreeMap::new,
                    Collectors.flatMapping(
                        d -> d.targets().stream().filter(t -> unexplained(t, wanted)),
                        Collectors.<TargetAddress, Set<TargetAddress>>toCollection(HashSet::new))));
    unexplained
        .entrySet()
        .removeIf(e -> !tooMany(e.getValue().size(), registered(observed, e.getKey()), wanted));
    return unexplained;
  }

  private boolean unexplained(TargetAddress target, Targets.Wanted wanted) {
    var cause = wanted.causes().get(target);
    if (cause == Cause.TERMINATING) {
      return false;
    }
    return !fresh() || evidence == null || evidence.alive().contains(target.ip());
  }

  /**
   * A collapse may arrive as many small changes. What still drains although its pod lives was
   * removed a moment ago for no better reason, and counts as if it were removed now.
   */
  private boolean tooMany(int removed, Targets.Registered registered, Targets.Wanted wanted) {
    if (removed == 0) {
      return false;
    }
    long earlier =
        registered.statuses().entrySet().stream()
            .filter(e -> e.getValue() == TargetStatus.DRAINING)
            .map(Map.Entry::getKey)
            .filter(t -> !wanted.wants(t) && wanted.alive().contains(t.ip()))
            .filter(t -> unexplained(t, wanted))
            .count();
    long present = registered.statuses().size() - registered.count(TargetStatus.DRAINING);
    return (earlier + removed) * 100 > (earlier + present) * maxRemovalPercent;
  }

  private static Targets.Registered registered(LatticeState observed, Key group) {
    var resource = observed.get(group);
    return resource != null
            && resource.node() instanceof TargetGroup there
            && there.targets() instanceof Targets.Registered registered
        ? registered
        : Targets.Registered.NONE;
  }

  private boolean fresh() {
    return evidence != null && evidence.at().plus(EVIDENCE_LIFE).isAfter(now);
  }
}
