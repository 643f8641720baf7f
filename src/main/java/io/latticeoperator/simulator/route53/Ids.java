package io.latticeoperator.simulator.route53;

import java.util.Random;
import java.util.UUID;

/** Gives out ids, always the same ones for the same seed. One call at a time. */
final class Ids {
  private static final String CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  private static final int LENGTH = 20;

  private final Random random;

  Ids(long seed) {
    random = new Random(seed);
  }

  /**
   * @param prefix such as {@code Z} for a hosted zone
   */
  String next(String prefix) {
    var id = new StringBuilder(prefix);
    for (int count = 0; count < LENGTH; count++) {
      id.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
    }
    return id.toString();
  }

  /** As health checks have it. */
  String nextUuid() {
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }

  /** A number below a bound. */
  int below(int bound) {
    return random.nextInt(bound);
  }
}
