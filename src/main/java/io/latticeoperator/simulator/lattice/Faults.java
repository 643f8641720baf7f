package io.latticeoperator.simulator.lattice;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

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

  /** How far behind a read is; asked once for each call. */
  default Lag lag(Call call) {
    return Lag.NONE;
  }

  /**
   * How long something takes; asked when it begins.
   *
   * @param resourceType as in refusals, such as {@code SERVICE}
   * @param inProgress what takes so long: CREATE_, UPDATE_ or DELETE_IN_PROGRESS
   * @param usual how long it takes by the settings
   */
  default Duration duration(String resourceType, String id, Status inProgress, Duration usual) {
    return usual;
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

  /**
   * How far reads are behind.
   *
   * @param lists how long a new resource is absent from lists, beyond what the settings say
   * @param tags how long the tags of a resource are shown as they were before a change
   */
  record Lag(Duration lists, Duration tags) {
    public static final Lag NONE = new Lag(Duration.ZERO, Duration.ZERO);
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

    /**
     * Refused without effect.
     *
     * @param retryAfter rounded up to seconds in the answer; zero for none
     */
    record Refused(ErrorCode code, String message, Duration retryAfter) implements Fault {}

    /** The connection ends before the call arrives: neither effect nor answer. */
    record NeverArrived() implements Fault {}

    /**
     * The connection stays and no answer ever comes. Where a caller cannot wait it is told that the
     * answer is lost.
     *
     * @param effect whether the call has its effect
     */
    record Unanswered(boolean effect) implements Fault {}

    /**
     * Some items of a call have no effect and are among the {@code unsuccessful} of its answer.
     *
     * @param member of the input, a list of structures
     * @param items which of them, from 0
     */
    record SomeUnsuccessful(
        String member, Set<Integer> items, String failureCode, String failureMessage)
        implements Fault {
      public SomeUnsuccessful {
        items = Set.copyOf(items);
      }
    }
  }
}
