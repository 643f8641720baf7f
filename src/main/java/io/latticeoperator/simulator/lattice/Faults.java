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

  /**
   * How what is in progress fails; asked when it would be completed. Empty lets it succeed.
   *
   * @param resourceType as in refusals, such as {@code SERVICE}
   * @param inProgress what would be completed: CREATE_, UPDATE_ or DELETE_IN_PROGRESS
   */
  default Optional<Failure> onSettle(String resourceType, String id, Status inProgress) {
    return Optional.empty();
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
