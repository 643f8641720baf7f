package io.latticeoperator.simulator.faults;

import java.time.Duration;
import java.time.Instant;

/** A point in time that a plan names. */
public sealed interface Moment {

  /**
   * @param began when the plan came into force
   */
  Instant after(Instant began);

  /** So long after the plan came into force. */
  record Since(Duration duration) implements Moment {
    @Override
    public Instant after(Instant began) {
      return began.plus(duration);
    }
  }

  /** On the clock. */
  record At(Instant instant) implements Moment {
    @Override
    public Instant after(Instant began) {
      return instant;
    }
  }
}
