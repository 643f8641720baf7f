package io.latticeoperator.simulator.faults;

import java.util.Set;

/** One way for things to go wrong. */
public sealed interface FaultRule {

  /** By which people know it. */
  String name();

  Schedule schedule();

  /** Something happens to calls. */
  record OfCalls(String name, CallSelection calls, Schedule schedule, CallEffect effect)
      implements FaultRule {}

  /**
   * Something happens to what is in progress; VPC Lattice only.
   *
   * @param kinds resource types as in refusals, such as {@code SERVICE}; empty for all
   */
  record OfProgress(
      String name, Set<String> kinds, Set<Phase> during, Schedule schedule, ProgressEffect effect)
      implements FaultRule {
    public OfProgress {
      kinds = Set.copyOf(kinds);
      during = Set.copyOf(during);
    }
  }

  /** What can be in progress. */
  enum Phase {
    CREATE,
    UPDATE,
    DELETE
  }
}
