package io.latticeoperator.simulator.lattice;

import org.jspecify.annotations.Nullable;

/**
 * How far the creation, update or deletion of a resource has come.
 *
 * @param failure why, in a status that has failed; else null
 */
public record Progress(Status status, @Nullable Failure failure) {

  /** Without a failure. */
  public static Progress of(Status status) {
    return new Progress(status, null);
  }
}
