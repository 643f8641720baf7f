package io.latticeoperator.simulator.lattice;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A target of a group.
 *
 * @param sequence order of first registration; lists are in this order
 * @param reasonCode why it is in this status, if the status has a reason
 * @param registeredAt the last registration that had an effect
 * @param deregisteredAt set exactly while DRAINING, and on targets that are {@code gone}
 * @param gone no longer listed: only the data plane's lag still shows it
 */
public record Target(
    Key key,
    long sequence,
    TargetStatus status,
    @Nullable String reasonCode,
    Instant registeredAt,
    @Nullable Instant deregisteredAt,
    boolean gone) {

  Target withStatus(TargetStatus changed, @Nullable String reason) {
    return new Target(key, sequence, changed, reason, registeredAt, deregisteredAt, gone);
  }

  Target draining(Instant now) {
    return new Target(key, sequence, TargetStatus.DRAINING, null, registeredAt, now, false);
  }

  Target departed() {
    return new Target(key, sequence, status, reasonCode, registeredAt, deregisteredAt, true);
  }

  /**
   * What tells targets of a group apart.
   *
   * @param id the address for IP groups, else an instance ID or an ARN
   */
  public record Key(String id, int port) {}
}
