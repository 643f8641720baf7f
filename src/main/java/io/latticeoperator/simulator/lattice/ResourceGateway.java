package io.latticeoperator.simulator.lattice;

import java.time.Instant;
import java.util.List;

/**
 * A way into a VPC for the clients of resource configurations.
 *
 * @param ipAddressType {@code IPV4}, {@code IPV6} or {@code DUALSTACK}
 * @param ipv4AddressesPerEni 1 to 62; 0 for IPV6
 * @param dnsResolution {@code IN_VPC} or {@code PUBLIC}
 */
public record ResourceGateway(
    Identity identity,
    String name,
    String vpcId,
    List<String> subnetIds,
    List<String> securityGroupIds,
    String ipAddressType,
    int ipv4AddressesPerEni,
    String dnsResolution,
    Progress progress,
    Instant updatedAt)
    implements Evolving {
  public ResourceGateway {
    subnetIds = List.copyOf(subnetIds);
    securityGroupIds = List.copyOf(securityGroupIds);
  }

  @Override
  public ResourceGateway with(Progress changed) {
    return with(securityGroupIds, changed, updatedAt);
  }

  ResourceGateway updating(List<String> changedGroups, Instant now) {
    return with(changedGroups, Progress.of(Status.UPDATE_IN_PROGRESS), now);
  }

  private ResourceGateway with(List<String> changedGroups, Progress changed, Instant at) {
    return new ResourceGateway(
        identity,
        name,
        vpcId,
        subnetIds,
        changedGroups,
        ipAddressType,
        ipv4AddressesPerEni,
        dnsResolution,
        changed,
        at);
  }
}
