package io.latticeoperator.simulator.ec2;

import io.latticeoperator.simulator.aws.Cidr;

/** Address blocks as callers write them. */
final class Blocks {
  private static final int LARGEST = 16;
  private static final int SMALLEST = 28;

  private Blocks() {}

  /**
   * The block of a VPC or of a subnet, in its canonical form.
   *
   * @param rangeCode of the refusal of one that is too small or too large
   */
  static Cidr ipv4(String text, String rangeCode) {
    var cidr = parse(text);
    if (cidr.isIpv6()) {
      throw malformed(text);
    }
    if (cidr.bits() < LARGEST || cidr.bits() > SMALLEST) {
      throw Refusals.of(rangeCode, "The CIDR '%s' is invalid.", text);
    }
    return cidr;
  }

  /** Any IPv6 block, in its canonical form. */
  static Cidr ipv6(String text) {
    var cidr = parse(text);
    if (!cidr.isIpv6()) {
      throw malformed(text);
    }
    return cidr;
  }

  /** Any block, in its canonical form. */
  static Cidr parse(String text) {
    try {
      return Cidr.parse(text).canonical();
    } catch (IllegalArgumentException notOne) {
      throw malformed(text);
    }
  }

  /** The id of a block in something, which is the same whenever it is asked for. */
  static String associationId(String prefix, String owner, Cidr cidr) {
    long hash =
        (owner + " " + cidr).chars().asLongStream().reduce(7, (sum, next) -> sum * 31 + next);
    return "%s-0%016x".formatted(prefix, hash);
  }

  private static RuntimeException malformed(String text) {
    return Refusals.invalid(
        "Value (%s) for parameter cidrBlock is invalid. This is not a valid CIDR block.", text);
  }
}
