package io.latticeoperator.simulator.cloudwatch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.simulator.aws.Input;
import java.util.List;

/** Reads the input of PutMetricAlarm, and refuses what CloudWatch refuses. */
final class AlarmInputs {
  private static final int LONGEST_DAY = 86_400;
  private static final int LONGEST_WEEK = 604_800;
  private static final int MOST_QUERIES = 20;
  private static final List<String> ACTIONS =
      List.of("OKActions", "AlarmActions", "InsufficientDataActions");
  private static final List<String> KEPT =
      List.of(
          "AlarmDescription",
          "MetricName",
          "Namespace",
          "Statistic",
          "ExtendedStatistic",
          "Dimensions",
          "Period",
          "Unit",
          "EvaluationPeriods",
          "DatapointsToAlarm",
          "Threshold",
          "ComparisonOperator",
          "TreatMissingData",
          "EvaluateLowSampleCountPercentile",
          "Metrics");

  private AlarmInputs() {}

  static Alarm.Rule rule(Input input) {
    var operator =
        input.text("ComparisonOperator").orElseThrow(() -> input.missing("ComparisonOperator"));
    var comparison =
        Alarm.Comparison.named(operator)
            .orElseThrow(
                () ->
                    input.invalid(
                        "The simulator does not have the ComparisonOperator " + operator));
    double threshold = input.number("Threshold").orElseThrow(() -> input.missing("Threshold"));
    int periods =
        input
            .whole("EvaluationPeriods", 1, LONGEST_WEEK)
            .orElseThrow(() -> input.missing("EvaluationPeriods"));
    int toAlarm = input.whole("DatapointsToAlarm", 1, LONGEST_WEEK).orElse(periods);
    if (toAlarm > periods) {
      throw input.invalid("DatapointsToAlarm must be less than or equal to EvaluationPeriods");
    }
    var missing = input.oneOf("TreatMissingData", Alarm.Missing.names()).orElse("missing");
    var queries = input.has("Metrics") ? several(input) : single(input);
    int period = queries.period();
    int longest = period >= 3600 ? LONGEST_WEEK : LONGEST_DAY;
    if ((long) period * periods > longest) {
      throw input.invalid(
          "Metrics cannot be checked across more than %s (EvaluationPeriods * Period must be <= %d)."
              .formatted(longest == LONGEST_DAY ? "a day" : "7 days", longest));
    }
    return new Alarm.Rule(
        queries,
        watched(input, queries),
        period,
        periods,
        toAlarm,
        threshold,
        comparison,
        Alarm.Missing.named(missing));
  }

  /** What DescribeAlarms repeats of the input. */
  static ObjectNode configuration(Input input) {
    input
        .text("AlarmDescription")
        .filter(text -> text.length() > 1024)
        .ifPresent(
            tooLong -> {
              throw input.invalid("AlarmDescription must not be longer than 1024 characters");
            });
    var kept = Shapes.object();
    kept.put("ActionsEnabled", input.flag("ActionsEnabled", true));
    for (var member : ACTIONS) {
      var actions = kept.putArray(member);
      for (var action : input.texts(member, 5)) {
        if (!action.startsWith("arn:")) {
          throw input.invalid("Invalid arn syntax: " + action);
        }
        actions.add(action);
      }
    }
    for (var member : KEPT) {
      if (input.has(member)) {
        kept.set(member, input.node().get(member).deepCopy());
      }
    }
    // The model says double, and CBOR clients tell 1 from 1.0.
    input.number("Threshold").ifPresent(threshold -> kept.put("Threshold", threshold));
    if (!kept.has("Dimensions") && !kept.has("Metrics")) {
      kept.putArray("Dimensions");
    }
    return kept;
  }

  private static MetricQueries several(Input input) {
    if (input.has("MetricName") || input.has("Statistic") || input.has("Period")) {
      throw input.invalid("Metrics cannot be given together with MetricName, Statistic or Period");
    }
    return MetricQueries.read(input.structures("Metrics", MOST_QUERIES));
  }

  private static MetricQueries single(Input input) {
    var metric = MetricInputs.metric(input, MetricInputs.namespace(input));
    int period = MetricInputs.period(input);
    var simple = input.oneOf("Statistic", Statistic.SIMPLE);
    var extended = input.text("ExtendedStatistic");
    if (simple.isPresent() == extended.isPresent()) {
      throw input.invalid("Exactly one of Statistic and ExtendedStatistic must be specified");
    }
    var name = simple.or(() -> extended).orElseThrow();
    var statistic =
        Statistic.named(name)
            .orElseThrow(
                () ->
                    input.invalid(
                        "The value %s for parameter ExtendedStatistic is not supported."
                            .formatted(name)));
    return MetricQueries.of(metric, period, statistic, MetricInputs.unit(input).orElse(null));
  }

  private static String watched(Input input, MetricQueries queries) {
    var returned = queries.all().stream().filter(MetricQueries.Query::isReturned).toList();
    if (returned.size() != 1) {
      throw input.invalid("Exactly one element of the metrics list should return data.");
    }
    return returned.getFirst().id();
  }
}
