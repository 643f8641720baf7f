package io.latticeoperator.control;

import io.latticeoperator.plan.Change;

/** What goes first when calls are scarce, in this order. */
public enum Lane {
  /** Targets that are dead or somebody else's. */
  EVICT,
  REGISTER,
  /** What must be read before something can be planned, and what settles. */
  READ,
  /** Create and change. */
  WIRE,
  /** Retire targets, delete. */
  REMOVE,
  /** Health and drift at rest. */
  AUDIT,
  /** The operator's own figures. */
  METRICS;

  static Lane of(Change change) {
    return switch (change) {
      case Change.Deregister d ->
          switch (d.removal()) {
            case EVICT -> EVICT;
            case RETIRE, EMPTY -> REMOVE;
          };
      case Change.Register r -> REGISTER;
      case Change.Create c -> WIRE;
      case Change.Update u -> WIRE;
      case Change.Tag t -> WIRE;
      case Change.Untag u -> REMOVE;
      case Change.Delete d -> REMOVE;
    };
  }
}
