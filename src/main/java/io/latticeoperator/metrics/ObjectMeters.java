package io.latticeoperator.metrics;

import io.latticeoperator.engine.ExportReport;
import io.latticeoperator.engine.NetworkReport;
import io.latticeoperator.engine.Report;
import io.latticeoperator.engine.Report.Condition;
import io.latticeoperator.engine.Report.Truth;
import io.latticeoperator.engine.Report.Type;
import io.latticeoperator.model.Owner;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * The gauges of one export or network; they go with it. Written on the loop's thread, read on any.
 */
final class ObjectMeters {
  private final MeterRegistry registry;
  private final Tags tags;
  private final String condition;
  private final List<Meter> meters = new ArrayList<>();
  private final Map<Type, Shown> conditions = new EnumMap<>(Type.class);
  private volatile Levels levels = Levels.NONE;
  private volatile int held;
  private volatile int exports;
  private volatile boolean ready;

  /** A condition as it is published now. */
  private record Shown(Condition condition, Meter meter) {}

  private ObjectMeters(MeterRegistry registry, Tags tags, String condition) {
    this.registry = registry;
    this.tags = tags;
    this.condition = condition;
  }

  static ObjectMeters export(MeterRegistry registry, Owner owner) {
    var tags = Tags.of("namespace", owner.namespace(), "export", owner.name());
    var meters = new ObjectMeters(registry, tags, "lattice.operator.export.condition");
    meters.targets("desired", Levels::desired);
    meters.targets("registered", Levels::registered);
    meters.targets("healthy", Levels::healthy);
    meters.targets("unhealthy", Levels::unhealthy);
    meters.targets("draining", Levels::draining);
    meters.targets("unroutable", Levels::unroutable);
    meters.add(
        Gauge.builder("lattice.operator.held.removals", meters, m -> m.held)
            .description(
                "Targets that stay registered because nothing explains why so many should go.")
            .tags(tags));
    return meters;
  }

  static ObjectMeters network(MeterRegistry registry, Owner owner) {
    var tags = Tags.of("network", owner.name());
    var meters = new ObjectMeters(registry, tags, "lattice.operator.network.condition");
    meters.add(
        Gauge.builder("lattice.operator.network.exports", meters, m -> m.exports)
            .description("Exports of this cluster that are in the network.")
            .tags(tags));
    return meters;
  }

  void show(Report report) {
    switch (report) {
      case ExportReport export -> levels = Levels.of(export);
      case NetworkReport network -> exports = network.exports();
    }
    ready = report.condition(Type.READY).status() == Truth.TRUE;
    report.conditions().forEach(this::show);
    conditions
        .entrySet()
        .removeIf(
            shown -> {
              boolean stale =
                  report.conditions().stream().noneMatch(c -> c.type() == shown.getKey());
              if (stale) {
                registry.remove(shown.getValue().meter());
              }
              return stale;
            });
  }

  void hold(int targets) {
    held = targets;
  }

  boolean ready() {
    return ready;
  }

  void remove() {
    meters.forEach(registry::remove);
    conditions.values().forEach(shown -> registry.remove(shown.meter()));
  }

  private void show(Condition now) {
    var before = conditions.get(now.type());
    if (before != null
        && before.condition().status() == now.status()
        && before.condition().reason().equals(now.reason())) {
      return;
    }
    if (before != null) {
      registry.remove(before.meter());
    }
    var meter =
        Gauge.builder(condition, () -> 1)
            .description("1 for the status and reason that a condition has now.")
            .tags(
                tags.and(
                    "type",
                    now.type().word(),
                    "status",
                    now.status().word(),
                    "reason",
                    now.reason()))
            .register(registry);
    conditions.put(now.type(), new Shown(now, meter));
  }

  private void targets(String state, ToIntFunction<Levels> count) {
    add(
        Gauge.builder("lattice.operator.targets", this, meters -> count.applyAsInt(meters.levels))
            .description(
                "Targets of an export by state. States overlap: a healthy target is registered.")
            .tags(tags.and("state", state)));
  }

  private void add(Gauge.Builder<ObjectMeters> gauge) {
    meters.add(gauge.register(registry));
  }
}
