package io.latticeoperator.metrics;

import io.latticeoperator.cloud.Reading;
import io.latticeoperator.control.ApiClass;
import io.latticeoperator.control.Budget;
import io.latticeoperator.control.Errand;
import io.latticeoperator.control.Lane;
import io.latticeoperator.control.Observer;
import io.latticeoperator.control.Outbox.EventType;
import io.latticeoperator.engine.ExportReport;
import io.latticeoperator.engine.NetworkReport;
import io.latticeoperator.engine.Report;
import io.latticeoperator.engine.Step;
import io.latticeoperator.model.Owner;
import io.latticeoperator.plan.Fault;
import io.latticeoperator.plan.Receipt;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/** What the control loop does, as meters of a registry. */
public final class OperatorMeters implements Observer {
  private static final Duration[] LAGS = {
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofMillis(2500),
    Duration.ofSeconds(5),
    Duration.ofSeconds(10),
    Duration.ofSeconds(30),
    Duration.ofMinutes(1),
    Duration.ofMinutes(2),
    Duration.ofMinutes(5),
    Duration.ofMinutes(10)
  };

  private final MeterRegistry registry;
  private final CallMeters calls;
  private final Map<Owner, ObjectMeters> exports = new ConcurrentHashMap<>();
  private final Map<Owner, ObjectMeters> networks = new ConcurrentHashMap<>();
  private final Map<Arrival, Timer> arrivals = new EnumMap<>(Arrival.class);
  private final Map<Arrival, Double> oldest = new ConcurrentHashMap<>();
  private final Map<String, Instant> known = new ConcurrentHashMap<>();
  private final Queue queue = new Queue();
  private volatile Instant beat;
  private volatile Budget.Load load = Budget.Load.NONE;
  private volatile BooleanSupplier leads = () -> false;

  /**
   * @param version of the operator
   * @param now until the control loop moves, this is when it last did
   */
  public OperatorMeters(MeterRegistry registry, String version, Instant now) {
    this.registry = registry;
    this.beat = now;
    this.calls = new CallMeters(registry);
    Gauge.builder("lattice.operator.build.info", () -> 1)
        .description("Always 1: which version of the operator this is.")
        .tags("version", version)
        .register(registry);
    Gauge.builder(
            "lattice.operator.loop.last.beat.timestamp",
            this,
            meters -> meters.beat.toEpochMilli() / 1000.0)
        .description("When the control loop last moved, as Unix time; it does every 5 s.")
        .baseUnit("seconds")
        .register(registry);
    Gauge.builder("lattice.operator.leader", this, meters -> meters.leads.getAsBoolean() ? 1 : 0)
        .description("1 while this replica leads and may write; 0 on a standby.")
        .register(registry);
    count("lattice.operator.exports", "Exports by their condition Ready.", exports);
    count("lattice.operator.networks", "Networks by their condition Ready.", networks);
    for (var arrival : Arrival.values()) {
      arrivals.put(arrival, arrivals(arrival));
    }
    oldest(
        "lattice.operator.registration.wait",
        "How long the target has waited that waits longest to be registered; 0 when none does.",
        Arrival.REGISTERED);
    oldest(
        "lattice.operator.deregistration.wait",
        "How long the target has waited that waits longest to be deregistered; 0 when none does.",
        Arrival.DEREGISTERED);
    for (var api : ApiClass.values()) {
      budget(api);
    }
  }

  /**
   * Who knows whether this replica leads; before, it does not.
   *
   * @param mayWrite asked at each scrape
   */
  public void leads(BooleanSupplier mayWrite) {
    leads = mayWrite;
  }

  @Override
  public void reported(Report report) {
    meters(report).show(report);
  }

  @Override
  public void decided(Owner owner, Step.Decision decision) {
    var meters = exports.get(owner);
    if (meters != null) {
      meters.hold(decision.held());
    }
  }

  @Override
  public void released(Owner owner) {
    queue.remove(owner);
    for (var objects : List.of(exports, networks)) {
      var meters = objects.remove(owner);
      if (meters != null) {
        meters.remove();
      }
    }
  }

  @Override
  public void wrote(ApiClass api, Receipt receipt, Duration took) {
    calls.wrote(api, receipt, took);
  }

  @Override
  public void read(ApiClass api, Lane lane, Reading reading, Duration took) {
    calls.read(api, lane, reading, took);
  }

  @Override
  public void ran(Errand errand, Optional<Fault> fault, Duration took) {
    calls.ran(errand, fault, took);
  }

  @Override
  public void arrived(Owner owner, Arrival arrival, Duration after) {
    Objects.requireNonNull(arrivals.get(arrival)).record(after);
  }

  @Override
  public void waiting(Owner owner, Arrival arrival, List<Instant> since) {
    queue.put(owner, arrival, since);
  }

  @Override
  public void told(EventType type, String reason) {
    Counter.builder("lattice.operator.events")
        .description("Kubernetes events by reason; what is said again counts again.")
        .tags(
            "type",
            switch (type) {
              case NORMAL -> "Normal";
              case WARNING -> "Warning";
            },
            "reason",
            reason)
        .register(registry)
        .increment();
  }

  @Override
  public void watched(Map<String, Instant> now) {
    now.forEach(
        (kind, when) -> {
          if (known.put(kind, when) == null) {
            watched(kind);
          }
        });
  }

  @Override
  public void beat(Instant now, Budget.Load current) {
    beat = now;
    load = current;
    for (var arrival : Arrival.values()) {
      oldest.put(
          arrival,
          queue
              .since(arrival)
              .min(Comparator.naturalOrder())
              .map(since -> Duration.between(since, now).toMillis() / 1000.0)
              .orElse(0.0));
    }
  }

  private ObjectMeters meters(Report report) {
    return switch (report) {
      case ExportReport export ->
          exports.computeIfAbsent(export.owner(), owner -> ObjectMeters.export(registry, owner));
      case NetworkReport network ->
          networks.computeIfAbsent(network.owner(), owner -> ObjectMeters.network(registry, owner));
    };
  }

  private void count(String name, String description, Map<Owner, ObjectMeters> objects) {
    for (boolean ready : new boolean[] {true, false}) {
      Gauge.builder(
              name,
              () -> objects.values().stream().filter(meters -> meters.ready() == ready).count())
          .description(description)
          .tags("ready", String.valueOf(ready))
          .register(registry);
    }
  }

  private void oldest(String name, String description, Arrival arrival) {
    Gauge.builder(name, () -> oldest.getOrDefault(arrival, 0.0))
        .description(description)
        .baseUnit("seconds")
        .register(registry);
  }

  private void watched(String kind) {
    Gauge.builder(
            "lattice.operator.watch.current.timestamp",
            known,
            instants -> instants.getOrDefault(kind, Instant.EPOCH).toEpochMilli() / 1000.0)
        .description(
            "When what is cached of a kind was last known to be all there is, as Unix time: the API"
                + " server had just told something, or had nothing to tell.")
        .baseUnit("seconds")
        .tags("kind", kind)
        .register(registry);
  }

  private Timer arrivals(Arrival arrival) {
    var timer =
        switch (arrival) {
          case REGISTERED ->
              Timer.builder("lattice.operator.registration.lag")
                  .description(
                      "From an endpoint's being seen ready to AWS's answer to its Register.");
          case DEREGISTERED ->
              Timer.builder("lattice.operator.deregistration.lag")
                  .description(
                      "From an endpoint's being seen terminating or gone to AWS's answer to its"
                          + " Deregister.");
          case HEALTHY ->
              Timer.builder("lattice.operator.health.lag")
                  .description(
                      "From AWS's answer to a target's Register until a reading shows it HEALTHY;"
                          + " readings are 1 to 15 s apart meanwhile.");
        };
    return timer.serviceLevelObjectives(LAGS).register(registry);
  }

  private void budget(ApiClass api) {
    Gauge.builder(
            "lattice.operator.budget.calls.per.second",
            this,
            meters -> meters.load.perSecond().getOrDefault(api, Double.NaN))
        .description("Calls a second that the budget allows now; less than usual once throttled.")
        .tags("api", CallMeters.word(api))
        .register(registry);
    for (var lane : Lane.values()) {
      Gauge.builder(
              "lattice.operator.budget.queue",
              this,
              meters -> meters.load.waiting().getOrDefault(api, Map.of()).getOrDefault(lane, 0))
          .description("Calls that wait for their slot.")
          .tags("api", CallMeters.word(api), "lane", CallMeters.word(lane))
          .register(registry);
    }
  }
}
