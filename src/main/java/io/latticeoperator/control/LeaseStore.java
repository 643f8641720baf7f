package io.latticeoperator.control;

import org.jspecify.annotations.Nullable;

/**
 * Where the one lease is kept that replicas compete for. Both methods block for a time that is well
 * under a lease's duration, retry nothing and never throw for what the store or the network does.
 */
public interface LeaseStore {
  /** {@link Held}, {@link Absent} or {@link Unanswered}. */
  Answer read();

  /**
   * Writes the lease unless somebody else has since it was read.
   *
   * @param version of the lease that is replaced; null to make one where there is none
   */
  Answer write(Lease lease, @Nullable String version);

  /** What the store says. */
  sealed interface Answer {}

  /**
   * The lease as it is in the store now.
   *
   * @param version to be named by the next write
   */
  record Held(Lease lease, String version) implements Answer {}

  /** There is no lease. */
  record Absent() implements Answer {}

  /** Somebody else has written; nothing was. */
  record Overtaken() implements Answer {}

  /**
   * No usable answer: what was to be written may have been.
   *
   * @param why for people
   */
  record Unanswered(String why) implements Answer {}
}
