package io.latticeoperator.engine;

import java.time.Instant;
import java.util.Set;

/**
 * What one live, quorum list of a Service's Pods showed, taken because a removal was held.
 *
 * @param at when the list was asked for
 * @param alive IPs of the Pods that the Service's present selector matches and that are neither
 *     terminating nor finished; empty when the Service is gone. An address outside of it is
 *     explained
 */
public record Evidence(Instant at, Set<String> alive) {
  public Evidence {
    alive = Set.copyOf(alive);
  }
}
