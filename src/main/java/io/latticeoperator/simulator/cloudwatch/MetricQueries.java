package io.latticeoperator.simulator.cloudwatch;

import io.latticeoperator.simulator.aws.Input;
import io.latticeoperator.simulator.aws.Place;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The queries of one GetMetricData request, or of one alarm: metrics with a statistic, and
 * expressions over the others. Immutable.
 */
final class MetricQueries {
  private static final Pattern ID = Pattern.compile("[a-z][a-zA-Z0-9_]*");

  private final Map<String, Query> queries = new LinkedHashMap<>();

  /** One query. */
  sealed interface Query {
    String id();

    String label();

    boolean isReturned();
  }

  /**
   * @param period in seconds
   * @param unit null for any
   */
  record Measured(
      String id,
      String label,
      boolean isReturned,
      Metric metric,
      int period,
      Statistic statistic,
      @Nullable String unit)
      implements Query {}

  /** Metric math. */
  record Computed(String id, String label, boolean isReturned, String expression)
      implements Query {}

  /**
   * Reads them, and refuses ids that are malformed or not unique.
   *
   * @param inputs of {@code MetricDataQuery} structures
   */
  static MetricQueries read(List<Input> inputs) {
    var read = new MetricQueries();
    for (var input : inputs) {
      var query = query(input);
      if (read.queries.put(query.id(), query) != null) {
        throw input.invalid("The values for parameter id in MetricDataQueries are not unique.");
      }
    }
    return read;
  }

  /** One metric, with the id {@code m1}. */
  static MetricQueries of(Metric metric, int period, Statistic statistic, @Nullable String unit) {
    var single = new MetricQueries();
    single.queries.put(
        "m1", new Measured("m1", metric.name(), true, metric, period, statistic, unit));
    return single;
  }

  private static Query query(Input input) {
    var id = input.required("Id", 255);
    if (!ID.matcher(id).matches()) {
      throw input.invalid("The value %s for parameter Id is invalid.".formatted(id));
    }
    boolean isReturned = input.flag("ReturnData", true);
    var label = input.text("Label");
    var expression = input.text("Expression");
    var stat = input.structure("MetricStat");
    if (expression.isPresent() == stat.isPresent()) {
      throw input.invalid(
          "Exactly one of MetricStat and Expression must be specified for the query " + id);
    }
    return stat.<Query>map(measured -> measured(id, label, isReturned, measured))
        .orElseGet(() -> new Computed(id, label.orElse(id), isReturned, expression.orElseThrow()));
  }

  private static Query measured(String id, Optional<String> label, boolean isReturned, Input stat) {
    var described = stat.structure("Metric").orElseThrow(() -> stat.missing("Metric"));
    var metric = MetricInputs.metric(described, MetricInputs.namespace(described));
    var name = stat.required("Stat", 255);
    var statistic =
        Statistic.named(name)
            .orElseThrow(
                () -> stat.invalid("The value %s for parameter Stat is invalid.".formatted(name)));
    return new Measured(
        id,
        label.orElse(metric.name()),
        isReturned,
        metric,
        MetricInputs.period(stat),
        statistic,
        MetricInputs.unit(stat).orElse(null));
  }

  /** In the order of the request. */
  List<Query> all() {
    return List.copyOf(queries.values());
  }

  /** The longest period of the metrics, in seconds; 60 without any. */
  int period() {
    return queries.values().stream()
        .flatMapToInt(
            query ->
                query instanceof Measured measured
                    ? IntStream.of(measured.period())
                    : IntStream.empty())
        .max()
        .orElse(60);
  }

  /**
   * The numbers of each query, from {@code start} until before {@code end}.
   *
   * @throws MetricMath.Unreadable for an expression that cannot be understood
   */
  Map<String, NavigableMap<Instant, Double>> values(
      MetricStore store, Place place, Instant start, Instant end) {
    var evaluation = new Evaluation(store, place, start, end);
    var values = new HashMap<String, NavigableMap<Instant, Double>>();
    queries.keySet().forEach(id -> values.put(id, evaluation.of(id).points()));
    return values;
  }

  private final class Evaluation {
    private final Map<String, MathValue.Series> known = new HashMap<>();
    private final Set<String> underway = new HashSet<>();
    private final List<MathValue.Series> measured;

    Evaluation(MetricStore store, Place place, Instant start, Instant end) {
      for (var query : queries.values()) {
        if (query instanceof Measured metric) {
          known.put(query.id(), series(metric, store, place, start, end));
        }
      }
      measured = queries.keySet().stream().filter(known::containsKey).map(this::of).toList();
    }

    MathValue.Series of(String id) {
      var value = known.get(id);
      if (value != null) {
        return value;
      }
      if (!(queries.get(id) instanceof Computed computed)) {
        throw new MetricMath.Unreadable("No query has the id " + id);
      }
      if (!underway.add(id)) {
        throw new MetricMath.Unreadable("The expression %s refers to itself".formatted(id));
      }
      var series = spread(MetricMath.evaluate(computed.expression(), this::of, measured), id);
      known.put(id, series);
      return series;
    }

    private MathValue.Series spread(MathValue value, String id) {
      return switch (value) {
        case MathValue.Series series -> series;
        case MathValue.Scalar(double number) -> {
          var points = new TreeMap<Instant, Double>();
          if (Double.isFinite(number)) {
            MathValue.aligned(measured).keySet().forEach(at -> points.put(at, number));
          }
          yield new MathValue.Series(points);
        }
        case MathValue.Group _ ->
            throw new MetricMath.Unreadable(
                "The expression %s gives more than one time series".formatted(id));
      };
    }

    private static MathValue.Series series(
        Measured query, MetricStore store, Place place, Instant start, Instant end) {
      var points = new TreeMap<Instant, Double>();
      store
          .read(place, query.metric(), start, end, query.period(), query.unit())
          .forEach(
              (at, samples) ->
                  query.statistic().of(samples).ifPresent(value -> points.put(at, value)));
      return new MathValue.Series(points);
    }
  }
}
