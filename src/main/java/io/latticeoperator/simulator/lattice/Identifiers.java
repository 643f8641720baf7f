package io.latticeoperator.simulator.lattice;

import java.util.Locale;
import java.util.Random;

/** Makes identifiers; the same seed makes the same ones in the same order. */
final class Identifiers {
  private final Random random;
  private final String deployment;

  Identifiers(long seed) {
    random = new Random(seed);
    deployment = hex(7);
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
      text.append(Character.forDigit(random.nextInt(16), 16));
    }
    return text.toString();
  }
}
