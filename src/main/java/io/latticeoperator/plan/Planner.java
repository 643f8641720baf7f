package io.latticeoperator.plan;

import io.latticeoperator.model.Key;
import io.latticeoperator.model.Resource;
import io.latticeoperator.model.TargetGroup;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares the desired and the observed state of one owner's slice. Pure: equal slices give equal
 * plans.
 *
 * <p>Targets come first in a plan: pods live and die faster than wiring changes.
 */
public final class Planner {
  private Planner() {}

  /** The changes possible now, each at most once, and what is waited for. */
  public static Plan plan(Slice slice) {
    var draft = new Draft(slice);
    targets(slice, draft);
    Wiring.plan(slice, draft);
    return draft.plan();
  }

  private static void targets(Slice slice, Draft draft) {
    slice
        .desired()
        .nodes(TargetGroup.class)
        .forEach(
            entry -> {
              var observed = slice.observed().get(entry.key());
              if (observed != null && observed.active() && slice.ours(entry.key(), observed)) {
                TargetPlan.inUse(slice, entry.key(), entry.node(), observed, draft);
              }
            });
    slice
        .observed()
        .nodes(TargetGroup.class)
        .filter(entry -> slice.desired().get(entry.key()) == null)
        .forEach(
            entry -> {
              var observed = new Resource(entry.node(), entry.physical());
              if (observed.active() && slice.ours(entry.key(), observed)) {
                TargetPlan.leaving(slice, entry.key(), observed, draft);
              }
            });
  }

  /** A plan under construction. */
  static final class Draft {
    private final Slice slice;
    private final List<Change> changes = new ArrayList<>();
    private final List<Plan.Waiting> waiting = new ArrayList<>();

    Draft(Slice slice) {
      this.slice = slice;
    }

    void change(Change change) {
      changes.add(change);
    }

    void await(Key key, Plan.Why why, String message) {
      waiting.add(new Plan.Waiting(key, why, message));
    }

    Plan plan() {
      return slice.desired().isEmpty() && slice.observed().isEmpty()
          ? Plan.EMPTY
          : new Plan(changes, waiting);
    }
  }
}
