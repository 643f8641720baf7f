package io.latticeoperator.verify;

import java.time.Duration;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** Durations as they are measured by asking again and again. */
final class Measured {
  private static final Pattern TEXT = Pattern.compile("(\\d+)(ms|s)");
  private static final double SHARE = 0.25;
  private static final double SECONDS = 1.0;

  private Measured() {}

  /** As settings have it, such as {@code 4200ms} or {@code 60s}; to a tenth of a second. */
  static String text(Duration duration) {
    long tenths = Math.round(duration.toMillis() / 100.0);
    return tenths % 10 == 0 ? tenths / 10 + "s" : tenths * 100 + "ms";
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
    var measured = TEXT.matcher(text);
    if (!measured.matches()) {
      return OptionalDouble.empty();
    }
    double number = Double.parseDouble(measured.group(1));
    return OptionalDouble.of(measured.group(2).equals("s") ? number : number / 1000);
  }
}
