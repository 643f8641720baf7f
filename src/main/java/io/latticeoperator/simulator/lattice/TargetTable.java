package io.latticeoperator.simulator.lattice;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/** The targets of all groups, in order of registration, and those that left a moment ago. */
final class TargetTable {
  private final BiConsumer<String, Target.Key> beforeChange;
  private final Runnable onChange;
  private final Map<String, Map<Target.Key, Target>> present = new LinkedHashMap<>();
  private final Map<String, List<Target>> departed = new LinkedHashMap<>();

  /**
   * @param beforeChange told the group and the key of a target that is about to be put or removed
   * @param onChange told that targets have changed
   */
  TargetTable(BiConsumer<String, Target.Key> beforeChange, Runnable onChange) {
    this.beforeChange = beforeChange;
    this.onChange = onChange;
  }

  /** A copy, so that it may be walked while targets change. */
  List<Target> of(String targetGroupId) {
    return List.copyOf(rows(targetGroupId));
  }

  boolean isEmpty(String targetGroupId) {
    return rows(targetGroupId).isEmpty();
  }

  long active(String targetGroupId) {
    return rows(targetGroupId).stream()
        .filter(target -> target.status() != TargetStatus.DRAINING)
        .count();
  }

  Optional<Target> find(String targetGroupId, Target.Key key) {
    var group = present.get(targetGroupId);
    return group == null ? Optional.empty() : Optional.ofNullable(group.get(key));
  }

  void put(String targetGroupId, Target target) {
    beforeChange.accept(targetGroupId, target.key());
    present.computeIfAbsent(targetGroupId, id -> new LinkedHashMap<>()).put(target.key(), target);
    onChange.run();
  }

  /** Takes up a target as it was, one that left a moment ago included. */
  void adopt(String targetGroupId, Target target) {
    if (target.gone()) {
      departed.computeIfAbsent(targetGroupId, id -> new ArrayList<>()).add(target);
      onChange.run();
    } else {
      put(targetGroupId, target);
    }
  }

  /** Takes a target off the lists; it stays among the departed until it is forgotten. */
  Optional<Target> remove(String targetGroupId, Target.Key key) {
    beforeChange.accept(targetGroupId, key);
    var group = present.get(targetGroupId);
    var target = group == null ? null : group.remove(key);
    if (target == null) {
      return Optional.empty();
    }
    var gone = target.departed();
    departed.computeIfAbsent(targetGroupId, id -> new ArrayList<>()).add(gone);
    onChange.run();
    return Optional.of(gone);
  }

  void forget(String targetGroupId, Target gone) {
    var left = departed.get(targetGroupId);
    if (left != null && left.remove(gone)) {
      onChange.run();
    }
  }

  void removeGroup(String targetGroupId) {
    present.remove(targetGroupId);
    departed.remove(targetGroupId);
  }

  Set<String> targetGroupIds() {
    return Set.copyOf(present.keySet());
  }

  /** The targets of a group with those that left a moment ago. */
  List<Target> withDeparted(String targetGroupId) {
    var all = new ArrayList<>(rows(targetGroupId));
    all.addAll(departed.getOrDefault(targetGroupId, List.of()));
    return List.copyOf(all);
  }

  private Collection<Target> rows(String targetGroupId) {
    var group = present.get(targetGroupId);
    return group == null ? List.of() : group.values();
  }
}
