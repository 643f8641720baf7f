package io.latticeoperator.engine;

import io.latticeoperator.model.LatticeState;
import io.latticeoperator.model.NetworkSummary;
import io.latticeoperator.model.Node.Kind;
import io.latticeoperator.plan.Fault;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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
 * @param asked when what exists of a provision's kind was last asked about
 * @param unread kinds of which what exists is not known; nothing of them is planned
 */
public record Observation(
    boolean complete,
    boolean certain,
    LatticeState state,
    List<NetworkSummary> networks,
    @Nullable Instant healthReadAt,
    @Nullable Fault fault,
    Map<Kind, Instant> asked,
    List<Unread> unread) {
  public Observation {
    networks = List.copyOf(networks);
    asked = Map.copyOf(asked);
    unread = List.copyOf(unread);
  }

  /**
   * A kind of which what exists is not known.
   *
   * @param asked whether the spec asks for something of it
   * @param fault why it cannot be read; null when it just has not been yet
   */
  public record Unread(Kind kind, boolean asked, @Nullable Fault fault) {
    /**
     * Whether a deletion has to wait for it. What the spec does not ask for, and cannot be looked
     * at, holds up nobody.
     */
    public boolean blocking() {
      return asked || fault == null;
    }
  }
}
