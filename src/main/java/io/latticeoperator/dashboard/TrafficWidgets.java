package io.latticeoperator.dashboard;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.dashboard.Subject.Offered;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What VPC Lattice measures.
 *
 * <p>A dashboard may hold 2,500 metrics, hidden ones and those that a search finds included
 * (CloudWatch service quotas). So of a network at most {@value #MOST_SERVICES} services are shown,
 * with 6 metrics each, and as many target groups, with 4 each and one for each zone. A graph draws
 * the {@value #LINES} highest of them: the others are there, but hidden.
 */
final class TrafficWidgets {
  static final int MOST_SERVICES = 150;

  /** Lines that people can tell apart. */
  private static final int LINES = 20;

  /** Ids that fit into the 1,024 characters of a search. */
  private static final int SEARCHED = 24;

  private static final List<Integer> MADE_BY_LATTICE = List.of(400, 403, 404, 429, 500, 502, 504);

  private final Subject subject;
  private final List<Offered> services;
  private final Map<String, String> groups = new LinkedHashMap<>();

  TrafficWidgets(Subject subject) {
    this.subject = subject;
    this.services = subject.services().stream().limit(MOST_SERVICES).toList();
    for (var service : services) {
      for (var id : service.groupIds()) {
        if (groups.size() < MOST_SERVICES) {
          groups.put(id, service.label() + (service.groupIds().size() == 1 ? "" : " " + id));
        }
      }
    }
  }

  /** Requests and answers, a line for each service. */
  List<ObjectNode> requests() {
    return ofServices(
        List.of(
            new Graph("Requests", LatticeMetrics.REQUESTS, "Sum", "a minute"),
            new Graph("4xx answers", LatticeMetrics.ANSWERS_4XX, "Sum", "a minute"),
            new Graph("5xx answers", LatticeMetrics.ANSWERS_5XX, "Sum", "a minute")));
  }

  /** Latency, a line for each service. */
  List<ObjectNode> latencies() {
    return ofServices(
        List.of(
            new Graph("Latency p50", LatticeMetrics.REQUEST_TIME, "p50", "ms"),
            new Graph("Latency p90", LatticeMetrics.REQUEST_TIME, "p90", "ms"),
            new Graph("Latency p99", LatticeMetrics.REQUEST_TIME, "p99", "ms")));
  }

  /** One service: answers by kind, share of 5xx, latency, what Lattice answered itself. */
  List<ObjectNode> service() {
    if (services.isEmpty()) {
      return List.of();
    }
    var dimensions = Map.of(LatticeMetrics.SERVICE, services.getFirst().serviceId());
    var answers = graph(new Graph("Answers", "", "Sum", "a minute")).stacked();
    add(answers, LatticeMetrics.ANSWERS_2XX, dimensions, "2xx", "#2ca02c");
    add(answers, LatticeMetrics.ANSWERS_3XX, dimensions, "3xx", "#1f77b4");
    add(answers, LatticeMetrics.ANSWERS_4XX, dimensions, "4xx", "#ff7f0e");
    add(answers, LatticeMetrics.ANSWERS_5XX, dimensions, "5xx", "#d62728");
    var own = graph(new Graph("Answers that Lattice made itself", "", "Sum", "a minute"));
    for (int status : MADE_BY_LATTICE) {
      own.add(
          LatticeMetrics.NAMESPACE,
          LatticeMetrics.madeByLattice(status),
          dimensions,
          Map.of("label", status));
    }
    own.add(
        LatticeMetrics.NAMESPACE,
        LatticeMetrics.REQUEST_TIMEOUTS,
        dimensions,
        Map.of("label", "timeouts"));
    var latency = graph(new Graph("Latency", "", "p50", "ms"));
    for (var stat : List.of("p50", "p90", "p99")) {
      latency.add(
          LatticeMetrics.NAMESPACE,
          LatticeMetrics.REQUEST_TIME,
          dimensions,
          Map.of("label", stat, "stat", stat));
    }
    return List.of(answers.widget(), errorRate(dimensions), latency.widget(), own.widget());
  }

  private ObjectNode errorRate(Map<String, String> dimensions) {
    var rate = graph(new Graph("5xx of all answers", "", "Sum", "%"));
    rate.compute(
        Alarms.ERROR_RATE, Map.of("id", "rate", "label", "5xx of all (%)", "color", "#d62728"));
    rate.add(
        LatticeMetrics.NAMESPACE,
        LatticeMetrics.ANSWERS_5XX,
        dimensions,
        Map.of("id", "failed", "visible", false));
    rate.add(
        LatticeMetrics.NAMESPACE,
        LatticeMetrics.REQUESTS,
        dimensions,
        Map.of("id", "requests", "visible", false));
    return rate.widget();
  }

  /** Connections to targets, a line for each target group, and requests by zone. */
  List<ObjectNode> connections() {
    if (groups.isEmpty()) {
      return List.of();
    }
    var trouble = graph(new Graph("Connections that failed", "", "Sum", "a minute"));
    int shown = Math.min(groups.size(), LINES);
    if (groups.size() > LINES) {
      trouble.compute(top(LINES), Map.of("id", "top", "label", ""));
    }
    groups.forEach(
        (id, label) -> {
          trouble.add(
              LatticeMetrics.NAMESPACE,
              LatticeMetrics.CONNECTION_ERRORS,
              Map.of(LatticeMetrics.TARGET_GROUP, id),
              rendering(label + " errors", trouble.size(), groups.size() > shown));
          trouble.add(
              LatticeMetrics.NAMESPACE,
              LatticeMetrics.CONNECTION_TIMEOUTS,
              Map.of(LatticeMetrics.TARGET_GROUP, id),
              rendering(label + " timeouts", trouble.size(), groups.size() > shown));
        });
    return List.of(
        lines(
            new Graph("New connections", LatticeMetrics.CONNECTIONS, "Sum", "a minute"),
            LatticeMetrics.TARGET_GROUP,
            groups),
        lines(
            new Graph("Active connections", LatticeMetrics.ACTIVE_CONNECTIONS, "Sum", "a minute"),
            LatticeMetrics.TARGET_GROUP,
            groups),
        trouble.widget(),
        zones());
  }

  /** The zones of a group are not known here, so they are searched for. */
  private ObjectNode zones() {
    var widget = graph(new Graph("Requests by target group and zone", "", "Sum", "a minute"));
    var zone = "${PROP('Dim." + LatticeMetrics.ZONE + "')}";
    if (groups.size() <= LINES) {
      groups.forEach((id, label) -> search(widget, List.of(id), label + " " + zone));
    } else {
      var ids = List.copyOf(groups.keySet());
      var label = "${PROP('Dim." + LatticeMetrics.TARGET_GROUP + "')} " + zone;
      for (int from = 0; from < ids.size(); from += SEARCHED) {
        search(widget, ids.subList(from, Math.min(ids.size(), from + SEARCHED)), label);
      }
    }
    return widget.widget();
  }

  private void search(Metrics widget, List<String> ids, String label) {
    var one = LatticeMetrics.TARGET_GROUP + "=\"";
    var any = one + String.join("\" OR " + one, ids) + "\"";
    var search =
        "SEARCH('{%s,%s,%s} MetricName=\"%s\" %s', 'Sum', 60)"
            .formatted(
                LatticeMetrics.NAMESPACE,
                LatticeMetrics.ZONE,
                LatticeMetrics.TARGET_GROUP,
                LatticeMetrics.REQUESTS,
                ids.size() == 1 ? any : "AND (" + any + ")");
    int most = LINES * SEARCHED / MOST_SERVICES;
    widget.compute(
        ids.size() == 1 ? search : "SORT(" + search + ", SUM, DESC, " + most + ")",
        Map.of("id", "zones" + widget.size(), "label", label));
  }

  private List<ObjectNode> ofServices(List<Graph> graphs) {
    if (services.isEmpty()) {
      return List.of();
    }
    var labels = new LinkedHashMap<String, String>();
    services.forEach(service -> labels.put(service.serviceId(), service.label()));
    var widgets = new ArrayList<ObjectNode>();
    graphs.forEach(graph -> widgets.add(lines(graph, LatticeMetrics.SERVICE, labels)));
    return widgets;
  }

  /** One graph of one metric. */
  private record Graph(String title, String metric, String stat, String axis) {}

  private Metrics graph(Graph graph) {
    return Metrics.of(graph.title(), subject.region(), graph.stat()).axis(graph.axis());
  }

  private ObjectNode lines(Graph graph, String dimension, Map<String, String> labels) {
    var widget = graph(graph);
    boolean many = labels.size() > LINES;
    if (many) {
      widget.compute(top(LINES), Map.of("id", "top", "label", ""));
    }
    labels.forEach(
        (id, label) ->
            widget.add(
                LatticeMetrics.NAMESPACE,
                graph.metric(),
                Map.of(dimension, id),
                rendering(label, widget.size(), many)));
    return widget.widget();
  }

  private static String top(int most) {
    return "SORT(METRICS(), MAX, DESC, " + most + ")";
  }

  private static Map<String, ?> rendering(String label, int number, boolean hidden) {
    return hidden
        ? Map.of("label", label, "id", "m" + number, "visible", false)
        : Map.of("label", label);
  }

  private static void add(
      Metrics widget, String name, Map<String, String> dimensions, String label, String color) {
    widget.add(LatticeMetrics.NAMESPACE, name, dimensions, Map.of("label", label, "color", color));
  }
}
