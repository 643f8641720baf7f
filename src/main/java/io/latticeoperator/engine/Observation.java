package io.latticeoperator.engine;

import io.latticeoperator.model.LatticeState;
import io.latticeoperator.model.NetworkSummary;
import io.latticeoperator.plan.Fault;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the mirror knows of one owner's slice.
 *
 * @param complete false while something must be read first; then nothing is planned
 * @param certain whether what the lists do not show does not exist
 * @param state what exists under the owner's names, foreign things included
 * @param networks every service network that can be seen
 * @param healthReadAt when targets' statuses were last read; null if never
 * @param fault why reading does not get on; null when it does
 */
public record Observation(
    boolean complete,
    boolean certain,
    LatticeState state,
    List<NetworkSummary> networks,
    @Nullable Instant healthReadAt,
    @Nullable Fault fault) {
  public Observation {
    networks = List.copyOf(networks);
  }
}
