package io.latticeoperator.app.demo;

import io.latticeoperator.app.StopSignal;
import io.latticeoperator.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
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

  /** Looks whether something has come true. */
  @FunctionalInterface
  interface Condition {
    /** Throws when it never will. */
    boolean holds() throws NotHeld;
  }

  /**
   * @param what completes "waited in vain for"
   * @throws Ended when the visitor asks for the end meanwhile
   */
  void until(String what, Condition condition) throws NotHeld {
    until(what, condition, LOOK);
  }

  /**
   * @param what completes "waited in vain for"
   * @param look time between two looks
   * @throws Ended when the visitor asks for the end meanwhile
   */
  void until(String what, Condition condition, Duration look) throws NotHeld {
    var deadline = clock.now().plus(longest);
    while (!condition.holds()) {
      if (clock.now().isAfter(deadline)) {
        throw new NotHeld("waited %d s in vain for %s".formatted(longest.toSeconds(), what));
      }
      pass(look);
    }
  }

  /** As {@link #until}, for something to appear. */
  <T> T some(String what, Supplier<Optional<T>> source) throws NotHeld {
    var found = new AtomicReference<Optional<T>>(Optional.empty());
    until(
        what,
        () -> {
          found.set(source.get());
          return found.get().isPresent();
        });
    return found.get().orElseThrow();
  }

  /** Lets time pass. */
  void pass(Duration time) {
    if (stop.within(time)) {
      throw new Ended();
    }
  }
}
