package io.latticeoperator.simulator.dataplane;

import io.latticeoperator.simulator.lattice.Target;
import io.latticeoperator.simulator.lattice.TargetStatus;
import io.latticeoperator.simulator.lattice.View;
import java.util.HashMap;
import java.util.Map;

/**
 * The last that health checks said of each target. Deregistration does not wipe it out: until the
 * data plane obeys, a draining target is as able to serve as it was found last.
 *
 * @param known by target group ID and target; never DRAINING or UNUSED, which are no findings
 */
record TargetHealth(Map<String, Map<Target.Key, TargetStatus>> known) {
  static final TargetHealth NONE = new TargetHealth(Map.of());

  /** INITIAL for a target of which nothing is known. */
  TargetStatus of(String targetGroupId, Target.Key target) {
    return known.getOrDefault(targetGroupId, Map.of()).getOrDefault(target, TargetStatus.INITIAL);
  }

  /** With what {@code view} shows; of targets that it does not hold nothing is kept. */
  TargetHealth observed(View view) {
    var groups = new HashMap<String, Map<Target.Key, TargetStatus>>();
    view.targets()
        .forEach(
            (group, targets) -> {
              var found = new HashMap<Target.Key, TargetStatus>();
              for (var target : targets) {
                // A target that came back is listed beside its former, gone self.
                if (!target.gone()) {
                  found.put(target.key(), finding(group, target));
                } else {
                  found.putIfAbsent(target.key(), of(group, target.key()));
                }
              }
              groups.put(group, Map.copyOf(found));
            });
    return new TargetHealth(Map.copyOf(groups));
  }

  private TargetStatus finding(String group, Target target) {
    return switch (target.status()) {
      case INITIAL, HEALTHY, UNHEALTHY, UNAVAILABLE -> target.status();
      case DRAINING, UNUSED -> of(group, target.key());
    };
  }
}
