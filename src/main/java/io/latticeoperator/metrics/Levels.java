package io.latticeoperator.metrics;

import io.latticeoperator.engine.ExportReport;
import io.latticeoperator.engine.Report.Type;

/**
 * Targets of one export by where they are.
 *
 * @param healthy HEALTHY; where there are no health checks, every registered target
 */
record Levels(
    int desired, int registered, int healthy, int unhealthy, int draining, int unroutable) {
  static final Levels NONE = new Levels(0, 0, 0, 0, 0, 0);

  static Levels of(ExportReport report) {
    var counts = report.counts();
    boolean unchecked = report.condition(Type.HEALTHY).reason().equals("HealthCheckOff");
    return new Levels(
        counts.desired(),
        counts.registered(),
        unchecked ? counts.registered() : counts.healthy(),
        counts.unhealthy(),
        counts.draining(),
        counts.unroutable());
  }

  Levels plus(Levels other) {
    return new Levels(
        desired + other.desired,
        registered + other.registered,
        healthy + other.healthy,
        unhealthy + other.unhealthy,
        draining + other.draining,
        unroutable + other.unroutable);
  }
}
