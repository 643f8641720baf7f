package io.latticeoperator.metrics;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.latticeoperator.app.HealthServer;
import io.latticeoperator.metrics.ChartFiles.Alert;
import io.latticeoperator.metrics.ChartFiles.Query;
import io.latticeoperator.simulation.MeteredDay;
import io.latticeoperator.simulation.MeteredDay.Span;
import io.latticeoperator.simulation.MeteredDay.Trouble;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A real Prometheus that has scraped an operator's bad day answers every query of the dashboard,
 * and each alert fires in its trouble and is quiet in the calm.
 */
@Tag("prometheus")
class PrometheusTest {
  /** What each alert is for. */
  private static final Map<String, Trouble> FIRES =
      Map.ofEntries(
          Map.entry("LatticeOperatorDown", Trouble.DOWN),
          Map.entry("LatticeOperatorLoopStuck", Trouble.STUCK),
          Map.entry("LatticeOperatorDeaf", Trouble.DEAF),
          Map.entry("LatticeExportNotReady", Trouble.DENIED),
          Map.entry("LatticeNetworkNotReady", Trouble.NETWORK),
          Map.entry("LatticeExportNoHealthyTargets", Trouble.UNHEALTHY),
          Map.entry("LatticeRegistrationSlow", Trouble.SLOW),
          Map.entry("LatticeDeregistrationSlow", Trouble.SLOW),
          Map.entry("LatticeRemovalsHeld", Trouble.HELD),
          Map.entry("LatticeTargetsQueued", Trouble.QUEUED),
          Map.entry("LatticeThrottled", Trouble.THROTTLED),
          Map.entry("LatticeAccessDenied", Trouble.DENIED));

  /** As Prometheus labels what it scrapes. */
  private static final String TARGET = "instance=\"10.1.0.9:8080\",job=\"lattice-operator\"";

  @TempDir private static Path folder;
  private static MeteredDay day;
  private static Prometheus prometheus;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    assumeTrue(Prometheus.installed(), "prometheus and promtool are not on PATH");
    day = MeteredDay.lived();
    var history = folder.resolve("history.txt");
    Files.writeString(history, history());
    Prometheus.backfill(history, folder.resolve("data"));
    prometheus = Prometheus.start(folder, "");
  }

  @AfterAll
  static void stop() {
    if (prometheus != null) {
      prometheus.close();
    }
  }

  /** All scrapes as one text, each sample with its time. */
  private static String history() {
    var text = new StringBuilder();
    day.scrapes()
        .forEach(
            (at, scrape) ->
                scrape
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .forEach(line -> text.append(labelled(line)).append(at(at)).append('\n')));
    return text.append("# EOF\n").toString();
  }

  private static String labelled(String line) {
    int labels = line.indexOf('{');
    int space = line.lastIndexOf(' ');
    return labels < 0
        ? line.substring(0, space) + "{" + TARGET + "}" + line.substring(space)
        : line.substring(0, labels + 1) + TARGET + "," + line.substring(labels + 1);
  }

  private static String at(Instant instant) {
    return " " + instant.toEpochMilli() / 1000.0;
  }

  private static Span calm() {
    return Objects.requireNonNull(day.troubles().get(Trouble.NOTHING));
  }

  private static Stream<Query> panels() {
    return ChartFiles.panels().stream();
  }

  @ParameterizedTest
  @MethodSource("panels")
  void everyPanelShowsSomething(Query query) throws Exception {
    var expression =
        query
            .expression()
            .replace("$namespace", "shop")
            .replace("$export", ".*")
            .replace("$__rate_interval", "2m");
    var first = day.scrapes().keySet().iterator().next();
    var last = Objects.requireNonNull(day.troubles().get(Trouble.DOWN)).to();
    var series = prometheus.query(expression, first, last, MeteredDay.INTERVAL);
    assertFalse(series.isEmpty(), expression);
    assertTrue(numbers(series) > 0, () -> expression + " is never a number");
  }

  private static long numbers(JsonNode series) {
    long numbers = 0;
    for (var one : series) {
      for (var value : one.path("values")) {
        if (!value.path(1).asText().equals("NaN")) {
          numbers++;
        }
      }
    }
    return numbers;
  }

  private static Stream<Alert> alerts() {
    return ChartFiles.alerts().stream();
  }

  @ParameterizedTest
  @MethodSource("alerts")
  void everyAlertFiresInItsTrouble(Alert alert) throws Exception {
    var trouble = FIRES.get(alert.name());
    assertNotNull(trouble, "no trouble of the day is what this alert is for");
    var span = Objects.requireNonNull(day.troubles().get(trouble));
    assertTrue(fires(alert, span), () -> alert.name() + " does not fire in " + span);
  }

  @ParameterizedTest
  @MethodSource("alerts")
  void noAlertFiresInTheCalm(Alert alert) throws Exception {
    assertFalse(fires(alert, calm()), alert.expression());
  }

  /** Whether a series of the expression is there without a gap for as long as the alert waits. */
  private static boolean fires(Alert alert, Span span) throws Exception {
    var step = MeteredDay.INTERVAL;
    for (var series : prometheus.query(alert.expression(), span.from(), span.to(), step)) {
      double began = Double.NaN;
      double before = Double.NaN;
      for (var value : series.path("values")) {
        double at = value.path(0).asDouble();
        if (Double.isNaN(before) || at - before > step.toSeconds()) {
          began = at;
        }
        before = at;
        if (at - began >= alert.patience().toSeconds()) {
          return true;
        }
      }
    }
    return false;
  }

  @Test
  void theRulesAreRules() throws Exception {
    Prometheus.check(ChartFiles.RULES, folder.resolve("check.log"));
  }

  @Test
  void theDayIsThereAsItWasScraped() throws Exception {
    var targets =
        prometheus.query(
            "lattice_operator_targets{state=\"registered\", namespace=\"shop\"}", calm().to());
    assertEquals(1, targets.size());
    assertEquals("checkout", targets.at("/0/metric/export").asText());
    assertTrue(targets.at("/0/value/1").asInt() >= 4, targets::toString);
  }

  @Test
  void aLivePrometheusScrapesTheEndpoint(@TempDir Path own) throws Exception {
    var scrape = new Scrape();
    scrape.registry().counter("shots", "namespace", "shop").increment(3);
    var server =
        HealthServer.start(
            new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0),
            () -> true,
            List::of,
            scrape::page);
    try (var live =
        Prometheus.start(
            own,
            """

              - job_name: lattice-operator
                honor_labels: true
                scrape_interval: 1s
                static_configs:
                  - targets: ["127.0.0.1:%d"]
            """
                .formatted(server.port()))) {
      await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () ->
                  live.query("shots_total{namespace=\"shop\"}", Instant.now())
                      .at("/0/value/1")
                      .asText()
                      .equals("3"));
    } finally {
      server.close();
    }
  }
}
