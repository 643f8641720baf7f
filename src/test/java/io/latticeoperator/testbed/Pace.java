package io.latticeoperator.testbed;

import java.time.Duration;

/**
 * How long the story takes.
 *
 * @param rate requests a second to each of the two services
 * @param requests which there are to be at least: the steps are played again until then
 * @param freeze how long the API server answers nobody
 */
record Pace(int rate, long requests, Duration freeze) {
  /** All steps, once. */
  static final Pace SHORT = new Pace(40, 0, Duration.ofSeconds(15));

  /** As often as 100,000 requests need. */
  static final Pace LONG = new Pace(100, 100_000, Duration.ofSeconds(60));
}
