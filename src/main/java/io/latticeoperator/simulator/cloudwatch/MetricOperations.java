package io.latticeoperator.simulator.cloudwatch;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.simulator.aws.Access;
import io.latticeoperator.simulator.aws.Input;
import io.latticeoperator.simulator.aws.Operation;
import io.latticeoperator.simulator.aws.Page;
import io.latticeoperator.simulator.aws.Place;
import io.latticeoperator.simulator.aws.ServiceCall;
import io.latticeoperator.simulator.aws.ServiceRefusal;
import io.latticeoperator.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;

/** The operations that put metrics in, and those that list and count them. */
final class MetricOperations {
  private static final int MOST_DATA = 1000;
  private static final int MOST_POINTS = 1440;
  private static final int PAGE = 500;
  private static final Duration LISTED = Duration.ofDays(14);

  private final MetricStore store;
  private final Clock clock;

  MetricOperations(MetricStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  Map<String, Operation> operations() {
    return Map.of(
        "PutMetricData",
        Operation.writing(MetricOperations::putting, this::put),
        "ListMetrics",
        Operation.reading(anyResource("ListMetrics"), this::list),
        "GetMetricStatistics",
        Operation.reading(anyResource("GetMetricStatistics"), this::statistics));
  }

  /** What an operation needs that is not about one resource. */
  static Function<ServiceCall, List<Access>> anyResource(String operation) {
    return call -> List.of(Access.to("cloudwatch:" + operation, "*"));
  }

  private static List<Access> putting(ServiceCall call) {
    var namespace = call.input().path("Namespace").asText();
    return List.of(
        new Access(
            "cloudwatch:PutMetricData", "*", Map.of("cloudwatch:namespace", List.of(namespace))));
  }

  private ObjectNode put(ServiceCall call) {
    var input = Input.of(call, Errors.RULES);
    var namespace = MetricInputs.namespace(input);
    if (namespace.startsWith("AWS/")) {
      throw input.invalid("The value AWS/ for parameter Namespace is invalid.");
    }
    var now = clock.now();
    var data =
        input.structures("MetricData", MOST_DATA).stream()
            .map(datum -> MetricInputs.datum(datum, namespace, now))
            .toList();
    if (data.isEmpty()) {
      throw input.missing("MetricData");
    }
    data.forEach(datum -> store.put(Place.of(call.caller()), datum));
    return Shapes.object();
  }

  private ObjectNode list(ServiceCall call) {
    var input = Input.of(call, Errors.RULES);
    var since = input.oneOf("RecentlyActive", List.of("PT3H")).map(Duration::parse).orElse(LISTED);
    var metrics = store.metrics(Place.of(call.caller()), clock.now().minus(since));
    var found = new TreeMap<>(metrics);
    input
        .text("Namespace")
        .ifPresent(wanted -> found.values().removeIf(metric -> !metric.namespace().equals(wanted)));
    input
        .text("MetricName")
        .ifPresent(wanted -> found.values().removeIf(metric -> !metric.name().equals(wanted)));
    for (var filter : input.structures("Dimensions", 10)) {
      var name = filter.required("Name", 255);
      var value = filter.text("Value");
      found.values().removeIf(metric -> !metric.dimensions().containsKey(name));
      value.ifPresent(
          wanted -> found.values().removeIf(each -> !wanted.equals(each.dimensions().get(name))));
    }
    var page =
        Page.of(
            found,
            input.text("NextToken").orElse(null),
            PAGE,
            () -> input.invalid("The value of the parameter NextToken is invalid."));
    var output = Shapes.object();
    var list = output.putArray("Metrics");
    page.items().forEach(metric -> list.add(json(metric)));
    page.putNext(output, "NextToken");
    return output;
  }

  static ObjectNode json(Metric metric) {
    var node =
        Shapes.object().put("Namespace", metric.namespace()).put("MetricName", metric.name());
    dimensions(node.putArray("Dimensions"), metric);
    return node;
  }

  static void dimensions(ArrayNode into, Metric metric) {
    metric
        .dimensions()
        .forEach((name, value) -> into.addObject().put("Name", name).put("Value", value));
  }

  private ObjectNode statistics(ServiceCall call) {
    var input = Input.of(call, Errors.RULES);
    var metric = MetricInputs.metric(input, MetricInputs.namespace(input));
    var start = input.requiredInstant("StartTime");
    var end = input.requiredInstant("EndTime");
    int period = MetricInputs.period(input);
    var simple = input.texts("Statistics", 5);
    var extended = input.texts("ExtendedStatistics", 10);
    checkStatistics(input, simple, extended);
    if (!start.isBefore(end)) {
      throw input.invalid("The parameter StartTime must be less than the parameter EndTime.");
    }
    long points = Duration.between(start, end).toSeconds() / period;
    if (points > MOST_POINTS) {
      throw new ServiceRefusal(
          Errors.COMBINATION,
          "You have requested up to %d datapoints, which exceeds the limit of %d. You may reduce the datapoints requested by increasing Period, or decreasing the time range."
              .formatted(points, MOST_POINTS));
    }
    var output = Shapes.object().put("Label", metric.name());
    var datapoints = output.putArray("Datapoints");
    var place = Place.of(call.caller());
    var units = MetricInputs.unit(input).map(List::of).orElseGet(() -> store.units(place, metric));
    for (var unit : units) {
      write(
          datapoints, store.read(place, metric, start, end, period, unit), simple, extended, unit);
    }
    return output;
  }

  private static void checkStatistics(Input input, List<String> simple, List<String> extended) {
    if (simple.isEmpty() && extended.isEmpty()) {
      throw new ServiceRefusal(
          Errors.COMBINATION,
          "At least one of the parameters Statistics and ExtendedStatistics must be specified.");
    }
    for (var name : simple) {
      if (!Statistic.SIMPLE.contains(name)) {
        throw input.invalid("The value %s for parameter Statistics is invalid.".formatted(name));
      }
    }
    for (var name : extended) {
      if (Statistic.named(name).isEmpty()) {
        throw input.invalid(
            "The value %s for parameter ExtendedStatistics is invalid.".formatted(name));
      }
    }
  }

  private static void write(
      ArrayNode datapoints,
      NavigableMap<Instant, Samples> slots,
      List<String> simple,
      List<String> extended,
      String unit) {
    slots.forEach(
        (at, samples) -> {
          var point = datapoints.addObject();
          point.set("Timestamp", Shapes.seconds(at));
          simple.forEach(name -> put(point, name, samples));
          if (!extended.isEmpty()) {
            var percentiles = point.putObject("ExtendedStatistics");
            extended.forEach(name -> put(percentiles, name, samples));
          }
          point.put("Unit", unit);
        });
  }

  private static void put(ObjectNode into, String name, Samples samples) {
    Statistic.named(name).orElseThrow().of(samples).ifPresent(value -> into.put(name, value));
  }
}
