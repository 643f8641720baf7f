package io.latticeoperator.simulator.lattice;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A service.
 *
 * @param domainName the generated DNS name
 * @param hostedZoneId the zone of {@code domainName}
 * @param customDomainName a further name, fixed at creation
 */
public record Service(
    Identity identity,
    String name,
    AuthType authType,
    String domainName,
    String hostedZoneId,
    @Nullable String customDomainName,
    @Nullable String certificateArn,
    Status status,
    Instant updatedAt)
    implements Resource {

  Service withStatus(Status changed) {
    return new Service(
        identity,
        name,
        authType,
        domainName,
        hostedZoneId,
        customDomainName,
        certificateArn,
        changed,
        updatedAt);
  }

  Service with(AuthType changedAuth, @Nullable String changedCertificate, Instant now) {
    return new Service(
        identity,
        name,
        changedAuth,
        domainName,
        hostedZoneId,
        customDomainName,
        changedCertificate,
        status,
        now);
  }
}
