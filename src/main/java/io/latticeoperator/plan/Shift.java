package io.latticeoperator.plan;

import io.latticeoperator.model.Key;
import io.latticeoperator.model.Listener;
import io.latticeoperator.model.Physical;
import io.latticeoperator.model.Resource;
import io.latticeoperator.model.Role;
import io.latticeoperator.model.TargetGroup;
import io.latticeoperator.model.TargetStatus;
import io.latticeoperator.model.Targets;
import io.latticeoperator.plan.Plan.Why;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Moves a listener's default action from what it forwards to, to what it should, without a moment
 * in which nobody serves.
 *
 * <pre>
 *   old 100            the new group is made and filled
 *   old 100, new 0     it is in use, so Lattice checks it   (still unchecked after two intervals:
 *   old 999, new 1     …then a little traffic makes it used)
 *   new 100            once its targets are able to serve; the old group is then drained and deleted
 * </pre>
 */
final class Shift {
  private static final int MAX_WEIGHT = 999;

  private Shift() {}

  static void plan(Slice slice, Key key, Listener desired, Resource observed, Planner.Draft draft) {
    var there = (Listener) observed.node();
    var physical = Objects.requireNonNull(observed.physical());
    var target = desired.weights();
    if (there.weights().equals(target)) {
      return;
    }
    for (var role : target.keySet()) {
      var group = group(slice, role);
      if (group == null || !group.active()) {
        draft.await(
            key, Why.IN_PROGRESS, "the listener keeps its action until " + role + " is ACTIVE");
        return;
      }
    }
    var next = next(slice, key, there.weights(), target, draft);
    if (!next.equals(there.weights())) {
      draft.change(
          new Change.Update(
              key,
              physical,
              there,
              desired.withWeights(next),
              ids(slice, next),
              "forwards to " + there.weights() + ", wanted " + target));
    }
  }

  private static SortedMap<String, Integer> next(
      Slice slice,
      Key key,
      SortedMap<String, Integer> there,
      SortedMap<String, Integer> target,
      Planner.Draft draft) {
    var serving = new TreeMap<String, Integer>();
    there.forEach(
        (role, weight) -> {
          var group = group(slice, role);
          if (!target.containsKey(role) && group != null && targets(group).ableToServe() > 0) {
            serving.put(role, weight);
          }
        });
    var unready = new TreeMap<String, Targets.Registered>();
    for (var role : target.keySet()) {
      var group = Objects.requireNonNull(group(slice, role));
      if (!able(slice, key, role, targets(group))) {
        unready.put(role, targets(group));
      }
    }
    if (serving.isEmpty() || unready.isEmpty()) {
      return target;
    }
    draft.await(
        key,
        Why.REPLACEMENT,
        "traffic stays on "
            + serving.keySet()
            + " until the targets of "
            + unready.keySet()
            + " are able to serve");
    var next = new TreeMap<>(serving);
    boolean filled = unready.values().stream().noneMatch(t -> t.statuses().isEmpty());
    boolean unchecked =
        unready.values().stream()
            .allMatch(
                t ->
                    t.count(TargetStatus.UNUSED) + t.count(TargetStatus.INITIAL)
                        == t.statuses().size());
    boolean nudge =
        filled
            && unchecked
            && there.keySet().containsAll(target.keySet())
            && slice.waited(key).compareTo(twoChecks(slice, target)) >= 0;
    if (nudge
        || there.entrySet().stream()
            .anyMatch(e -> target.containsKey(e.getKey()) && e.getValue() == 1)) {
      next.replaceAll((role, weight) -> MAX_WEIGHT);
      target.keySet().forEach(role -> next.put(role, 1));
    } else if (filled) {
      target.keySet().forEach(role -> next.put(role, 0));
    }
    return next;
  }

  private static boolean able(Slice slice, Key key, String role, Targets.Registered targets) {
    long wanted =
        slice
            .desired()
            .nodes(TargetGroup.class)
            .filter(e -> e.key().role().text().equals(role))
            .mapToLong(e -> e.node().targets() instanceof Targets.Wanted w ? w.size() : 0)
            .sum();
    long able = targets.ableToServe();
    return able >= Math.max(1, wanted)
        || (able >= 1 && slice.waited(key).compareTo(TargetPlan.PATIENCE) >= 0);
  }

  private static Duration twoChecks(Slice slice, SortedMap<String, Integer> target) {
    int interval =
        slice
            .desired()
            .nodes(TargetGroup.class)
            .filter(e -> target.containsKey(e.key().role().text()))
            .mapToInt(e -> e.node().healthCheck().intervalSeconds())
            .max()
            .orElse(0);
    return Duration.ofSeconds(2L * interval);
  }

  private static Targets.Registered targets(Resource group) {
    return TargetPlan.registered((TargetGroup) group.node());
  }

  private static @Nullable Resource group(Slice slice, String role) {
    return slice.observed().resources().entrySet().stream()
        .filter(e -> e.getKey().role().text().equals(role))
        .filter(e -> e.getValue().node() instanceof TargetGroup)
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }

  /** Ids of the listener's parent and of the groups in an action; unknown roles are ids already. */
  private static Map<Role, String> ids(Slice slice, SortedMap<String, Integer> weights) {
    var ids = new HashMap<>(Wiring.parents(slice));
    for (var role : weights.keySet()) {
      var group = group(slice, role);
      Physical physical = group == null ? null : group.physical();
      if (physical != null) {
        ids.put(new Role(role), physical.id());
      }
    }
    return ids;
  }
}
