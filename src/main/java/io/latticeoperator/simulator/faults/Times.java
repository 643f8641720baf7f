package io.latticeoperator.simulator.faults;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;

/** How plans write durations and moments. */
final class Times {
  static final String DURATION = "a duration such as 250ms, 1.5s, 2m or PT10S";
  static final String MOMENT = "a duration such as 30s or PT1M, or an instant in ISO-8601";

  private static final Pattern SHORT = Pattern.compile("(\\d{1,12}(?:\\.\\d{1,6})?)(ms|s|m|h)");

  private Times() {}

  /** Throws DateTimeException for what is not a duration, or is negative. */
  static Duration duration(String text) {
    var matcher = SHORT.matcher(text);
    if (matcher.matches()) {
      long nanos =
          switch (matcher.group(2)) {
            case "ms" -> 1_000_000L;
            case "s" -> 1_000_000_000L;
            case "m" -> 60_000_000_000L;
            default -> 3_600_000_000_000L;
          };
      return Duration.ofNanos(Math.round(Double.parseDouble(matcher.group(1)) * nanos));
    }
    var duration = Duration.parse(text);
    if (duration.isNegative()) {
      throw new DateTimeException("A duration must not be negative");
    }
    return duration;
  }

  /** Throws DateTimeException for what is neither a duration nor an instant. */
  static Moment moment(String text) {
    return text.startsWith("P") || SHORT.matcher(text).matches()
        ? new Moment.Since(duration(text))
        : new Moment.At(Instant.parse(text));
  }

  /** As {@link #moment} reads it. */
  static String text(Moment moment) {
    return switch (moment) {
      case Moment.Since since -> since.duration().toString();
      case Moment.At at -> at.instant().toString();
    };
  }
}
