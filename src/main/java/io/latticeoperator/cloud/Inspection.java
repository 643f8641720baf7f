package io.latticeoperator.cloud;

import io.latticeoperator.model.TargetAddress;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * What only people ask AWS, to find out why something does not work. Reads only; each method blocks
 * until AWS has answered, retries nothing, and never throws for anything that AWS or the network
 * does.
 */
public interface Inspection {
  /**
   * Why targets of a group are in their states, in Lattice's words; without those that say none.
   */
  Answer<Map<TargetAddress, String>> reasons(String groupId);

  /** What time AWS has, to the second, by the Date of an answer of VPC Lattice. */
  Answer<Instant> clock();

  /** Ids of the VPCs that are associated with a service network, or are about to be. */
  Answer<List<String>> vpcs(String networkId);

  /**
   * Security groups of the network interfaces that have these addresses.
   *
   * @param ips at most 200, the limit of a filter
   * @return by address; one that no interface of the VPC has is absent
   */
  Answer<Map<String, List<String>>> groups(String vpcId, Collection<String> ips);

  /** Rules for incoming traffic of these groups. */
  Answer<List<Ingress>> ingress(Collection<String> groupIds);

  /**
   * A rule for incoming traffic.
   *
   * @param protocol tcp, udp, icmp, a number, or -1 for all
   * @param from first port; -1 for all
   * @param source CIDR, id of a prefix list, or id of a security group
   */
  record Ingress(String groupId, String protocol, int from, int to, String source) {}
}
