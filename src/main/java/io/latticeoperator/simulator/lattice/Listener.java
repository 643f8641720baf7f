package io.latticeoperator.simulator.lattice;

import java.time.Instant;

/**
 * A listener of a service.
 *
 * @param defaultAction what is done with a request that no rule matches
 */
public record Listener(
    Identity identity,
    String serviceId,
    String name,
    ListenerProtocol protocol,
    int port,
    Action defaultAction,
    Instant updatedAt)
    implements Resource {

  Listener withDefaultAction(Action changed, Instant now) {
    return new Listener(identity, serviceId, name, protocol, port, changed, now);
  }
}
