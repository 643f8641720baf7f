package io.latticeoperator.simulator.cloudwatch;

import io.latticeoperator.simulator.aws.Input;
import io.latticeoperator.simulator.aws.ServiceRefusal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads metrics and data out of inputs, and refuses what CloudWatch refuses. */
final class MetricInputs {
  private static final int LONGEST_NAME = 255;
  private static final int LONGEST_VALUE = 1024;
  private static final int MOST_DIMENSIONS = 30;
  private static final int MOST_VALUES = 150;
  private static final double LARGEST = Math.pow(2, 360);
  private static final Duration OLDEST = Duration.ofDays(14);
  private static final Duration NEWEST = Duration.ofHours(2);
  private static final List<String> UNITS = units();

  private MetricInputs() {}

  static String namespace(Input input) {
    var namespace = input.required("Namespace", LONGEST_NAME);
    if (namespace.startsWith(":")) {
      throw input.invalid("The value %s for parameter Namespace is invalid.".formatted(namespace));
    }
    return namespace;
  }

  static Metric metric(Input input, String namespace) {
    return new Metric(namespace, input.required("MetricName", LONGEST_NAME), dimensions(input));
  }

  static Optional<String> unit(Input input) {
    return input.oneOf("Unit", UNITS);
  }

  /** A period that CloudWatch answers for: 1, 5, 10, 20, 30 or a multiple of 60. */
  static int period(Input input) {
    int period = input.whole("Period", 1, 86_400 * 365).orElseThrow(() -> input.missing("Period"));
    if (!isPeriod(period)) {
      throw input.invalid(
          "The parameter Period must be 1, 5, 10, 20, 30 or a multiple of 60, not " + period);
    }
    return period;
  }

  static boolean isPeriod(int seconds) {
    return seconds % 60 == 0 || List.of(1, 5, 10, 20, 30).contains(seconds);
  }

  /**
   * One element of {@code MetricData}.
   *
   * @param now what it counts as measured at when it does not say
   */
  static MetricStore.Datum datum(Input input, String namespace, Instant now) {
    var metric = metric(input, namespace);
    var at = input.instant("Timestamp").orElse(now);
    if (at.isBefore(now.minus(OLDEST)) || at.isAfter(now.plus(NEWEST))) {
      throw input.invalid(
          "The parameter %sTimestamp must specify a time within two weeks before and two hours after the current time."
              .formatted(input.path()));
    }
    int resolution = input.whole("StorageResolution", 1, 60).orElse(60);
    if (resolution != 1 && resolution != 60) {
      throw input.invalid("The parameter StorageResolution must be 1 or 60.");
    }
    return new MetricStore.Datum(metric, at, samples(input), unit(input).orElse(null), resolution);
  }

  private static Samples samples(Input input) {
    var given = List.of("Value", "StatisticValues", "Values").stream().filter(input::has).toList();
    if (given.size() > 1) {
      throw new ServiceRefusal(
          Errors.COMBINATION,
          "The parameters %1$s%2$s and %1$s%3$s are mutually exclusive and you have specified both."
              .formatted(input.path(), given.get(0), given.get(1)));
    }
    if (given.isEmpty()) {
      throw input.missing("Value");
    }
    return switch (given.getFirst()) {
      case "Value" -> Samples.of(number(input, "Value"), 1);
      case "StatisticValues" -> set(input.structure("StatisticValues").orElseThrow());
      default -> values(input);
    };
  }

  private static Samples set(Input set) {
    double count = number(set, "SampleCount");
    double minimum = number(set, "Minimum");
    double maximum = number(set, "Maximum");
    if (count < 0 || minimum > maximum) {
      throw set.invalid("The parameter %sMaximum is invalid.".formatted(set.path()));
    }
    return Samples.set(count, number(set, "Sum"), minimum, maximum);
  }

  private static Samples values(Input input) {
    var values = input.numbers("Values");
    var counts = input.numbers("Counts");
    if (values.isEmpty() || values.size() > MOST_VALUES) {
      throw input.invalid(
          "The parameter %sValues must have 1 to %d values.".formatted(input.path(), MOST_VALUES));
    }
    if (!counts.isEmpty() && counts.size() != values.size()) {
      throw input.invalid(
          "The parameters %1$sValues and %1$sCounts must have the same length."
              .formatted(input.path()));
    }
    var parts = new ArrayList<Samples>();
    for (int index = 0; index < values.size(); index++) {
      double times = counts.isEmpty() ? 1 : counts.get(index);
      if (times < 0) {
        throw input.invalid("The parameter %sCounts is invalid.".formatted(input.path()));
      }
      parts.add(Samples.of(bounded(input, "Values", values.get(index)), times));
    }
    return parts.stream().reduce(Samples::plus).orElseThrow();
  }

  private static double number(Input input, String member) {
    double value = input.number(member).orElseThrow(() -> input.missing(member));
    return bounded(input, member, value);
  }

  private static double bounded(Input input, String member, double value) {
    if (Math.abs(value) > LARGEST) {
      throw input.invalid(
          "The value %s for parameter %s%s is invalid.".formatted(value, input.path(), member));
    }
    return value;
  }

  static SortedMap<String, String> dimensions(Input input) {
    var dimensions = new TreeMap<String, String>();
    for (var dimension : input.structures("Dimensions", MOST_DIMENSIONS)) {
      var name = dimension.required("Name", LONGEST_NAME);
      if (dimensions.put(name, dimension.required("Value", LONGEST_VALUE)) != null) {
        throw input.invalid("The dimension %s is there more than once.".formatted(name));
      }
    }
    return dimensions;
  }

  private static List<String> units() {
    var units = new ArrayList<>(List.of("Seconds", "Microseconds", "Milliseconds", "Percent"));
    units.addAll(List.of("Count", "Count/Second", "None"));
    for (var prefix : List.of("", "Kilo", "Mega", "Giga", "Tera")) {
      for (var unit : List.of("Bytes", "Bits")) {
        var name = prefix.isEmpty() ? unit : prefix + unit.toLowerCase(Locale.ROOT);
        units.add(name);
        units.add(name + "/Second");
      }
    }
    return List.copyOf(units);
  }
}
