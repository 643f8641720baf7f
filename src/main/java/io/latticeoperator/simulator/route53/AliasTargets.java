package io.latticeoperator.simulator.route53;

import java.util.Optional;

/** The hosted zones of other services, to whose names aliases can point. Safe for any thread. */
@FunctionalInterface
public interface AliasTargets {

  /** Other services have none. */
  AliasTargets NONE = hostedZoneId -> Optional.empty();

  /** The domain that a hosted zone is of, without a dot at its end; empty for an unknown zone. */
  Optional<String> domain(String hostedZoneId);
}
