package io.latticeoperator.metrics;

import io.latticeoperator.cloud.Datum;
import io.latticeoperator.control.Observer.Arrival;
import io.latticeoperator.dashboard.OperatorMetrics;
import io.latticeoperator.dashboard.OperatorMetrics.Metric;
import io.latticeoperator.dashboard.OperatorMetrics.Scope;
import io.latticeoperator.engine.ExportReport;
import io.latticeoperator.engine.Report.Truth;
import io.latticeoperator.engine.Report.Type;
import io.latticeoperator.model.Owner;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** From what a minute held to what CloudWatch is told. */
final class Figures {
  private final Minute minute;
  private final String cluster;
  private final Instant now;
  private final List<Datum> data = new ArrayList<>();

  private Figures(Minute minute, String cluster, Instant now) {
    this.minute = minute;
    this.cluster = cluster;
    this.now = now;
  }

  /** Levels as they are, sums since the last time; of lags only what there was. */
  static List<Datum> of(Minute minute, String cluster, Selection selection, Instant now) {
    var figures = new Figures(minute, cluster, now);
    figures.add(Scope.CLUSTER, OperatorMetrics.cluster(cluster), minute.exports().values());
    for (var network : selection.networks()) {
      figures.add(
          Scope.NETWORK,
          OperatorMetrics.network(cluster, network.owner().name()),
          minute.exports().values().stream()
              .filter(export -> export.networks().contains(network.network()))
              .toList());
    }
    for (var export : selection.exports()) {
      figures.add(export);
    }
    return figures.data;
  }

  private void add(Owner export) {
    add(
        Scope.EXPORT,
        OperatorMetrics.export(cluster, export.namespace(), export.name()),
        List.of(Objects.requireNonNull(minute.exports().get(export))));
  }

  private void add(Scope scope, Map<String, String> dimensions, Collection<ExportReport> exports) {
    for (var metric : Metric.values()) {
      if (metric.scopes().contains(scope)) {
        var values = values(metric, exports);
        if (!values.isEmpty()) {
          data.add(new Datum(metric.text(), metric.unit().text(), dimensions, values));
        }
      }
    }
  }

  private SortedMap<Double, Long> values(Metric metric, Collection<ExportReport> exports) {
    var levels = exports.stream().map(Levels::of).reduce(Levels.NONE, Levels::plus);
    return switch (metric) {
      case DESIRED_TARGETS -> value(levels.desired());
      case REGISTERED_TARGETS -> value(levels.registered());
      case HEALTHY_TARGETS -> value(levels.healthy());
      case UNHEALTHY_TARGETS -> value(levels.unhealthy());
      case DRAINING_TARGETS -> value(levels.draining());
      case EXPORTS -> value(exports.size());
      case EXPORTS_READY ->
          value(
              exports.stream()
                  .filter(export -> export.condition(Type.READY).status() == Truth.TRUE)
                  .count());
      case REGISTRATION_LAG -> arrivals(exports, Arrival.REGISTERED);
      case DEREGISTRATION_LAG -> arrivals(exports, Arrival.DEREGISTERED);
      case AWS_CALLS -> value(minute.calls().made());
      case AWS_THROTTLES -> value(minute.calls().throttled());
      case AWS_FAULTS -> value(minute.calls().faults());
      case HEARTBEAT -> value(1);
    };
  }

  private SortedMap<Double, Long> arrivals(Collection<ExportReport> exports, Arrival arrival) {
    return minute
        .arrivals(exports.stream().map(ExportReport::owner).toList(), arrival, now)
        .values();
  }

  private static SortedMap<Double, Long> value(long value) {
    return new TreeMap<>(Map.of((double) value, 1L));
  }
}
