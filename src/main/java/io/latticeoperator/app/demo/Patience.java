package io.latticeoperator.app.demo;

import io.latticeoperator.app.StopSignal;
import io.latticeoperator.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for things to come true, unless the visitor asks for the end. */
final class Patience {
  private static final Duration LOOK = Duration.ofMillis(50);

  private final StopSignal stop;
  private final Clock clock;
  private final Duration longest;

  /**
   * @param longest that anything is waited for
   */
  Patience(StopSignal stop, Clock clock, Duration longest) {
    this.stop = stop;
    this.clock = clock;
    this.longest = longest;
  }

  /**
   * @param what completes "waited in vain for"
   * @throws Ended when the visitor asks for the end meanwhile
   */
  void until(String what, BooleanSupplier condition) throws NotHeld {
    some(what, () -> condition.getAsBoolean() ? Optional.of(true) : Optional.empty());
  }

  /** As {@link #until}, for something to appear. */
  <T> T some(String what, Supplier<Optional<T>> source) throws NotHeld {
    var deadline = clock.now().plus(longest);
    while (true) {
      var found = source.get();
      if (found.isPresent()) {
        return found.get();
      }
      if (clock.now().isAfter(deadline)) {
        throw new NotHeld("waited %d s in vain for %s".formatted(longest.toSeconds(), what));
      }
      pass(LOOK);
    }
  }

  /** Lets time pass. */
  void pass(Duration time) {
    if (stop.within(time)) {
      throw new Ended();
    }
  }
}
