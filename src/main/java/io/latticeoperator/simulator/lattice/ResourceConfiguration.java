package io.latticeoperator.simulator.lattice;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A resource, or a group of resources, that clients may reach through a resource gateway.
 *
 * @param gatewayId of a CHILD it is that of its group
 * @param groupId of a CHILD, else null
 * @param portRanges such as {@code 443} or {@code 5000-5010}
 * @param definition what is reached; null for a GROUP
 * @param joinsShareable whether a service network that may be shared may have it
 * @param groupDomain of a GROUP, below which its children's custom names lie
 */
public record ResourceConfiguration(
    Identity identity,
    String name,
    Type type,
    String gatewayId,
    @Nullable String groupId,
    List<String> portRanges,
    String protocol,
    @Nullable Definition definition,
    boolean joinsShareable,
    @Nullable String customDomainName,
    @Nullable String groupDomain,
    @Nullable String domainVerificationId,
    Progress progress,
    Instant updatedAt)
    implements Evolving {
  public ResourceConfiguration {
    portRanges = List.copyOf(portRanges);
  }

  /** What a configuration stands for. */
  public enum Type {
    GROUP,
    CHILD,
    SINGLE,
    ARN,
    CIDR
  }

  /**
   * What is reached.
   *
   * @param values the one DNS name, IP address or ARN, or all CIDR blocks
   * @param ipAddressType {@code IPV4}, {@code IPV6} or {@code DUALSTACK} of a DNS name, else empty
   */
  public record Definition(Kind kind, List<String> values, String ipAddressType) {
    public Definition {
      values = List.copyOf(values);
    }

    /** What the values are. */
    public enum Kind {
      DNS,
      IP,
      ARN,
      CIDR
    }
  }

  @Override
  public ResourceConfiguration with(Progress changed) {
    return with(portRanges, definition, joinsShareable, changed, updatedAt);
  }

  ResourceConfiguration updating(
      List<String> changedRanges, @Nullable Definition changed, boolean joins, Instant now) {
    return with(changedRanges, changed, joins, Progress.of(Status.UPDATE_IN_PROGRESS), now);
  }

  private ResourceConfiguration with(
      List<String> changedRanges,
      @Nullable Definition changed,
      boolean joins,
      Progress reached,
      Instant at) {
    return new ResourceConfiguration(
        identity,
        name,
        type,
        gatewayId,
        groupId,
        changedRanges,
        protocol,
        changed,
        joins,
        customDomainName,
        groupDomain,
        domainVerificationId,
        reached,
        at);
  }
}
