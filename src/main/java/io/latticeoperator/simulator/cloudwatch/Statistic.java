package io.latticeoperator.simulator.cloudwatch;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** How the measurements of a period become one number. */
sealed interface Statistic {
  /** The simple ones, in the order of the service model. */
  List<String> SIMPLE = List.of("SampleCount", "Average", "Sum", "Minimum", "Maximum");

  /** Empty when the samples do not tell. */
  OptionalDouble of(Samples samples);

  /** One of {@link #SIMPLE}. */
  enum Simple implements Statistic {
    SAMPLE_COUNT,
    AVERAGE,
    SUM,
    MINIMUM,
    MAXIMUM;

    @Override
    public OptionalDouble of(Samples samples) {
      return switch (this) {
        case SAMPLE_COUNT -> OptionalDouble.of(samples.count());
        case AVERAGE ->
            samples.count() == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(samples.sum() / samples.count());
        case SUM -> OptionalDouble.of(samples.sum());
        case MINIMUM -> OptionalDouble.of(samples.minimum());
        case MAXIMUM -> OptionalDouble.of(samples.maximum());
      };
    }
  }

  /**
   * The smallest value that is not exceeded by {@code percent} of the measurements.
   *
   * @param percent from 0 to 100
   */
  record Percentile(double percent) implements Statistic {
    private static final Pattern NAME = Pattern.compile("p(100|\\d{1,2}(\\.\\d{1,10})?)");

    @Override
    public OptionalDouble of(Samples samples) {
      double wanted = samples.count() * percent / 100;
      double seen = 0;
      for (var entry : samples.weights().entrySet()) {
        seen += entry.getValue();
        if (seen >= wanted) {
          return OptionalDouble.of(entry.getKey());
        }
      }
      return OptionalDouble.empty();
    }
  }

  /** A simple one or a percentile such as {@code p99.9}; empty for any other name. */
  static Optional<Statistic> named(String name) {
    int simple = SIMPLE.indexOf(name);
    if (simple >= 0) {
      return Optional.of(Simple.values()[simple]);
    }
    var percentile = Percentile.NAME.matcher(name);
    return percentile.matches()
        ? Optional.of(new Percentile(Double.parseDouble(percentile.group(1))))
        : Optional.empty();
  }
}
