package io.latticeoperator.simulator.ec2;

import java.util.Random;

/** Gives out ids, always the same ones for the same seed. Not safe for threads. */
final class Ids {
  private final Random random;

  Ids(long seed) {
    random = new Random(seed);
  }

  /**
   * @param prefix such as {@code sg}
   */
  String next(String prefix) {
    return "%s-0%016x".formatted(prefix, random.nextLong());
  }

  /** A block of the size that Amazon gives to a VPC. */
  String ipv6Block() {
    return "2600:1f%02x:%x:%x00::/56"
        .formatted(
            random.nextInt(256), 0x1000 + random.nextInt(0xf000), 0x10 + random.nextInt(0xf0));
  }
}
