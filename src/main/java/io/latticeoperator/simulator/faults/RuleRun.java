package io.latticeoperator.simulator.faults;

import java.time.Instant;
import java.util.random.RandomGenerator;

/** A rule with its dice and its counts. For one thread at a time. */
final class RuleRun {
  private final FaultRule rule;
  private final Instant began;
  private final RandomGenerator random;
  private long occasions;
  private long taken;

  RuleRun(FaultRule rule, Instant began, RandomGenerator random) {
    this.rule = rule;
    this.began = began;
    this.random = random;
  }

  FaultRule rule() {
    return rule;
  }

  RandomGenerator random() {
    return random;
  }

  /** Whether the rule takes an occasion that it is about; each call is one occasion. */
  boolean takes(long sequence, Instant now) {
    var schedule = rule.schedule();
    if (!schedule.isOpen(sequence, began, now)) {
      return false;
    }
    occasions++;
    boolean takes =
        schedule.takes(occasions)
            && (schedule.rate() == 1 || random.nextDouble() < schedule.rate());
    taken += takes ? 1 : 0;
    return takes;
  }

  PlannedFaults.Count count() {
    return new PlannedFaults.Count(rule.name(), occasions, taken);
  }
}
