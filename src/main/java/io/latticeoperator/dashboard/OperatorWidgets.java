package io.latticeoperator.dashboard;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.dashboard.OperatorMetrics.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the operator publishes of itself. */
final class OperatorWidgets {
  private final Subject subject;

  OperatorWidgets(Subject subject) {
    this.subject = subject;
  }

  List<ObjectNode> row() {
    var targets = Metrics.of("Targets", subject.region(), "Maximum").axis("targets");
    add(targets, Metric.DESIRED_TARGETS, "desired", "#7f7f7f");
    add(targets, Metric.REGISTERED_TARGETS, "registered", "#1f77b4");
    add(targets, Metric.HEALTHY_TARGETS, "healthy", "#2ca02c");
    add(targets, Metric.UNHEALTHY_TARGETS, "unhealthy", "#d62728");
    add(targets, Metric.DRAINING_TARGETS, "draining", "#ff7f0e");
    var lag = Metrics.of("Lag of targets", subject.region(), "Maximum").axis("seconds");
    add(lag, Metric.REGISTRATION_LAG, "registration", "#1f77b4");
    add(lag, Metric.DEREGISTRATION_LAG, "deregistration", "#ff7f0e");
    var calls =
        Metrics.of("Calls to AWS by the operator", subject.region(), "Sum").axis("a minute");
    cluster(calls, Metric.AWS_CALLS, "calls", "#1f77b4");
    cluster(calls, Metric.AWS_THROTTLES, "throttled", "#ff7f0e");
    cluster(calls, Metric.AWS_FAULTS, "failed", "#d62728");
    var row = new ArrayList<ObjectNode>();
    row.add(targets.widget());
    row.add(lag.widget());
    if (subject.ofNetwork()) {
      var exports = Metrics.of("Exports", subject.region(), "Maximum").axis("exports");
      add(exports, Metric.EXPORTS, "all", "#7f7f7f");
      add(exports, Metric.EXPORTS_READY, "ready", "#2ca02c");
      row.add(exports.widget());
    }
    row.add(calls.widget());
    return row;
  }

  private void add(Metrics widget, Metric metric, String label, String color) {
    put(widget, metric, subject.dimensions(), label, color);
  }

  private void cluster(Metrics widget, Metric metric, String label, String color) {
    put(widget, metric, OperatorMetrics.cluster(subject.cluster().name()), label, color);
  }

  private static void put(
      Metrics widget, Metric metric, Map<String, String> dimensions, String label, String color) {
    widget.add(
        OperatorMetrics.NAMESPACE,
        metric.text(),
        dimensions,
        Map.of("label", label, "color", color));
  }
}
