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

  /** The short one, unless {@code -Dstorm.requests} asks for more. */
  static Pace asked() {
    long requests = Long.getLong("storm.requests", 0);
    return requests == 0 ? SHORT : new Pace(100, requests, Duration.ofSeconds(60));
  }
}
