package io.latticeoperator.simulator.lattice;

import java.time.Duration;
import java.util.regex.Pattern;

/** Times as people write them: a whole number and a unit. */
final class DurationText {
  private static final Pattern FORM = Pattern.compile("(\\d{1,12})(ns|ms|s|m|h)");

  private DurationText() {}

  /** Throws IllegalArgumentException for anything but such as {@code 400ms}. */
  static Duration read(String text) {
    var form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(text + " is no time");
    }
    long number = Long.parseLong(form.group(1));
    return switch (form.group(2)) {
      case "ns" -> Duration.ofNanos(number);
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      default -> Duration.ofHours(number);
    };
  }

  /** In the largest unit from seconds down that gives a whole number, minutes only from two on. */
  static String write(Duration time) {
    if (time.toNanosPart() % 1_000_000 != 0) {
      return time.toNanos() + "ns";
    } else if (time.toNanosPart() != 0) {
      return time.toMillis() + "ms";
    } else if (time.toSeconds() >= 120 && time.toSeconds() % 60 == 0) {
      return time.toMinutes() + "m";
    }
    return time.toSeconds() + "s";
  }
}
