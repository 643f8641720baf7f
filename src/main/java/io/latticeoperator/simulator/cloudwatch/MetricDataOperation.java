package io.latticeoperator.simulator.cloudwatch;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.simulator.aws.Input;
import io.latticeoperator.simulator.aws.Operation;
import io.latticeoperator.simulator.aws.Place;
import io.latticeoperator.simulator.aws.ServiceCall;
import io.latticeoperator.simulator.aws.ServiceRefusal;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;

/** GetMetricData: many metrics and expressions at once, in pages of points. */
final class MetricDataOperation {
  private static final int MOST_QUERIES = 500;
  private static final int MOST_POINTS = 100_800;

  private final MetricStore store;

  MetricDataOperation(MetricStore store) {
    this.store = store;
  }

  Map<String, Operation> operations() {
    return Map.of(
        "GetMetricData",
        Operation.reading(MetricOperations.anyResource("GetMetricData"), this::get));
  }

  private ObjectNode get(ServiceCall call) {
    var input = Input.of(call, Errors.VALIDATED);
    var inputs = input.structures("MetricDataQueries", MOST_QUERIES);
    if (inputs.isEmpty()) {
      throw input.missing("MetricDataQueries");
    }
    var queries = MetricQueries.read(inputs);
    var start = input.requiredInstant("StartTime");
    var end = input.requiredInstant("EndTime");
    if (!start.isBefore(end)) {
      throw input.invalid("The parameter StartTime must be less than the parameter EndTime.");
    }
    boolean isAscending =
        input
            .oneOf("ScanBy", List.of("TimestampDescending", "TimestampAscending"))
            .filter("TimestampAscending"::equals)
            .isPresent();
    int size = input.whole("MaxDatapoints", 1, MOST_POINTS).orElse(MOST_POINTS);
    long skipped = input.text("NextToken").map(MetricDataOperation::offset).orElse(0L);
    try {
      var values = queries.values(store, Place.of(call.caller()), start, end);
      return page(queries, values, isAscending, skipped, size);
    } catch (MetricMath.Unreadable unreadable) {
      throw input.invalid("Error in expression: " + unreadable.getMessage());
    }
  }

  private static ObjectNode page(
      MetricQueries queries,
      Map<String, NavigableMap<Instant, Double>> values,
      boolean isAscending,
      long skipped,
      int size) {
    var output = Shapes.object();
    var results = output.putArray("MetricDataResults");
    long before = 0;
    long end = skipped + size;
    for (var query : queries.all()) {
      if (!query.isReturned()) {
        continue;
      }
      var points = values.getOrDefault(query.id(), Collections.emptyNavigableMap());
      var ordered = isAscending ? points : points.descendingMap();
      long after = before + points.size();
      boolean isHere = points.isEmpty() ? skipped == 0 : after > skipped && before < end;
      if (isHere) {
        var result = results.addObject().put("Id", query.id()).put("Label", query.label());
        write(result, ordered, Math.max(0, skipped - before), Math.max(0, end - before));
        result.put("StatusCode", after > end ? "PartialData" : "Complete");
      }
      before = after;
    }
    output.set("Messages", output.arrayNode());
    if (before > end) {
      output.put("NextToken", "points-" + end);
    }
    return output;
  }

  private static void write(
      ObjectNode result, NavigableMap<Instant, Double> points, long from, long until) {
    ArrayNode times = result.putArray("Timestamps");
    ArrayNode numbers = result.putArray("Values");
    points.entrySet().stream()
        .skip(from)
        .limit(until - from)
        .forEach(
            point -> {
              times.add(Shapes.seconds(point.getKey()));
              numbers.add(point.getValue());
            });
  }

  private static long offset(String token) {
    if (!token.matches("points-\\d{1,12}")) {
      throw new ServiceRefusal(Errors.INVALID_TOKEN, "The next token is invalid.");
    }
    return Long.parseLong(token.substring("points-".length()));
  }
}
