package io.latticeoperator.control;

import io.latticeoperator.engine.Evidence;
import io.latticeoperator.model.Owner;

/** The control loop as its surroundings see it. All methods may be called from any thread. */
public interface ControlLoop {
  /** Something about this export may have changed. Cheap; many calls coalesce. */
  void dirty(Owner owner);

  /** The caches have synced, or settings have changed: look at every export. */
  void dirtyAll();

  /** Answers {@link Outbox#evidenceWanted}. */
  void evidence(Owner owner, Evidence evidence);
}
