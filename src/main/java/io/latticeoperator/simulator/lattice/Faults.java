package io.latticeoperator.simulator.lattice;

import java.time.Duration;
import java.util.Optional;

/** What goes wrong with calls; asked once for each call, before its effect. */
@FunctionalInterface
public interface Faults {
  Faults NONE = (sequence, call) -> Optional.empty();

  /**
   * @param sequence of the call in the journal
   */
  Optional<Fault> on(long sequence, Call call);

  /**
   * How long a call takes when it is made by {@link LatticeSimulator#call(Call,
   * java.util.function.Consumer)}; its effect is in the middle of it.
   */
  default Duration latency(Call call) {
    return Duration.ZERO;
  }

  /** A way for a call to go wrong. */
  sealed interface Fault {
    /**
     * Refused for coming too often, without effect.
     *
     * @param retryAfter rounded up to seconds in the answer
     */
    record Throttled(Duration retryAfter) implements Fault {}

    /** A server error before any effect. */
    record FailedBefore() implements Fault {}

    /** The call has its effect, and its answer never arrives. */
    record AnswerLost() implements Fault {}
  }
}
