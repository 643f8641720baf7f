package io.latticeoperator.cloud.aws;

import java.time.Duration;

/**
 * How long a call may take before its answer counts as lost.
 *
 * @param attempt from sending to the last byte of the answer
 * @param total with getting credentials and a connection; at least {@code attempt}
 */
public record Timeouts(Duration attempt, Duration total) {
  /** Far above what VPC Lattice takes, far below what a rollout can wait. */
  public static final Timeouts STANDARD =
      new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(15));

  public Timeouts {
    if (!attempt.isPositive() || total.compareTo(attempt) < 0) {
      throw new IllegalArgumentException(
          "timeouts must be positive, the total not under the attempt: " + attempt + ", " + total);
    }
  }
}
