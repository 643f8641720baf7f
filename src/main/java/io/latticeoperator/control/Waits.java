package io.latticeoperator.control;

import io.latticeoperator.control.Observer.Arrival;
import io.latticeoperator.engine.Observation;
import io.latticeoperator.engine.Step;
import io.latticeoperator.model.Cause;
import io.latticeoperator.model.Owner;
import io.latticeoperator.model.TargetAddress;
import io.latticeoperator.model.TargetGroup;
import io.latticeoperator.model.TargetStatus;
import io.latticeoperator.model.Targets;
import io.latticeoperator.plan.Change;
import io.latticeoperator.plan.Receipt;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Since when the targets of one export have been on their way. Only what this operator has seen
 * begin is measured: a target that is registered when the operator first looks has never waited for
 * it, nor has one that somebody takes away and we put back.
 */
final class Waits {
  private final Map<TargetAddress, Instant> toRegister = new HashMap<>();
  private final Map<TargetAddress, Instant> toDeregister = new HashMap<>();
  private final Map<TargetAddress, Instant> toServe = new HashMap<>();
  private final Owner owner;
  private final Observer observer;
  private final Map<Arrival, List<Instant>> told = new EnumMap<>(Arrival.class);
  private Set<TargetAddress> wanted = Set.of();
  private boolean held;

  /**
   * @param observer told of each target that arrives
   */
  Waits(Owner owner, Observer observer) {
    this.owner = owner;
    this.observer = observer;
  }

  /**
   * Takes in what the facts and the mirror say now. When nothing may be written nothing waits, and
   * while removals are held what is not listed any more counts as alive.
   */
  void look(Step.Decision decision, Observation observation, Instant now) {
    var targets = decision.targets();
    held = decision.held() > 0;
    if (targets == null) {
      wanted = Set.of();
      toRegister.clear();
      toDeregister.clear();
    } else {
      compare(targets, observation, now);
    }
    tell();
  }

  private void compare(Targets.Wanted targets, Observation observation, Instant now) {
    var wants = new HashSet<TargetAddress>();
    for (var entry : targets.causes().entrySet()) {
      if (entry.getValue().wanted()) {
        wants.add(entry.getKey());
      }
    }
    for (var target : wants) {
      if (!wanted.contains(target)) {
        toRegister.putIfAbsent(target, now);
      }
    }
    toRegister.keySet().retainAll(wants);
    var statuses = statuses(observation);
    toDeregister.keySet().removeIf(target -> !ends(target, targets));
    wanted.stream()
        .filter(target -> ends(target, targets))
        .forEach(target -> toDeregister.putIfAbsent(target, now));
    statuses.forEach(
        (target, status) -> {
          if (status != TargetStatus.DRAINING && ends(target, targets)) {
            toDeregister.putIfAbsent(target, now);
          }
        });
    wanted = Set.copyOf(wants);
    if (observation.complete()) {
      settle(statuses, now);
    }
  }

  /** Takes in an answer. */
  void answered(Receipt receipt, Instant now) {
    if (!(receipt.outcome() instanceof Receipt.Done done)) {
      return;
    }
    switch (receipt.change()) {
      case Change.Register register ->
          register.targets().stream()
              .filter(target -> !done.refused().containsKey(target))
              .forEach(
                  target -> {
                    var since = toRegister.remove(target);
                    if (since != null) {
                      arrived(Arrival.REGISTERED, since, now);
                      toServe.put(target, now);
                    }
                  });
      case Change.Deregister deregister ->
          deregister.targets().stream()
              .filter(target -> !done.refused().containsKey(target))
              .forEach(
                  target -> {
                    toServe.remove(target);
                    var since = toDeregister.remove(target);
                    if (since != null && deregister.removal() == Change.Removal.EVICT) {
                      arrived(Arrival.DEREGISTERED, since, now);
                    }
                  });
      case Change.Create create -> {}
      case Change.Update update -> {}
      case Change.Delete delete -> {}
      case Change.Tag tag -> {}
      case Change.Untag untag -> {}
    }
    tell();
  }

  private void tell() {
    tell(Arrival.REGISTERED, toRegister.values());
    tell(Arrival.DEREGISTERED, toDeregister.values());
  }

  private void tell(Arrival arrival, Collection<Instant> since) {
    var sorted = since.stream().sorted().toList();
    if (!sorted.equals(told.put(arrival, sorted))) {
      observer.waiting(owner, arrival, sorted);
    }
  }

  private void settle(Map<TargetAddress, TargetStatus> statuses, Instant now) {
    toRegister
        .keySet()
        .removeIf(
            target -> {
              var status = statuses.get(target);
              return status != null && status.counts();
            });
    toDeregister
        .keySet()
        .removeIf(
            target ->
                !statuses.containsKey(target) || statuses.get(target) == TargetStatus.DRAINING);
    toServe
        .entrySet()
        .removeIf(
            entry -> {
              var status = statuses.get(entry.getKey());
              if (status == TargetStatus.HEALTHY) {
                arrived(Arrival.HEALTHY, entry.getValue(), now);
              }
              // without health checks nothing shows when it began to serve
              return status == null
                  || status == TargetStatus.HEALTHY
                  || status == TargetStatus.UNAVAILABLE;
            });
  }

  private void arrived(Arrival arrival, Instant since, Instant now) {
    observer.arrived(owner, arrival, Duration.between(since, now));
  }

  /** Terminating or gone, not merely unwanted: what only retires waits for others. */
  private boolean ends(TargetAddress target, Targets.Wanted targets) {
    var cause = targets.causes().get(target);
    return cause == Cause.TERMINATING
        || (cause == null && !held && !targets.alive().contains(target.ip()));
  }

  /** Of all groups of the export: two generations may hold the same target. */
  private static Map<TargetAddress, TargetStatus> statuses(Observation observation) {
    var statuses = new HashMap<TargetAddress, TargetStatus>();
    observation
        .state()
        .nodes(TargetGroup.class)
        .map(entry -> entry.node().targets())
        .filter(Targets.Registered.class::isInstance)
        .map(Targets.Registered.class::cast)
        .forEach(
            registered ->
                registered
                    .statuses()
                    .forEach((target, status) -> statuses.merge(target, status, Waits::better)));
    return statuses;
  }

  private static TargetStatus better(TargetStatus one, TargetStatus other) {
    return other.ableToServe() || !one.counts() ? other : one;
  }
}
