package io.latticeoperator.simulator.lattice;

import java.time.Instant;

/**
 * A service network. It has no status and no DNS name.
 *
 * @param sharing whether it may be shared by RAM; fixed at creation
 */
public record ServiceNetwork(
    Identity identity, String name, AuthType authType, boolean sharing, Instant updatedAt)
    implements Guarded {

  ServiceNetwork withAuthType(AuthType changed, Instant now) {
    return new ServiceNetwork(identity, name, changed, sharing, now);
  }
}
