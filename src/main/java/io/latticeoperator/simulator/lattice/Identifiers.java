package io.latticeoperator.simulator.lattice;

import java.util.Locale;
import java.util.Random;

/** Makes identifiers; the same seed makes the same ones in the same order. */
final class Identifiers {
  /** Some ten million identifiers; a file that asks for more is broken, and would take minutes. */
  private static final long FARTHEST = 200_000_000;

  private final long seed;
  private final Random random;
  private final String deployment;
  private long drawn;

  Identifiers(long seed) {
    this.seed = seed;
    random = new Random(seed);
    deployment = hex(7);
  }

  /**
   * Goes on behind those that were made before.
   *
   * @param position as {@link #position} gave it
   * @throws IllegalArgumentException when there is no such position
   */
  static Identifiers after(Position position) {
    var identifiers = new Identifiers(position.seed());
    if (position.drawn() < identifiers.drawn || position.drawn() > FARTHEST) {
      throw new IllegalArgumentException("there are no identifiers at " + position);
    }
    while (identifiers.drawn < position.drawn()) {
      identifiers.digit();
    }
    return identifiers;
  }

  /**
   * How far in the sequence of a seed.
   *
   * @param drawn how many hexadecimal digits were used up
   */
  record Position(long seed, long drawn) {}

  Position position() {
    return new Position(seed, drawn);
  }

  /** Prefix, dash and 17 characters, the first of them 0 as in AWS. */
  String next(String prefix) {
    return prefix + "-0" + hex(16);
  }

  /** The generated DNS name of a service. */
  String domainName(String serviceName, String serviceId, String region) {
    return "%s-%s.%s.vpc-lattice-svcs.%s.on.aws"
        .formatted(serviceName, serviceId.substring("svc-".length()), deployment, region);
  }

  /** The generated DNS name of a resource configuration in a service network. */
  String resourceDomainName(String associationId, String configurationId, String region) {
    return "%s.%s.%s.vpc-lattice-rsc.%s.on.aws"
        .formatted(associationId, configurationId, deployment, region);
  }

  /** Something that only the holder of a domain can publish in it. */
  String proof() {
    return hex(32);
  }

  /** The zone in which VPC Lattice keeps a Region's generated names. */
  static String hostedZone(String region) {
    long hash = Integer.toUnsignedLong(region.hashCode()) * 2_654_435_761L;
    return "Z0" + Long.toString(hash >>> 1, 36).toUpperCase(Locale.ROOT);
  }

  private String hex(int length) {
    var text = new StringBuilder(length);
    for (int index = 0; index < length; index++) {
      text.append(digit());
    }
    return text.toString();
  }

  private char digit() {
    drawn++;
    return Character.forDigit(random.nextInt(16), 16);
  }
}
