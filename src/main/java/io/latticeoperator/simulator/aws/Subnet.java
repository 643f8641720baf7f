package io.latticeoperator.simulator.aws;

import java.util.List;

/**
 * A subnet of a VPC.
 *
 * @param id such as {@code subnet-0a1b2c3d4e5f60718}
 * @param cidrs its blocks, at most one of each address family, the primary one first
 * @param zone availability zone name
 */
public record Subnet(String id, List<Cidr> cidrs, String zone) {
  public Subnet {
    cidrs = List.copyOf(cidrs);
  }

  /** Of one block. */
  public Subnet(String id, Cidr cidr, String zone) {
    this(id, List.of(cidr), zone);
  }

  /** The primary block. */
  public Cidr cidr() {
    return cidrs.getFirst();
  }
}
