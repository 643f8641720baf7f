package io.latticeoperator.simulator.faults;

import java.time.Duration;
import java.time.Instant;

/**
 * Which of the occasions that a rule is about it takes. Occasions outside of the sequence numbers
 * and times are not counted; those inside are, from 1.
 *
 * @param rate share of what {@code first} and {@code every} leave, 0 to 1
 * @param first only so many occasions from the beginning
 * @param every only each so-manieth occasion
 * @param fromSequence of the journal, inclusive
 * @param toSequence of the journal, inclusive
 * @param from inclusive
 * @param until exclusive
 */
public record Schedule(
    double rate,
    long first,
    long every,
    long fromSequence,
    long toSequence,
    Moment from,
    Moment until) {

  /** All occasions. */
  public static final Schedule ALWAYS =
      new Schedule(
          1,
          Long.MAX_VALUE,
          1,
          1,
          Long.MAX_VALUE,
          new Moment.Since(Duration.ZERO),
          new Moment.At(Instant.MAX));

  boolean isOpen(long sequence, Instant began, Instant now) {
    return sequence >= fromSequence
        && sequence <= toSequence
        && !now.isBefore(from.after(began))
        && now.isBefore(until.after(began));
  }

  boolean takes(long occasion) {
    return occasion <= first && occasion % every == 0;
  }
}
