package io.latticeoperator.verify;

import java.time.Duration;
import java.util.Locale;
import java.util.OptionalDouble;

/** Durations as they are measured by asking again and again. */
final class Measured {
  private static final double SHARE = 0.25;
  private static final double SECONDS = 1.0;

  private Measured() {}

  /** Such as {@code 4.2s}. */
  static String text(Duration duration) {
    return String.format(Locale.ROOT, "%.1fs", duration.toMillis() / 1000.0);
  }

  /** Whether two texts are durations that differ by less than a second or a quarter. */
  static boolean alike(String one, String other) {
    var first = seconds(one);
    var second = seconds(other);
    if (first.isEmpty() || second.isEmpty()) {
      return false;
    }
    double distance = Math.abs(first.getAsDouble() - second.getAsDouble());
    return distance <= SECONDS
        || distance <= SHARE * Math.max(first.getAsDouble(), second.getAsDouble());
  }

  private static OptionalDouble seconds(String text) {
    if (!text.matches("\\d+(\\.\\d+)?s")) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(Double.parseDouble(text.substring(0, text.length() - 1)));
  }
}
