package io.latticeoperator.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.latticeoperator.dashboard.OperatorMetrics.Metric;
import io.latticeoperator.dashboard.OperatorMetrics.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What dashboards ask for is there: in VPC Lattice's metrics, in the operator's, in access logs.
 */
class DashboardDataTest {
  /** The simulator cannot tell it from other failures; the user guide has it. */
  private static final String NOT_SIMULATED = "ConnectionTimeoutCount";

  private static final Shop SHOP = new Shop();
  private static final List<JsonNode> WIDGETS = new ArrayList<>();

  @BeforeAll
  static void liveForAnHour() throws JsonProcessingException {
    SHOP.live(60);
    for (var subject : List.of(SHOP.network(), SHOP.export())) {
      var body = DashboardBody.of(subject, "d", false).body();
      new ObjectMapper().readTree(body).get("widgets").forEach(WIDGETS::add);
    }
  }

  private static List<JsonNode> widgets(String type) {
    return WIDGETS.stream().filter(w -> w.get("type").asText().equals(type)).toList();
  }

  @Test
  void everyMetricIsOneThatVpcLatticeOrTheOperatorPublishes() {
    var published = new HashSet<String>();
    for (var namespace : List.of(LatticeMetrics.NAMESPACE, OperatorMetrics.NAMESPACE)) {
      for (var metric :
          SHOP.cloudWatch.ok("ListMetrics", "{'Namespace':'%s'}", namespace).get("Metrics")) {
        var names = new TreeSet<String>();
        metric.get("Dimensions").forEach(d -> names.add(d.get("Name").asText()));
        published.add(namespace + " " + metric.get("MetricName").asText() + " " + names);
      }
    }
    var missing = new TreeSet<String>();
    int seen = 0;
    for (var widget : widgets("metric")) {
      for (var metric : widget.get("properties").get("metrics")) {
        if (metric.size() > 1) {
          var names = new TreeSet<String>();
          for (int i = 2; i < metric.size() - 1; i += 2) {
            names.add(metric.get(i).asText());
          }
          var text = metric.get(0).asText() + " " + metric.get(1).asText() + " " + names;
          seen++;
          if (!published.contains(text)) {
            missing.add(text);
          }
        }
      }
    }
    assertTrue(seen > 50, "metrics were looked at");
    assertEquals(Set.of("AWS/VpcLattice " + NOT_SIMULATED + " [TargetGroup]"), missing);
  }

  @Test
  void everyMetricWidgetHasSomethingToShow() {
    var data =
        new WidgetData(SHOP.cloudWatch, Shop.START, SHOP.time.now().minus(Duration.ofMinutes(1)));
    for (var widget : widgets("metric")) {
      var properties = widget.get("properties");
      var lines = data.lines(properties);
      assertFalse(lines.isEmpty(), properties.toString());
      assertTrue(
          lines.stream()
              .filter(line -> !line.label().endsWith("timeouts"))
              .allMatch(line -> !line.points().isEmpty()),
          properties.get("title").asText());
    }
  }

  @Test
  void everyQueryFindsLinesByFieldsThatTheyHave() {
    var insights = new Insights(SHOP.logs);
    assertEquals(10, widgets("log").size());
    for (var widget : widgets("log")) {
      var properties = widget.get("properties");
      var rows = insights.rows(properties.get("query").asText());
      if (!properties.get("query").asText().contains("serviceArn")
          || !properties.get("title").asText().equals("Denied calls")) {
        assertFalse(rows.isEmpty(), properties.toString());
      }
    }
    assertTrue(
        insights.used.containsAll(
            Set.of("responseCode", "requestPath", "callerPrincipal", "duration", "serviceArn")),
        insights.used.toString());
  }

  @Test
  void theOperatorsMetricsAreShownWithDimensionsThatTheyArePublishedWith() {
    for (var widget : widgets("metric")) {
      for (var metric : widget.get("properties").get("metrics")) {
        if (metric.get(0).asText().equals(OperatorMetrics.NAMESPACE)) {
          var known =
              List.of(Metric.values()).stream()
                  .filter(m -> m.text().equals(metric.get(1).asText()))
                  .findFirst()
                  .orElseThrow();
          int dimensions = (metric.size() - 3) / 2;
          assertTrue(known.scopes().contains(Scope.values()[dimensions - 1]), metric.toString());
        }
      }
    }
  }
}
