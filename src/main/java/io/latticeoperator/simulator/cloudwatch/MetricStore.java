package io.latticeoperator.simulator.cloudwatch;

import io.latticeoperator.simulator.aws.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of all accounts and regions. Values are kept for {@link #RETENTION}, and of each
 * place the {@value #MOST_METRICS} metrics that were last written. Safe for any thread.
 */
public final class MetricStore {
  /** As long as CloudWatch keeps values by the minute. */
  static final Duration RETENTION = Duration.ofDays(15);

  private static final int MOST_METRICS = 20_000;
  private static final String NO_UNIT = "None";

  private final Map<Place, NavigableMap<String, Series>> places = new HashMap<>();

  /** The values of one metric: by second since 1970, then by unit. */
  private static final class Series {
    final Metric metric;
    final NavigableMap<Long, Map<String, Samples>> values = new TreeMap<>();
    long written;

    Series(Metric metric) {
      this.metric = metric;
    }
  }

  /**
   * What is put in.
   *
   * @param unit null counts as {@code None}
   * @param resolution seconds that are put together: 1 or 60
   */
  public record Datum(
      Metric metric, Instant at, Samples samples, @Nullable String unit, int resolution) {}

  /** Adds to what is there for the same time and unit. */
  public synchronized void put(Place place, Datum datum) {
    var metrics = places.computeIfAbsent(place, _ -> new TreeMap<>());
    var series = metrics.computeIfAbsent(datum.metric().key(), _ -> new Series(datum.metric()));
    long second = datum.at().getEpochSecond();
    long slot = second - Math.floorMod(second, datum.resolution());
    series.written = Math.max(series.written, second);
    series.values.headMap(series.written - RETENTION.toSeconds()).clear();
    series
        .values
        .computeIfAbsent(slot, _ -> new TreeMap<>())
        .merge(datum.unit() == null ? NO_UNIT : datum.unit(), datum.samples(), Samples::plus);
    if (metrics.size() > MOST_METRICS) {
      metrics.values().stream()
          .min(Comparator.comparingLong(each -> each.written))
          .ifPresent(oldest -> metrics.remove(oldest.metric.key()));
    }
  }

  /**
   * The metrics that have a value at or after a time, by {@link Metric#key()}.
   *
   * @param since usually two weeks ago
   */
  synchronized NavigableMap<String, Metric> metrics(Place place, Instant since) {
    var found = new TreeMap<String, Metric>();
    places
        .getOrDefault(place, new TreeMap<>())
        .forEach(
            (key, series) -> {
              if (series.written >= since.getEpochSecond()) {
                found.put(key, series.metric);
              }
            });
    return found;
  }

  /**
   * The measurements from {@code start} until before {@code end} by the period that they are in;
   * periods begin at multiples of their length since 1970.
   *
   * @param period in seconds, at least 1
   * @param unit null for any; several units are then put together
   */
  synchronized NavigableMap<Instant, Samples> read(
      Place place, Metric metric, Instant start, Instant end, int period, @Nullable String unit) {
    var found = new TreeMap<Instant, Samples>();
    var series = places.getOrDefault(place, new TreeMap<>()).get(metric.key());
    if (series == null || !start.isBefore(end)) {
      return found;
    }
    long first = floor(start.getEpochSecond(), period);
    long last = end.getEpochSecond() + (end.getNano() > 0 ? 1 : 0);
    series
        .values
        .subMap(first, last)
        .forEach(
            (second, units) ->
                units.forEach(
                    (of, samples) -> {
                      if (unit == null || unit.equals(of)) {
                        var slot = Instant.ofEpochSecond(floor(second, period));
                        found.merge(slot, samples, Samples::plus);
                      }
                    }));
    return found;
  }

  /** The units in which a metric has ever been put, in alphabetical order. */
  synchronized List<String> units(Place place, Metric metric) {
    var series = places.getOrDefault(place, new TreeMap<>()).get(metric.key());
    return series == null
        ? List.of()
        : series.values.values().stream()
            .flatMap(units -> units.keySet().stream())
            .distinct()
            .sorted()
            .toList();
  }

  /** Forgets everything. */
  synchronized void clear() {
    places.clear();
  }

  private static long floor(long second, int period) {
    return second - Math.floorMod(second, period);
  }
}
