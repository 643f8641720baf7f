package io.latticeoperator.simulator.lattice;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A service.
 *
 * @param domainName the generated DNS name
 * @param hostedZoneId the zone of {@code domainName}
 * @param customDomainName a further name, fixed at creation
 * @param idleTimeout after which the data plane closes a quiet connection; 60 to 600 seconds
 */
public record Service(
    Identity identity,
    String name,
    AuthType authType,
    String domainName,
    String hostedZoneId,
    @Nullable String customDomainName,
    @Nullable String certificateArn,
    Duration idleTimeout,
    Progress progress,
    Instant updatedAt)
    implements Evolving, Guarded {

  @Override
  public Service with(Progress changed) {
    return new Service(
        identity,
        name,
        authType,
        domainName,
        hostedZoneId,
        customDomainName,
        certificateArn,
        idleTimeout,
        changed,
        updatedAt);
  }

  Service with(
      AuthType changedAuth,
      @Nullable String changedCertificate,
      Duration changedIdleTimeout,
      Instant now) {
    return new Service(
        identity,
        name,
        changedAuth,
        domainName,
        hostedZoneId,
        customDomainName,
        changedCertificate,
        changedIdleTimeout,
        progress,
        now);
  }
}
