package io.latticeoperator.simulator.lattice;

import java.time.Instant;

/**
 * A rule of a listener. Rules are tried by ascending priority; the first that matches decides.
 *
 * @param isDefault made with the listener, matches everything, tried last; its action is the
 *     listener's default action
 * @param priority 1 to 2000, unique within the listener; {@link Integer#MAX_VALUE} for the default
 *     rule
 */
public record Rule(
    Identity identity,
    String serviceId,
    String listenerId,
    String name,
    boolean isDefault,
    int priority,
    Match match,
    Action action,
    Instant updatedAt)
    implements Resource {

  Rule with(int changedPriority, Match changedMatch, Action changedAction, Instant now) {
    return new Rule(
        identity,
        serviceId,
        listenerId,
        name,
        isDefault,
        changedPriority,
        changedMatch,
        changedAction,
        now);
  }
}
