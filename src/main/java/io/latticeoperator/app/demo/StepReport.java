package io.latticeoperator.app.demo;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a step came to.
 *
 * @param fault why it did not hold; empty when it did
 * @param awsReads calls of both operators that change nothing, refused ones included
 * @param awsWrites their other calls
 * @param sent requests of the client
 */
record StepReport(
    Step step,
    Optional<String> fault,
    Duration took,
    Reaction reaction,
    long awsReads,
    long awsWrites,
    long sent,
    List<Tally.Failure> failures) {
  StepReport {
    failures = List.copyOf(failures);
  }

  boolean ok() {
    return fault.isEmpty();
  }

  /** Failures that should not have been. */
  long failedPlanned() {
    return step.planned() ? failures.size() : 0;
  }
}
