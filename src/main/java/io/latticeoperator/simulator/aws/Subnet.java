package io.latticeoperator.simulator.aws;

/**
 * A subnet of a VPC.
 *
 * @param id such as {@code subnet-0a1b2c3d4e5f60718}
 * @param zone availability zone name
 */
public record Subnet(String id, Cidr cidr, String zone) {}
