package io.latticeoperator.control;

import io.latticeoperator.model.Owner;
import io.latticeoperator.translate.Facts;
import java.util.Collection;
import java.util.Optional;

/** Kubernetes as the control loop sees it: the newest cached state, copied on demand. */
public interface FactSource {
  /** Whether every cache has had its first full list; before, nothing may be concluded. */
  boolean synced();

  /** Facts of one export or network; empty when there is no such object (any more). */
  Optional<Facts> facts(Owner owner);

  /** Facts of every export and network, in any order. */
  Collection<Facts> all();
}
