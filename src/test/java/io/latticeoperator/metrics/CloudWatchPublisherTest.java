package io.latticeoperator.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.latticeoperator.cloud.Datum;
import io.latticeoperator.control.Errand;
import io.latticeoperator.control.Observer.Arrival;
import io.latticeoperator.dashboard.OperatorMetrics;
import io.latticeoperator.engine.ExportReport;
import io.latticeoperator.engine.NetworkReport;
import io.latticeoperator.engine.Report.Condition;
import io.latticeoperator.engine.Report.Truth;
import io.latticeoperator.engine.Report.Type;
import io.latticeoperator.metrics.CloudWatchPublisher.Detail;
import io.latticeoperator.model.Owner;
import io.latticeoperator.plan.Fault;
import io.latticeoperator.time.VirtualTimeline;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class CloudWatchPublisherTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Map<String, String> CLUSTER = OperatorMetrics.cluster("one");
  private static final Map<String, String> MAIN = OperatorMetrics.network("one", "main");

  private final VirtualTimeline time = new VirtualTimeline(START);
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final SortedMap<Instant, List<Datum>> published = new TreeMap<>();
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final Logger logger = (Logger) LoggerFactory.getLogger(CloudWatchPublisher.class);
  private Optional<Fault> answer = Optional.empty();
  private Duration wait = Duration.ZERO;
  private int calls;

  @BeforeEach
  void listen() {
    log.start();
    logger.addAppender(log);
    logger.setLevel(Level.INFO);
  }

  @AfterEach
  void listenNoMore() {
    logger.detachAppender(log);
    logger.setLevel(null);
  }

  private CloudWatchPublisher publisher(Detail detail, int limit) {
    var publisher =
        new CloudWatchPublisher(
            time,
            (namespace, at, data) -> {
              assertEquals("LatticeOperator", namespace);
              calls++;
              if (answer.isEmpty()) {
                published.put(at, data);
              }
              return answer;
            },
            "one",
            new CloudWatchPublisher.Settings(detail, limit),
            registry);
    publisher.start(errand -> time.after(wait, () -> run(errand)));
    return publisher;
  }

  private static void run(Errand errand) {
    errand.granted().ifPresent(call -> errand.answered(call.get()));
  }

  private static ExportReport export(String name, boolean ready, int registered, int healthy) {
    var conditions = new ArrayList<Condition>();
    conditions.add(new Condition(Type.READY, ready ? Truth.TRUE : Truth.FALSE, "Programmed", ""));
    conditions.add(new Condition(Type.HEALTHY, Truth.TRUE, "Healthy", ""));
    return new ExportReport(
        Owner.export("shop", name),
        "uid",
        1,
        conditions,
        new ExportReport.Counts(4, registered, healthy, 1, 0, 0, START),
        null,
        name,
        List.of("main"),
        Map.of(),
        false);
  }

  private static NetworkReport network(String name) {
    return new NetworkReport(
        Owner.network(name),
        "uid",
        1,
        List.of(new Condition(Type.READY, Truth.TRUE, "Programmed", "")),
        name,
        "sn-1",
        0,
        List.of(),
        null,
        null,
        null,
        List.of(),
        Map.of(),
        false);
  }

  private SortedMap<Double, Long> values(String metric, Map<String, String> dimensions) {
    return published.get(published.lastKey()).stream()
        .filter(d -> d.metric().equals(metric) && d.dimensions().equals(dimensions))
        .map(Datum::values)
        .findFirst()
        .orElse(new TreeMap<>());
  }

  private double value(String metric, Map<String, String> dimensions) {
    assertEquals(1, values(metric, dimensions).size(), metric);
    return values(metric, dimensions).firstKey();
  }

  private double leftOut(String kind) {
    return registry.get("lattice.operator.cloudwatch.left.out").tags("kind", kind).gauge().value();
  }

  @Test
  void totalsAreLevelsOfNowAndCountsOfTheMinute() {
    var observer = publisher(Detail.TOTALS, 50).observer();
    observer.reported(network("main"));
    observer.reported(export("checkout", true, 4, 3));
    observer.reported(export("stock", false, 2, 2));
    var fault = Fault.of(Fault.Kind.THROTTLED, "Rate exceeded");
    for (int i = 0; i < 5; i++) {
      observer.ran(new Nothing(), Optional.empty(), Duration.ZERO);
    }
    observer.ran(new Nothing(), Optional.of(fault), Duration.ZERO);
    time.advance(MINUTE);

    assertEquals(START.plus(MINUTE), published.firstKey());
    assertEquals(8, value("DesiredTargets", CLUSTER));
    assertEquals(6, value("RegisteredTargets", CLUSTER));
    assertEquals(5, value("HealthyTargets", MAIN));
    assertEquals(2, value("Exports", MAIN));
    assertEquals(1, value("ExportsReady", CLUSTER));
    assertEquals(6, value("AwsCalls", CLUSTER));
    assertEquals(1, value("AwsThrottles", CLUSTER));
    assertEquals(0, value("AwsFaults", CLUSTER));
    assertEquals(1, value("Heartbeat", CLUSTER));

    observer.released(Owner.export("shop", "stock"));
    time.advance(MINUTE);

    assertEquals(1, value("Exports", CLUSTER));
    assertEquals(0, value("AwsCalls", CLUSTER));
  }

  @Test
  void lagsAreOfTheMinuteAndOfWhatStillWaits() {
    var observer = publisher(Detail.EXPORTS, 50).observer();
    var owner = Owner.export("shop", "checkout");
    observer.reported(export("checkout", true, 4, 4));
    observer.arrived(owner, Arrival.REGISTERED, Duration.ofMillis(500));
    observer.arrived(owner, Arrival.REGISTERED, Duration.ofMillis(500));
    observer.arrived(owner, Arrival.DEREGISTERED, Duration.ofSeconds(20));
    time.advance(MINUTE);

    var export = OperatorMetrics.export("one", "shop", "checkout");
    assertEquals(2, values("RegistrationLag", export).firstEntry().getValue());
    assertEquals(0.5, values("RegistrationLag", export).firstKey(), 0.03);
    assertEquals(20, values("DeregistrationLag", CLUSTER).firstKey(), 1.2);

    observer.waiting(owner, Arrival.REGISTERED, List.of(time.now()));
    time.advance(MINUTE);

    assertEquals(60, values("RegistrationLag", CLUSTER).firstKey(), 3.6);
    assertTrue(values("DeregistrationLag", CLUSTER).isEmpty());
  }

  @Test
  void clusterAndNetworksMakeThirtyMetricsAtMost() {
    var observer = publisher(Detail.TOTALS, 50).observer();
    for (var name : List.of("c", "a", "b")) {
      observer.reported(network(name));
    }
    observer.arrived(Owner.export("shop", "checkout"), Arrival.REGISTERED, MINUTE);
    time.advance(MINUTE);

    var all = published.get(published.lastKey());
    var metrics = all.stream().map(d -> d.metric() + d.dimensions()).distinct().count();
    assertTrue(metrics <= 30, metrics + " metrics");
    assertEquals(0, value("Exports", OperatorMetrics.network("one", "a")));
    assertTrue(values("Exports", OperatorMetrics.network("one", "b")).isEmpty());
    assertEquals(2, leftOut("network"));
  }

  @Test
  void singleExportsAreTheFirstByNameAndTheRestIsToldOnce() {
    var observer = publisher(Detail.EXPORTS, 2).observer();
    for (var name : List.of("c", "a", "d", "b")) {
      observer.reported(export(name, true, 4, 4));
    }
    time.advance(MINUTE.multipliedBy(10));

    var told =
        published.get(published.lastKey()).stream()
            .map(d -> d.dimensions().get(OperatorMetrics.EXPORT))
            .filter(name -> name != null)
            .distinct()
            .sorted()
            .toList();
    assertEquals(List.of("a", "b"), told);
    assertEquals(2, leftOut("export"));
    assertEquals(1, log.list.size(), log.list::toString);
    assertTrue(log.list.getFirst().getFormattedMessage().contains("2 exports"));
  }

  @Test
  void oneCallHoldsAllThatTheLimitAllows() {
    var observer = publisher(Detail.EXPORTS, CloudWatchPublisher.Settings.MOST_EXPORTS).observer();
    observer.reported(network("main"));
    for (int i = 0; i < 200; i++) {
      observer.reported(export("export-" + i, true, 4, 4));
      observer.arrived(Owner.export("shop", "export-" + i), Arrival.REGISTERED, MINUTE);
      observer.arrived(Owner.export("shop", "export-" + i), Arrival.DEREGISTERED, MINUTE);
    }
    time.advance(MINUTE);
    var size = published.get(published.lastKey()).size();
    assertTrue(size <= 1000 && size > 950, size + " data");
    assertEquals(1, calls);
  }

  @Test
  void onceAMinuteAndNoMoreOftenAfterALateSlot() {
    publisher(Detail.TOTALS, 50);
    time.advance(Duration.ofHours(1));
    assertEquals(60, calls);

    wait = Duration.ofSeconds(50);
    time.advance(MINUTE);
    wait = Duration.ZERO;
    time.advance(Duration.ofMinutes(3));

    var times = List.copyOf(published.keySet());
    for (int i = 1; i < times.size(); i++) {
      var apart = Duration.between(times.get(i - 1), times.get(i));
      assertFalse(apart.compareTo(MINUTE) < 0, times.get(i) + " came after " + apart);
    }
  }

  @Test
  void whatIsNotTakenIsDroppedAndToldOnceForEachReason() {
    var observer = publisher(Detail.TOTALS, 50).observer();
    observer.ran(new Nothing(), Optional.empty(), Duration.ZERO);
    answer = Optional.of(Fault.of(Fault.Kind.DENIED, "not authorized"));
    time.advance(MINUTE.multipliedBy(5));
    answer = Optional.of(Fault.of(Fault.Kind.THROTTLED, "Rate exceeded"));
    time.advance(MINUTE.multipliedBy(5));
    answer = Optional.empty();
    time.advance(MINUTE.multipliedBy(5));

    assertEquals(15, calls);
    assertEquals(5, published.size());
    assertEquals(0, value("AwsCalls", CLUSTER));
    assertEquals(
        List.of("reason=AccessDenied", "reason=Throttled", "again"),
        log.list.stream()
            .map(ILoggingEvent::getFormattedMessage)
            .map(m -> m.replaceAll(".*?(reason=\\w+|again$).*", "$1"))
            .toList());
  }

  @Test
  void durationsAreKeptToWithinSixPercent() {
    for (long millis = 1; millis <= 3_600_000; millis = millis * 7 / 5 + 1) {
      var spread = new Spread();
      spread.add(Duration.ofMillis(millis));
      double told = spread.values().firstKey() * 1000;
      assertEquals(millis, told, millis * 0.06 + 0.06);
    }
    var many = new Spread();
    for (long millis = 0; millis < 5_000_000; millis += 13) {
      many.add(Duration.ofMillis(millis));
    }
    assertTrue(many.values().size() <= Datum.MOST_VALUES);
  }

  /** An errand that is only a name. */
  private static final class Nothing implements Errand {
    @Override
    public String name() {
      return "nothing";
    }

    @Override
    public Optional<Supplier<Optional<Fault>>> granted() {
      return Optional.empty();
    }

    @Override
    public void answered(Optional<Fault> fault) {}
  }
}
