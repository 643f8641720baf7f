package io.latticeoperator.app.demo;

import io.latticeoperator.simulator.aws.Cidr;
import io.latticeoperator.simulator.aws.Subnet;
import io.latticeoperator.simulator.aws.Vpc;
import java.util.List;

/** The two VPCs of the story. Nothing routes between them. */
enum DemoVpc {
  ONE("vpc-0123456789abcdef0", "10.1"),
  TWO("vpc-0fedcba9876543210", "10.2");

  static final String REGION = "us-west-2";

  private final String id;
  private final String prefix;

  DemoVpc(String id, String prefix) {
    this.id = id;
    this.prefix = prefix;
  }

  String id() {
    return id;
  }

  String cidr() {
    return prefix + ".0.0/16";
  }

  /** Within the first subnet. */
  String podCidr() {
    return prefix + ".16.0/20";
  }

  String nodeAddress() {
    return prefix + ".0.11";
  }

  /** An address in the second subnet. */
  String otherAddress() {
    return prefix + ".200.77";
  }

  Vpc vpc(String account) {
    return new Vpc(
        id,
        account,
        REGION,
        List.of(Cidr.parse(cidr())),
        List.of(subnet("a", 0), subnet("b", 128)));
  }

  private Subnet subnet(String zone, int third) {
    return new Subnet(
        "subnet-" + id.substring("vpc-".length(), id.length() - 1) + zone,
        Cidr.parse("%s.%d.0/17".formatted(prefix, third)),
        REGION + zone);
  }
}
