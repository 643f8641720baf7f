package io.latticeoperator.simulator.faults;

import java.time.Duration;

/** What a rule does to a creation, update or deletion that is in progress. */
public sealed interface ProgressEffect {

  /** It takes so many times as long as the settings say; 0 or more. */
  record Slowed(double factor) implements ProgressEffect {}

  /** It takes this long, whatever the settings say. */
  record Lasting(Duration duration) implements ProgressEffect {}

  /**
   * It ends in *_FAILED.
   *
   * @param failureCode as in the answer of the resource's Get operation
   */
  record Failing(String failureCode, String failureMessage) implements ProgressEffect {}
}
