package io.latticeoperator.cloud;

/**
 * Whether a write may begin now. Asked from any thread, as late as possible: between the question
 * and the write the whole process may be paused.
 */
@FunctionalInterface
public interface Permit {
  /** For who writes alone. */
  Permit ALWAYS = () -> true;

  /** An answer that is good for this instant only. */
  boolean granted();
}
