package io.latticeoperator.simulator.aws;

import java.util.List;

/**
 * A VPC that the simulated AWS knows.
 *
 * @param id {@code vpc-} and 8 or 17 characters
 * @param account of the owner
 * @param cidrs all its blocks, the primary one first
 * @param subnets where IP targets may lie
 */
public record Vpc(
    String id, String account, String region, List<Cidr> cidrs, List<Subnet> subnets) {
  public Vpc {
    cidrs = List.copyOf(cidrs);
    subnets = List.copyOf(subnets);
  }

  /** A VPC of one block that is one subnet. */
  public static Vpc of(String id, String account, String region, String cidr) {
    var block = Cidr.parse(cidr);
    var subnet = new Subnet("subnet-" + id.substring("vpc-".length()), block, region + "a");
    return new Vpc(id, account, region, List.of(block), List.of(subnet));
  }

  /** Whether an address lies in one of the subnets. */
  public boolean hasInSubnet(String ip) {
    return subnets.stream().anyMatch(subnet -> subnet.cidr().contains(ip));
  }
}
