package io.latticeoperator.control;

import io.latticeoperator.plan.Change;

/** Families of calls that AWS is taken to throttle apart from each other. */
public enum ApiClass {
  READ,
  WRITE,
  /** RegisterTargets and DeregisterTargets. */
  TARGETS;

  static ApiClass of(Change change) {
    return switch (change) {
      case Change.Register r -> TARGETS;
      case Change.Deregister d -> TARGETS;
      case Change.Create c -> WRITE;
      case Change.Update u -> WRITE;
      case Change.Delete d -> WRITE;
      case Change.Tag t -> WRITE;
    };
  }
}
