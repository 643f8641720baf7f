package io.latticeoperator.metrics;

import io.latticeoperator.cloud.MetricSink;
import io.latticeoperator.dashboard.OperatorMetrics;
import io.latticeoperator.dashboard.OperatorMetrics.Metric;
import io.latticeoperator.dashboard.OperatorMetrics.Scope;
import io.latticeoperator.engine.NetworkReport;
import io.latticeoperator.model.Owner;
import java.util.Arrays;
import java.util.List;

/**
 * Whose figures CloudWatch is told: the cluster's always, of networks and exports the first by
 * name, so that the choice stays the same while they do.
 *
 * @param networks told of
 * @param exports told of
 * @param networksLeftOut how many are not
 * @param exportsLeftOut how many are not; 0 where none was asked for
 */
record Selection(
    List<NetworkReport> networks, List<Owner> exports, int networksLeftOut, int exportsLeftOut) {
  /** Custom metrics that the sums of cluster and networks may make. */
  static final int MOST_TOTALS = 30;

  /** What one call holds besides the totals. */
  static final int MOST_EXPORTS = (MetricSink.MOST_DATA - MOST_TOTALS) / metrics(Scope.EXPORT);

  static Selection of(Minute minute, CloudWatchPublisher.Detail detail, int exportLimit) {
    int networks = (MOST_TOTALS - metrics(Scope.CLUSTER)) / metrics(Scope.NETWORK);
    boolean single = detail == CloudWatchPublisher.Detail.EXPORTS;
    var chosen = minute.networks().values().stream().limit(networks).toList();
    var exports =
        single ? minute.exports().keySet().stream().limit(exportLimit).toList() : List.<Owner>of();
    return new Selection(
        chosen,
        exports,
        minute.networks().size() - chosen.size(),
        single ? minute.exports().size() - exports.size() : 0);
  }

  /** How many metrics each set of dimensions of this scope makes. */
  static int metrics(Scope scope) {
    return (int) Arrays.stream(Metric.values()).filter(m -> m.scopes().contains(scope)).count();
  }

  /** How many custom metrics the selection makes. */
  int metrics() {
    return metrics(Scope.CLUSTER)
        + networks.size() * metrics(Scope.NETWORK)
        + exports.size() * metrics(Scope.EXPORT);
  }

  /** For the log: what is left out, and what can be done about it. */
  String leftOut() {
    return "CloudWatch is not told of "
        + networksLeftOut
        + " networks and "
        + exportsLeftOut
        + " exports beyond the limits ("
        + MOST_TOTALS
        + " metrics of cluster and networks in namespace "
        + OperatorMetrics.NAMESPACE
        + "; --cloudwatch-export-metrics-limit)";
  }
}
