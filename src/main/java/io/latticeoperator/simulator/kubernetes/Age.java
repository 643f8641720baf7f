package io.latticeoperator.simulator.kubernetes;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/**
 * How long ago something was, as kubectl's users read it: {@code 42s}, {@code 5m10s}, {@code 3d}.
 */
final class Age {
  private static final long DAYS_OF_YEAR = 365;

  private Age() {}

  /**
   * @param since a timestamp; {@code <unknown>} when it is none
   */
  static String of(String since, Instant now) {
    try {
      return of(Duration.between(Instant.parse(since), now));
    } catch (DateTimeParseException none) {
      return "<unknown>";
    }
  }

  static String of(Duration age) {
    long seconds = Math.max(0, age.toSeconds());
    long minutes = seconds / 60;
    long hours = minutes / 60;
    long days = hours / 24;
    long years = days / DAYS_OF_YEAR;
    if (seconds < 120) {
      return seconds + "s";
    }
    if (minutes < 10) {
      return two(minutes, "m", seconds % 60, "s");
    }
    if (minutes < 180) {
      return minutes + "m";
    }
    if (hours < 8) {
      return two(hours, "h", minutes % 60, "m");
    }
    if (hours < 48) {
      return hours + "h";
    }
    if (days < 8) {
      return two(days, "d", hours % 24, "h");
    }
    if (years < 2) {
      return days + "d";
    }
    return years < 8 ? two(years, "y", days % DAYS_OF_YEAR, "d") : years + "y";
  }

  private static String two(long large, String unit, long small, String smallUnit) {
    return small == 0 ? large + unit : large + unit + small + smallUnit;
  }
}
