package io.latticeoperator.control;

import io.latticeoperator.cloud.Read;
import io.latticeoperator.model.Owner;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * How often what is at rest is read again: at an interval, or as often as a rate allows, whichever
 * is slower. With 1 call a second, 60 target groups are read once a minute, and the 500 that a
 * Region may have once in eight to ten minutes. Nothing waits for these readings: what settles is
 * read at its own pace, and Lattice takes an unhealthy target out by itself.
 */
final class RestPace {
  private final Duration interval;
  private final double perSecond;
  private final boolean spread;
  private final Map<Owner, Integer> reads = new HashMap<>();
  private int total;

  private RestPace(Duration interval, double perSecond, boolean spread) {
    this.interval = interval;
    this.perSecond = perSecond;
    this.spread = spread;
  }

  /**
   * Exactly at the interval while the rate allows it.
   *
   * @param interval zero for never
   * @param perSecond readings a second at most; more than 0
   */
  static RestPace even(Duration interval, double perSecond) {
    return new RestPace(interval, perSecond, false);
  }

  /** Up to a fifth sooner than that, so that not everything is read at once. */
  static RestPace spread(Duration interval, double perSecond) {
    return new RestPace(interval, perSecond, true);
  }

  /** Whether nothing is read again. */
  boolean off() {
    return interval.isZero();
  }

  /** How many readings an owner asks for each time. */
  void expect(Owner owner, int count) {
    var before = count == 0 ? reads.remove(owner) : reads.put(owner, count);
    total += count - (before == null ? 0 : before);
  }

  /** Time between two such readings; the same for the same reading. */
  Duration interval(Read read) {
    var slowest = Duration.ofMillis((long) (total / perSecond * 1000));
    var share = Math.floorMod(read.hashCode(), 200);
    if (slowest.compareTo(interval) > 0) {
      return slowest.plus(slowest.multipliedBy(share).dividedBy(1000));
    }
    return spread ? interval.minus(interval.multipliedBy(share).dividedBy(1000)) : interval;
  }
}
