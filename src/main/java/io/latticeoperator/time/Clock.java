package io.latticeoperator.time;

import java.time.Instant;

/** Tells what time it is, so that real and virtual time are interchangeable. */
@FunctionalInterface
public interface Clock {
  /** The present instant; never earlier than an instant returned before by the same clock. */
  Instant now();
}
