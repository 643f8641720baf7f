package io.latticeoperator.simulator.lattice;

import io.latticeoperator.time.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Checks every target that is to be checked, each on its own schedule, and counts. Touches the
 * state only within what {@code exclusively} runs.
 */
final class HealthChecks {
  private final State state;
  private final Timeline timeline;
  private final HealthProbe probe;
  private final Consumer<Runnable> exclusively;
  private final Map<Subject, Series> running = new HashMap<>();
  private final Map<Place, Boolean> forced = new HashMap<>();

  /**
   * @param exclusively runs an action while nothing else touches the state
   */
  HealthChecks(State state, Timeline timeline, HealthProbe probe, Consumer<Runnable> exclusively) {
    this.state = state;
    this.timeline = timeline;
    this.probe = probe;
    this.exclusively = exclusively;
  }

  /** One registration of one target. */
  private record Subject(String targetGroupId, Target.Key key, Instant registeredAt) {}

  /** Where a target is, whenever it was registered. */
  private record Place(String targetGroupId, Target.Key key) {}

  /** What the checks of a subject have found, one after the other. */
  private record Series(int successes, int failures) {
    Series with(boolean success) {
      return success ? new Series(successes + 1, 0) : new Series(0, failures + 1);
    }
  }

  /** From now on all checks of a target come to this, and it is in that status at once. */
  void force(String targetGroupId, Target.Key key, boolean healthy) {
    forced.put(new Place(targetGroupId, key), healthy);
    state
        .targets()
        .find(targetGroupId, key)
        .filter(HealthChecks::isChecked)
        .ifPresent(target -> put(targetGroupId, target, healthy));
  }

  /** From now on the checks of a target come to what its probe finds. */
  void release(String targetGroupId, Target.Key key) {
    forced.remove(new Place(targetGroupId, key));
  }

  /** Begins with the targets that are to be checked and are not yet. */
  void begin() {
    for (var groupId : state.targets().targetGroupIds()) {
      for (var target : state.targets().of(groupId)) {
        var subject = new Subject(groupId, target.key(), target.registeredAt());
        if (isChecked(target) && !running.containsKey(subject)) {
          running.put(subject, new Series(0, 0));
          schedule(subject, state.settings().firstHealthCheck());
        }
      }
    }
  }

  private void schedule(Subject subject, Duration delay) {
    timeline.after(delay, () -> exclusively.accept(() -> check(subject)));
  }

  private void check(Subject subject) {
    var group = state.targetGroups().find(subject.targetGroupId());
    var target =
        state
            .targets()
            .find(subject.targetGroupId(), subject.key())
            .filter(each -> each.registeredAt().equals(subject.registeredAt()))
            .filter(HealthChecks::isChecked);
    if (group.isEmpty() || target.isEmpty()) {
      running.remove(subject);
      return;
    }
    var check = group.get().healthCheck();
    var answered = new AtomicBoolean();
    Consumer<Boolean> once =
        success -> {
          if (answered.compareAndSet(false, true)) {
            timeline.soon(() -> exclusively.accept(() -> count(subject, success)));
          }
        };
    timeline.after(scaled(check.timeout()), () -> once.accept(false));
    int port = check.port() == 0 ? subject.key().port() : check.port();
    probe.check(group.get(), subject.key().id(), port, once);
  }

  private void count(Subject subject, boolean success) {
    var series = running.get(subject);
    var group = state.targetGroups().find(subject.targetGroupId());
    if (series == null || group.isEmpty()) {
      running.remove(subject);
      return;
    }
    var place = new Place(subject.targetGroupId(), subject.key());
    var counted = series.with(forced.getOrDefault(place, success));
    running.put(subject, counted);
    state
        .targets()
        .find(subject.targetGroupId(), subject.key())
        .filter(target -> target.registeredAt().equals(subject.registeredAt()))
        .filter(HealthChecks::isChecked)
        .ifPresent(target -> judge(group.get(), target, counted));
    schedule(subject, scaled(group.get().healthCheck().interval()));
  }

  private void judge(TargetGroup group, Target target, Series series) {
    var check = group.healthCheck();
    boolean passed =
        target.status() == TargetStatus.INITIAL
            ? series.successes() > 0
            : series.successes() >= check.healthyThreshold();
    if (passed && target.status() != TargetStatus.HEALTHY) {
      put(group.id(), target, true);
    } else if (series.failures() >= check.unhealthyThreshold()
        && target.status() != TargetStatus.UNHEALTHY) {
      put(group.id(), target, false);
    }
  }

  private void put(String targetGroupId, Target target, boolean healthy) {
    state
        .targets()
        .put(
            targetGroupId,
            healthy
                ? target.withStatus(TargetStatus.HEALTHY, null)
                : target.withStatus(TargetStatus.UNHEALTHY, "HealthCheckFailed"));
  }

  private Duration scaled(Duration duration) {
    return Duration.ofNanos((long) (duration.toNanos() * state.settings().healthCheckScale()));
  }

  private static boolean isChecked(Target target) {
    return switch (target.status()) {
      case INITIAL, HEALTHY, UNHEALTHY -> true;
      case UNUSED, UNAVAILABLE, DRAINING -> false;
    };
  }
}
