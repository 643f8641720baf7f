package io.latticeoperator.metrics;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.latticeoperator.metrics.ChartFiles.Alert;
import io.latticeoperator.metrics.ChartFiles.Query;
import io.latticeoperator.metrics.Exposition.Family;
import io.latticeoperator.metrics.Exposition.Sample;
import io.latticeoperator.metrics.Selectors.Matcher;
import io.latticeoperator.simulation.MeteredDay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Others build on the names, types, labels and words of the metrics: they are pinned, the page
 * lists them, and what the chart's dashboard and alerts ask for is there.
 */
class MetricsContractTest {
  private static final Path GOLDEN = Path.of("src/test/resources/metrics/golden.txt");
  private static final Path PAGE = Path.of("docs/metrics.md");

  /** Labels that Prometheus itself puts on what it scrapes, and the bounds of histograms. */
  private static final Set<String> GIVEN = Set.of("instance", "job", "le");

  /** Labels whose values are a list that is closed, and part of the contract. */
  private static final Set<String> CLOSED =
      Set.of("api", "direction", "lane", "ready", "removal", "state", "status");

  private static final Pattern ROW = Pattern.compile("\\| `(lattice_operator_\\w+)` \\|.*");
  private static final Pattern ANCHOR = Pattern.compile("docs/metrics\\.md#(\\w+)");

  /** By name of sample, over the whole day. */
  private static final Map<String, List<Sample>> SAMPLES = new HashMap<>();

  private static Map<String, Family> families;

  @BeforeAll
  static void live() {
    families = new HashMap<>();
    for (var scrape : MeteredDay.lived().scrapes().values()) {
      for (var family : Exposition.parse(scrape).families().values()) {
        families.merge(
            family.name(),
            new Family(family.name(), family.type(), family.help(), new ArrayList<>()),
            (old, same) -> old);
        for (var sample : family.samples()) {
          families.get(family.name()).samples().add(sample);
          SAMPLES.computeIfAbsent(sample.name(), n -> new ArrayList<>()).add(sample);
        }
      }
    }
  }

  private static String row(Family family) {
    var labels =
        labels(family).stream().map(label -> described(family, label)).collect(joining(", "));
    return "| `%s` | %s | %s | %s |".formatted(family.name(), family.type(), labels, family.help());
  }

  private static Set<String> labels(Family family) {
    return family.samples().stream()
        .flatMap(sample -> sample.labels().keySet().stream())
        .filter(label -> !label.equals("le"))
        .collect(toCollection(TreeSet::new));
  }

  private static String described(Family family, String label) {
    if (!CLOSED.contains(label)) {
      return label;
    }
    var values =
        family.samples().stream()
            .map(sample -> sample.labels().get(label))
            .collect(toCollection(TreeSet::new));
    return label + " (" + String.join(" ", values) + ")";
  }

  private static List<String> rows() {
    return families.values().stream()
        .filter(family -> family.name().startsWith("lattice_operator_"))
        .sorted(Comparator.comparing(Family::name))
        .map(MetricsContractTest::row)
        .toList();
  }

  @Test
  void namesTypesLabelsAndWordsArePinned() throws IOException {
    assertEquals(Files.readString(GOLDEN).strip(), String.join("\n", rows()));
  }

  @Test
  void thePageListsThem() throws IOException {
    var listed =
        Files.readAllLines(PAGE).stream().filter(line -> ROW.matcher(line).matches()).toList();
    assertEquals(String.join("\n", rows()), String.join("\n", listed));
  }

  @Test
  void namesFollowTheConventions() {
    for (var family : families.values()) {
      assertFalse(family.help().isBlank(), family.name());
      assertEquals(family.type().equals("counter"), family.name().endsWith("_total"));
    }
  }

  @Test
  void noSeriesNamesAPodAnAddressOrAMessage() {
    for (var sample : SAMPLES.values().stream().flatMap(List::stream).toList()) {
      sample
          .labels()
          .forEach(
              (label, value) ->
                  assertFalse(
                      value.matches(".*(10\\.1\\.0\\.\\d+|tg-|svc-|arn:|[.!] ).*"),
                      () -> sample + " has " + label));
    }
  }

  @Test
  void oneExportMakesAtMostSoManySeries() {
    var series =
        SAMPLES.values().stream()
            .flatMap(List::stream)
            .filter(sample -> sample.labels().containsKey("export"))
            .map(sample -> sample.name() + sample.labels())
            .distinct()
            .filter(name -> !name.startsWith("lattice_operator_export_condition"))
            .count();
    // six states and what is held; a condition is one series each, of which there are seven
    assertEquals(7, series);
  }

  private static Stream<Query> queries() {
    return ChartFiles.queries().stream();
  }

  @ParameterizedTest
  @MethodSource("queries")
  void whatTheChartAsksForIsScraped(Query query) {
    var selectors = Selectors.of(query.expression());
    assertFalse(selectors.selected().isEmpty(), query.expression());
    var labels = new TreeSet<>(GIVEN);
    for (var selector : selectors.selected()) {
      var samples = SAMPLES.getOrDefault(selector.metric(), List.of());
      assertFalse(samples.isEmpty(), () -> selector.metric() + " is never scraped");
      samples.forEach(sample -> labels.addAll(sample.labels().keySet()));
      for (var matcher : selector.matchers()) {
        for (var value : values(matcher)) {
          assertTrue(
              samples.stream().anyMatch(s -> value.equals(s.labels().get(matcher.label()))),
              () -> selector.metric() + " never has " + matcher.label() + "=" + value);
        }
      }
    }
    assertTrue(labels.containsAll(selectors.grouped()), selectors.grouped() + " of " + labels);
  }

  /** The values that a matcher names; for a variable of the dashboard those of the day. */
  private static List<String> values(Matcher matcher) {
    return switch (matcher.value()) {
      case "$namespace" -> List.of("shop");
      case "$export" -> List.of("checkout");
      default -> List.of(matcher.value().split("\\|"));
    };
  }

  @Test
  void theDashboardIsWhole() {
    var dashboard = ChartFiles.dashboard();
    var ids = new TreeSet<Integer>();
    for (var panel : dashboard.path("panels")) {
      assertTrue(ids.add(panel.path("id").asInt()), "two panels have id " + panel.path("id"));
      assertFalse(panel.path("title").asText().isEmpty());
      if (!panel.path("type").asText().equals("row")) {
        assertEquals("${datasource}", panel.path("datasource").path("uid").asText());
        assertFalse(panel.path("description").asText().isEmpty(), panel.path("title").asText());
        assertFalse(panel.path("targets").isEmpty(), panel.path("title").asText());
      }
    }
    var variables = new ArrayList<String>();
    dashboard.at("/templating/list").forEach(v -> variables.add(v.path("name").asText()));
    assertEquals(List.of("datasource", "namespace", "export"), variables);
  }

  private static Stream<Alert> alerts() {
    return ChartFiles.alerts().stream();
  }

  @ParameterizedTest
  @MethodSource("alerts")
  void everyAlertSaysWhatIsWrongAndWhereItIsExplained(Alert alert) throws IOException {
    var annotations = alert.rule().path("annotations");
    assertFalse(annotations.path("summary").asText().isEmpty());
    assertFalse(annotations.path("description").asText().isEmpty());
    assertTrue(
        Set.of("warning", "critical")
            .contains(alert.rule().path("labels").path("severity").asText()));
    var anchor = ANCHOR.matcher(annotations.path("runbook").asText());
    assertTrue(anchor.matches(), annotations.path("runbook").asText());
    assertEquals(alert.name().toLowerCase(Locale.ROOT), anchor.group(1));
    assertTrue(Files.readString(PAGE).contains("\n### " + alert.name() + "\n"));
  }
}
