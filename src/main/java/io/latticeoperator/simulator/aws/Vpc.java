package io.latticeoperator.simulator.aws;

import java.util.ArrayList;
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
    return subnets.stream()
        .flatMap(subnet -> subnet.cidrs().stream())
        .anyMatch(cidr -> cidr.contains(ip));
  }

  /** The same with one block more. */
  public Vpc with(Cidr added) {
    var all = new ArrayList<>(cidrs);
    all.add(added);
    return new Vpc(id, account, region, all, subnets);
  }

  /** The same with one subnet more. */
  public Vpc with(Subnet added) {
    var all = new ArrayList<>(subnets);
    all.add(added);
    return new Vpc(id, account, region, cidrs, all);
  }

  /** The same without a subnet. */
  public Vpc without(Subnet removed) {
    return new Vpc(
        id,
        account,
        region,
        cidrs,
        subnets.stream().filter(subnet -> !subnet.equals(removed)).toList());
  }

  /** Whether it is an account's in a region. */
  public boolean isOf(Caller caller) {
    return account.equals(caller.account()) && region.equals(caller.region());
  }
}
