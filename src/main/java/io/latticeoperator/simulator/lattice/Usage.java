package io.latticeoperator.simulator.lattice;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which target groups are in use, and what that makes of their targets. A group is in use while a
 * listener or rule of a service that is in a service network names it.
 */
final class Usage {
  private Usage() {}

  static Set<String> groupsInUse(State state) {
    var services =
        state.serviceAssociations().all().stream()
            .filter(association -> association.status() != Status.CREATE_IN_PROGRESS)
            .filter(association -> association.status() != Status.CREATE_FAILED)
            .map(ServiceAssociation::serviceId)
            .collect(Collectors.toSet());
    var groups = new HashSet<String>();
    for (var listener : state.listeners().all()) {
      if (services.contains(listener.serviceId())) {
        add(state, groups, listener.defaultAction());
      }
    }
    for (var rule : state.rules().all()) {
      if (services.contains(rule.serviceId())) {
        add(state, groups, rule.action());
      }
    }
    return groups;
  }

  /** Brings every target's status in line with the use and the health checks of its group. */
  static void refresh(State state) {
    var inUse = groupsInUse(state);
    for (var groupId : state.targets().targetGroupIds()) {
      var group = state.targetGroups().referred(groupId);
      for (var target : state.targets().of(groupId)) {
        var refreshed = refreshed(group, target, inUse.contains(groupId));
        if (!refreshed.equals(target)) {
          state.targets().put(groupId, refreshed);
        }
      }
    }
  }

  private static Target refreshed(TargetGroup group, Target target, boolean inUse) {
    if (target.status() == TargetStatus.DRAINING) {
      return target;
    }
    if (!inUse) {
      return target.withStatus(TargetStatus.UNUSED, "TargetGroupNotInUse");
    }
    if (!group.canBeChecked()) {
      return target.withStatus(TargetStatus.UNAVAILABLE, "HealthCheckNotSupported");
    }
    if (!group.healthCheck().enabled()) {
      return target.withStatus(TargetStatus.UNAVAILABLE, null);
    }
    return switch (target.status()) {
      case UNUSED, UNAVAILABLE -> target.withStatus(TargetStatus.INITIAL, null);
      case INITIAL, HEALTHY, UNHEALTHY, DRAINING -> target;
    };
  }

  private static void add(State state, Set<String> groups, Action action) {
    switch (action) {
      case Action.Forward forward -> {
        for (var group : forward.groups()) {
          if (group.weight() > 0 || state.settings().choices().weightZeroIsInUse()) {
            groups.add(group.targetGroupId());
          }
        }
      }
      case Action.FixedResponse _ -> {}
    }
  }
}
