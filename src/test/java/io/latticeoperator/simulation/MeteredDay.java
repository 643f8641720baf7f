package io.latticeoperator.simulation;

import io.latticeoperator.control.ApiClass;
import io.latticeoperator.control.Budget;
import io.latticeoperator.control.Lane;
import io.latticeoperator.engine.NetworkReport;
import io.latticeoperator.engine.Report.Condition;
import io.latticeoperator.engine.Report.Truth;
import io.latticeoperator.engine.Report.Type;
import io.latticeoperator.metrics.Audience;
import io.latticeoperator.metrics.CloudWatchPublisher;
import io.latticeoperator.metrics.OperatorMeters;
import io.latticeoperator.metrics.ProcessMeters;
import io.latticeoperator.metrics.Scrape;
import io.latticeoperator.model.Owner;
import io.latticeoperator.model.ServiceAssociation;
import io.latticeoperator.plan.Change;
import io.latticeoperator.plan.Fault;
import io.latticeoperator.simulator.lattice.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A bad day of an operator in virtual time, with a scrape every half minute: each of its troubles,
 * and calm between them.
 */
public final class MeteredDay {
  public static final Duration INTERVAL = Duration.ofSeconds(30);
  private static final String OPEN_METRICS = "application/openmetrics-text";

  private static final Fault DENIED = Fault.of(Fault.Kind.DENIED, "not authorized");

  private final Scrape scrape = new Scrape();
  private final Simulation simulation =
      new Simulation(Settings.quick(), Duration.ofMinutes(1), Duration.ofHours(1));
  private final SimulatedCluster cluster = simulation.cluster;
  private final OperatorMeters meters =
      new OperatorMeters(scrape.registry(), "1.2.3", simulation.time.now());
  private final Map<Instant, String> scrapes = new LinkedHashMap<>();
  private final Map<Trouble, Span> troubles = new LinkedHashMap<>();
  private final Deque<String> pods = new ArrayDeque<>();
  private int calls;
  private boolean deaf;

  /** What goes wrong. */
  public enum Trouble {
    NOTHING,
    THROTTLED,
    DENIED,
    HELD,
    UNHEALTHY,
    SLOW,
    NETWORK,
    QUEUED,
    DEAF,
    STUCK,
    DOWN
  }

  /** From the beginning of a trouble to its end. */
  public record Span(Instant from, Instant to) {}

  private MeteredDay() {}

  public static MeteredDay lived() {
    var day = new MeteredDay();
    var process = new ProcessMeters(day.scrape.registry());
    try {
      day.live();
    } finally {
      process.close();
    }
    return day;
  }

  /** Each scrape in OpenMetrics, by when it was made. */
  public Map<Instant, String> scrapes() {
    return scrapes;
  }

  /** The calm at the beginning, and every trouble. */
  public Map<Trouble, Span> troubles() {
    return troubles;
  }

  private void live() {
    var publisher =
        new CloudWatchPublisher(
            simulation.time,
            (namespace, at, data) -> Optional.empty(),
            "one",
            new CloudWatchPublisher.Settings(CloudWatchPublisher.Detail.EXPORTS, 50),
            scrape.registry());
    var audience = new Audience(List.of(meters, publisher.observer()));
    simulation.observer = audience;
    cluster.observer = audience;
    // targets that are registered and not in use yet
    simulation.refusals = call -> associates(call) ? Optional.of(DENIED) : Optional.empty();
    pods.addAll(cluster.start(4));
    cluster.export();
    simulation.startOperator();
    publisher.start(simulation::run);
    network(Truth.TRUE, "Programmed");
    pass(Duration.ofMinutes(2), false);
    simulation.refusals = call -> Optional.empty();
    recover();
    trouble(Trouble.NOTHING, Duration.ofMinutes(15), true);

    simulation.refusals = call -> everyThird(Fault.of(Fault.Kind.THROTTLED, "Rate exceeded"));
    trouble(Trouble.THROTTLED, Duration.ofMinutes(35), true);
    simulation.refusals = call -> Optional.empty();
    recover();

    simulation.refusals = call -> call instanceof Change ? Optional.of(DENIED) : Optional.empty();
    trouble(Trouble.DENIED, Duration.ofMinutes(20), true);
    simulation.refusals = call -> Optional.empty();
    recover();

    cluster.blind(true);
    trouble(Trouble.HELD, Duration.ofMinutes(15), false);
    cluster.unblind();
    recover();

    cluster.sick.addAll(cluster.ips());
    trouble(Trouble.UNHEALTHY, Duration.ofMinutes(10), false);
    cluster.sick.clear();
    recover();

    simulation.stall = Duration.ofSeconds(50);
    trouble(Trouble.SLOW, Duration.ofMinutes(25), true);
    simulation.stall = Duration.ZERO;
    recover();

    network(Truth.FALSE, "NetworkNotFound");
    trouble(Trouble.NETWORK, Duration.ofMinutes(15), false);
    network(Truth.TRUE, "Programmed");
    recover();

    simulation.kill();
    trouble(Trouble.STUCK, Duration.ofMinutes(6), false);
    simulation.startOperator();
    recover();

    simulation.kill();
    queued();
    simulation.startOperator();
    recover();

    deaf = true;
    trouble(Trouble.DEAF, Duration.ofMinutes(10), false);
    deaf = false;
    recover();

    var from = simulation.time.now();
    simulation.run(Duration.ofMinutes(15));
    troubles.put(Trouble.DOWN, new Span(from, simulation.time.now()));
    pass(Duration.ofMinutes(1), false);
  }

  private void trouble(Trouble trouble, Duration duration, boolean churn) {
    var from = simulation.time.now();
    pass(duration, churn);
    troubles.put(trouble, new Span(from, simulation.time.now()));
  }

  /** Long enough for what looks back over some minutes to forget. */
  private void recover() {
    pass(Duration.ofMinutes(30), true);
  }

  private void queued() {
    var from = simulation.time.now();
    var queued =
        new Budget.Load(
            Map.of(ApiClass.TARGETS, 0.5), Map.of(ApiClass.TARGETS, Map.of(Lane.REGISTER, 3)));
    for (int i = 0; i < 16; i++) {
      meters.beat(simulation.time.now(), queued);
      pass(INTERVAL, false);
    }
    troubles.put(Trouble.QUEUED, new Span(from, simulation.time.now()));
  }

  /**
   * @param churn whether a pod takes the place of another every other minute
   */
  private void pass(Duration duration, boolean churn) {
    var end = simulation.time.now().plus(duration);
    for (int i = 0; simulation.time.now().isBefore(end); i++) {
      if (churn && i % 4 == 0) {
        pods.addAll(cluster.start(1));
        cluster.terminate(pods.removeFirst(), Duration.ofSeconds(90));
      }
      simulation.run(INTERVAL);
      if (!deaf) {
        var now = simulation.time.now();
        simulation.observer.watched(Map.of("EndpointSlice", now, "Service", now));
      }
      scrape();
    }
  }

  private void scrape() {
    scrapes.put(simulation.time.now(), scrape.page(OPEN_METRICS).body());
  }

  private static boolean associates(Object call) {
    return call instanceof Change.Create create && create.node() instanceof ServiceAssociation;
  }

  private Optional<Fault> everyThird(Fault fault) {
    return ++calls % 3 == 0 ? Optional.of(fault) : Optional.empty();
  }

  /** The simulated cluster has no LatticeNetwork; its report is what an operator would make. */
  private void network(Truth ready, String reason) {
    var conditions = new ArrayList<Condition>();
    for (var type : List.of(Type.READY, Type.ACCEPTED, Type.PROGRAMMED)) {
      conditions.add(new Condition(type, ready, reason, ""));
    }
    conditions.add(new Condition(Type.VPC_ASSOCIATED, Truth.UNKNOWN, "Pending", ""));
    simulation.observer.reported(
        new NetworkReport(
            Owner.network("main"),
            "network-uid",
            1,
            conditions,
            "main",
            "sn-0123456789abcdef0",
            1,
            List.of(),
            null,
            null,
            null,
            List.of(),
            Map.of(),
            false));
  }
}
