package io.latticeoperator.control;

import java.time.Duration;
import java.time.Instant;

/**
 * What a lease says. Its instants are of the holder's wall clock, for people to read: nobody
 * compares them with a clock of its own.
 *
 * @param holder identity of the process that leads; empty when it has given the lease away
 * @param duration for which others leave the lease alone, counted by each from when it saw it
 *     change
 * @param acquired when the holder got it
 * @param renewed when the holder last said that it lives
 * @param transitions how often the holder has changed
 */
public record Lease(
    String holder, Duration duration, Instant acquired, Instant renewed, int transitions) {

  /** The first that there is. */
  static Lease first(String holder, Duration duration, Instant now) {
    return new Lease(holder, duration, now, now, 0);
  }

  /** As its next holder writes it. */
  Lease taken(String next, Duration theirs, Instant now) {
    return new Lease(next, theirs, now, now, transitions + 1);
  }

  /** As its holder writes it from time to time. */
  Lease renewed(Instant now) {
    return new Lease(holder, duration, acquired, now, transitions);
  }

  /** As its holder writes it when it needs it no more. */
  Lease released(Instant now) {
    return new Lease("", duration, acquired, now, transitions);
  }

  boolean free() {
    return holder.isEmpty();
  }

  /**
   * Whether it was given away by a leader none of whose calls, and of its predecessors', can be
   * under way. How long it led is a matter of one machine's clock.
   *
   * @param lastCall how long a call may go on
   */
  boolean leftClean(Duration lastCall) {
    return free()
        && (transitions == 0 || Duration.between(acquired, renewed).compareTo(lastCall) >= 0);
  }
}
