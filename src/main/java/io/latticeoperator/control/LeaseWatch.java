package io.latticeoperator.control;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How long a candidate has seen a lease unchanged, in its own time. A holder that lives changes it
 * long before its duration has passed.
 */
final class LeaseWatch {
  private @Nullable Lease last;
  private Instant since = Instant.MIN;
  private boolean absent;

  void saw(Lease lease, Instant now) {
    if (absent || !lease.equals(last)) {
      since = now;
    }
    last = lease;
    absent = false;
  }

  /** How long the lease must still be left alone; zero if it is there for the taking. */
  Duration wait(Instant now) {
    return last == null || last.free() ? Duration.ZERO : rest(believed(last.duration()), now);
  }

  /**
   * There is no lease. Who had it may not know yet.
   *
   * @param unseen how long to wait when none has ever been seen
   * @return how long the place must still be left alone
   */
  Duration sawNone(Instant now, Duration unseen) {
    if (!absent) {
      since = now;
    }
    absent = true;
    return rest(last == null ? unseen : believed(last.duration()), now);
  }

  boolean neverSaw() {
    return last == null;
  }

  private Duration rest(Duration duration, Instant now) {
    var rest = Duration.between(now, since.plus(duration));
    return rest.isPositive() ? rest : Duration.ZERO;
  }

  /** Somebody may have edited it. */
  private static Duration believed(Duration duration) {
    return duration.isPositive() && duration.compareTo(Leadership.LONGEST) < 0
        ? duration
        : Leadership.LONGEST;
  }
}
