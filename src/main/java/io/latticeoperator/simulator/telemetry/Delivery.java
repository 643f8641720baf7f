package io.latticeoperator.simulator.telemetry;

import java.time.Duration;

/**
 * How late telemetry comes.
 *
 * @param logLag from the end of a request until its lines are in the log group
 * @param metricPeriod over which metrics are put together; 1 to 60 whole seconds, and a divisor of
 *     60
 */
public record Delivery(Duration logLag, Duration metricPeriod) {
  public Delivery {
    long seconds = metricPeriod.toSeconds();
    if (seconds < 1 || 60 % seconds != 0 || !metricPeriod.equals(Duration.ofSeconds(seconds))) {
      throw new IllegalArgumentException("Not a divisor of a minute: " + metricPeriod);
    }
    if (logLag.isNegative()) {
      throw new IllegalArgumentException("Negative: " + logLag);
    }
  }

  /** Within seconds. */
  public static Delivery quick() {
    return new Delivery(Duration.ofSeconds(1), Duration.ofSeconds(1));
  }

  /** As AWS does. */
  public static Delivery aws() {
    return new Delivery(Duration.ofMinutes(2), Duration.ofMinutes(1));
  }

  int periodSeconds() {
    return (int) metricPeriod.toSeconds();
  }
}
