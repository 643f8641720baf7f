package io.latticeoperator.cloud.aws.ec2;

/** Inbound TCP from a prefix list. */
public record Permission(int fromPort, int toPort, String prefixListId, String description) {
  static final String PROTOCOL = "tcp";
}
