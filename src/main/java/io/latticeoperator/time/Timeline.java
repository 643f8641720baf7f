package io.latticeoperator.time;

import java.time.Duration;

/**
 * A clock on which work can be put: the only way the project schedules anything.
 *
 * <p>All actions of one timeline run one after the other, never two at once, in order of their due
 * time and, for equal times, of their scheduling. State that only a timeline's actions touch needs
 * no lock.
 */
public interface Timeline extends Clock {
  /**
   * Runs {@code action} once, when {@code delay} has passed; a zero or negative delay means as soon
   * as the actions already due have run. Safe to call from any thread.
   */
  Scheduled after(Duration delay, Runnable action);

  /** Runs {@code action} as soon as the actions already due have run. */
  default Scheduled soon(Runnable action) {
    return after(Duration.ZERO, action);
  }

  /** An action that has been put on a timeline. */
  @FunctionalInterface
  interface Scheduled {
    /** Takes the action off the timeline; has no effect when it has run already. */
    void cancel();
  }
}
