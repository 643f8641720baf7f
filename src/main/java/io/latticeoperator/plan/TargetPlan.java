package io.latticeoperator.plan;

import io.latticeoperator.model.Cause;
import io.latticeoperator.model.Key;
import io.latticeoperator.model.Listener;
import io.latticeoperator.model.Physical;
import io.latticeoperator.model.Quotas;
import io.latticeoperator.model.Resource;
import io.latticeoperator.model.ResourceStatus;
import io.latticeoperator.model.ServiceAssociation;
import io.latticeoperator.model.TargetAddress;
import io.latticeoperator.model.TargetGroup;
import io.latticeoperator.model.TargetStatus;
import io.latticeoperator.model.Targets;
import io.latticeoperator.plan.Change.Removal;
import io.latticeoperator.plan.Plan.Why;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Which targets to register, evict and retire.
 *
 * <ul>
 *   <li>Evict what is gone or terminating, without precondition, except that a terminating target
 *       which still serves stays while fewer than the floor of the wanted ones are able to serve.
 *   <li>Retire what is alive but no longer wanted, only when every wanted target is able to serve
 *       or the group is unused, or {@link #PATIENCE} has passed; never when nothing is wanted.
 * </ul>
 */
final class TargetPlan {
  /** How long a retirement waits for replacements that do not become able to serve. */
  static final Duration PATIENCE = Duration.ofMinutes(5);

  /** In a full group, how many may be away at a time while others take their places. */
  private static final int IN_MOTION = 10;

  private final Slice slice;
  private final Key key;
  private final Physical physical;
  private final Targets.Wanted wanted;
  private final Targets.Registered registered;
  private final Planner.Draft draft;

  private TargetPlan(
      Slice slice, Key key, Resource observed, Targets.Wanted wanted, Planner.Draft draft) {
    this.slice = slice;
    this.key = key;
    this.physical = Objects.requireNonNull(observed.physical());
    this.wanted = wanted;
    this.registered = registered((TargetGroup) observed.node());
    this.draft = draft;
  }

  /** Plans the targets of a group that is desired and exists. */
  static void inUse(
      Slice slice, Key key, TargetGroup desired, Resource observed, Planner.Draft draft) {
    if (desired.targets() instanceof Targets.Wanted wanted) {
      var plan = new TargetPlan(slice, key, observed, wanted, draft);
      plan.evict();
      plan.register();
      plan.retire();
    }
  }

  /**
   * Plans the targets of a group that is no longer desired: as long as requests can reach it only
   * the dead are evicted, then it is emptied.
   */
  static void leaving(Slice slice, Key key, Resource observed, Planner.Draft draft) {
    if (!reachable(slice, key)) {
      var registered = registered((TargetGroup) observed.node());
      var all =
          registered.statuses().entrySet().stream()
              .filter(e -> e.getValue() != TargetStatus.DRAINING)
              .map(Map.Entry::getKey)
              .toList();
      deregister(
          key,
          Objects.requireNonNull(observed.physical()),
          all,
          Removal.EMPTY,
          "the group is no longer used",
          draft);
      return;
    }
    slice
        .desired()
        .nodes(TargetGroup.class)
        .map(entry -> entry.node().targets())
        .filter(Targets.Wanted.class::isInstance)
        .map(Targets.Wanted.class::cast)
        .findFirst()
        .ifPresent(wanted -> new TargetPlan(slice, key, observed, wanted, draft).evict());
  }

  /** Whether a listener of an associated service sends requests to the group. */
  static boolean reachable(Slice slice, Key group) {
    boolean forwarded =
        slice
            .observed()
            .nodes(Listener.class)
            .anyMatch(e -> e.node().weights().containsKey(group.role().text()));
    boolean associated =
        slice
            .observed()
            .nodes(ServiceAssociation.class)
            .anyMatch(
                e ->
                    e.physical() != null
                        && e.physical().status() != ResourceStatus.DELETE_IN_PROGRESS
                        && e.physical().status() != ResourceStatus.CREATE_FAILED);
    return forwarded && associated;
  }

  static Targets.Registered registered(TargetGroup group) {
    return switch (group.targets()) {
      case Targets.Registered registered -> registered;
      case Targets.Wanted none -> Targets.Registered.NONE;
    };
  }

  private void evict() {
    long able =
        registered.statuses().entrySet().stream()
            .filter(e -> wanted.wants(e.getKey()) && e.getValue().ableToServe())
            .count();
    var gone = new ArrayList<TargetAddress>();
    var terminating = new ArrayList<TargetAddress>();
    registered
        .statuses()
        .forEach(
            (address, status) -> {
              if (status == TargetStatus.DRAINING) {
                return;
              }
              var cause = wanted.causes().get(address);
              if (cause == null && !wanted.alive().contains(address.ip())) {
                gone.add(address);
              } else if (cause == Cause.TERMINATING) {
                if (status.ableToServe() && able < wanted.floor()) {
                  draft.await(
                      key,
                      Why.REPLACEMENT,
                      address
                          + " is terminating but still serves; it stays until "
                          + wanted.floor()
                          + " of the others are able to serve");
                } else {
                  terminating.add(address);
                }
              }
            });
    var all = new ArrayList<>(gone);
    all.addAll(terminating);
    deregister(
        key,
        physical,
        all,
        Removal.EVICT,
        counts(gone.size(), "gone", terminating.size(), "terminating"),
        draft);
  }

  private void register() {
    var missing =
        wanted.causes().entrySet().stream()
            .filter(e -> e.getValue().wanted())
            .filter(e -> !present(e.getKey()))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    int room = Math.max(0, Quotas.TARGETS_PER_GROUP - registered.statuses().size());
    var now = missing.keySet().stream().sorted().limit(room).toList();
    long last = missing.values().stream().filter(c -> c == Cause.LAST_SERVING).count();
    var reason = last == missing.size() && last > 0 ? Cause.LAST_SERVING.words() : "ready";
    for (var chunk : chunks(now)) {
      draft.change(new Change.Register(key, physical, chunk, chunk.size() + " " + reason));
    }
  }

  private void retire() {
    var spare =
        registered.statuses().entrySet().stream()
            .filter(e -> e.getValue() != TargetStatus.DRAINING)
            .map(Map.Entry::getKey)
            .filter(this::aliveButUnwanted)
            .toList();
    if (spare.isEmpty()) {
      return;
    }
    if (wanted.size() == 0) {
      draft.await(
          key,
          Why.HELD,
          "no pod of the Service is ready; "
              + spare.size()
              + " targets whose pods live stay registered");
      return;
    }
    boolean replaced =
        wanted.causes().entrySet().stream()
            .filter(e -> e.getValue().wanted())
            .allMatch(e -> replaced(e.getKey()));
    if (replaced || (allPresent() && slice.waited(key).compareTo(PATIENCE) >= 0)) {
      deregister(key, physical, spare, Removal.RETIRE, spare.size() + " no longer wanted", draft);
      return;
    }
    if (allPresent()) {
      draft.await(
          key,
          Why.REPLACEMENT,
          spare.size()
              + " targets are no longer wanted; they stay until the others are able to serve");
    } else if (registered.statuses().size() >= Quotas.TARGETS_PER_GROUP) {
      int room = Math.clamp(IN_MOTION - inMotion(), 0, spare.size());
      deregister(
          key, physical, spare.subList(0, room), Removal.RETIRE, "room for what is wanted", draft);
    }
  }

  /** Targets that have left or come and do not serve yet. */
  private int inMotion() {
    return (int)
        registered.statuses().entrySet().stream()
            .filter(
                e ->
                    e.getValue() == TargetStatus.DRAINING
                        || (wanted.wants(e.getKey()) && !replaced(e.getKey())))
            .count();
  }

  private boolean allPresent() {
    return wanted.causes().entrySet().stream()
        .filter(e -> e.getValue().wanted())
        .allMatch(e -> present(e.getKey()));
  }

  private boolean aliveButUnwanted(TargetAddress address) {
    var cause = wanted.causes().get(address);
    return cause == null ? wanted.alive().contains(address.ip()) : cause == Cause.NOT_READY;
  }

  private boolean present(TargetAddress address) {
    var status = registered.statuses().get(address);
    return status != null && status.counts();
  }

  private boolean replaced(TargetAddress address) {
    var status = registered.statuses().get(address);
    return status != null && (status.ableToServe() || status == TargetStatus.UNUSED);
  }

  private static void deregister(
      Key key,
      Physical physical,
      List<TargetAddress> targets,
      Removal removal,
      String reason,
      Planner.Draft draft) {
    for (var chunk : chunks(targets)) {
      draft.change(new Change.Deregister(key, physical, chunk, removal, reason));
    }
  }

  private static List<List<TargetAddress>> chunks(List<TargetAddress> targets) {
    var chunks = new ArrayList<List<TargetAddress>>();
    for (int i = 0; i < targets.size(); i += Quotas.TARGETS_PER_CALL) {
      chunks.add(
          List.copyOf(targets.subList(i, Math.min(targets.size(), i + Quotas.TARGETS_PER_CALL))));
    }
    return chunks;
  }

  private static String counts(int first, String firstWord, int second, String secondWord) {
    if (first == 0) {
      return second + " " + secondWord;
    }
    return first + " " + firstWord + (second == 0 ? "" : ", " + second + " " + secondWord);
  }
}
