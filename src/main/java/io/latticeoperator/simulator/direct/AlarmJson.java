package io.latticeoperator.simulator.direct;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.model.Alarm;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Alarms in the words of CloudWatch, and back. */
final class AlarmJson {
  private AlarmJson() {}

  /** Without tags. */
  static ObjectNode put(Alarm alarm) {
    var input =
        Calls.input()
            .put("AlarmName", alarm.name())
            .put("AlarmDescription", alarm.description())
            .put("EvaluationPeriods", alarm.evaluationPeriods())
            .put("DatapointsToAlarm", alarm.datapointsToAlarm())
            .put("Threshold", alarm.threshold())
            .put("ComparisonOperator", alarm.comparison())
            .put("TreatMissingData", alarm.treatMissingData());
    Inputs.texts(input, "AlarmActions", alarm.alarmActions());
    Inputs.texts(input, "OKActions", alarm.okActions());
    switch (alarm.watched()) {
      case Alarm.Statistic statistic -> {
        metric(input, statistic).put("Period", statistic.periodSeconds());
        input.put(statistic.extended() ? "ExtendedStatistic" : "Statistic", statistic.stat());
      }
      case Alarm.Expression expression -> {
        var metrics = input.putArray("Metrics");
        expression.queries().forEach(each -> query(metrics.addObject(), each));
      }
    }
    return input;
  }

  private static void query(ObjectNode into, Alarm.Query query) {
    into.put("Id", query.id()).put("ReturnData", query.returned());
    if (query.expression() != null) {
      into.put("Expression", query.expression());
    }
    if (query.label() != null) {
      into.put("Label", query.label());
    }
    var statistic = query.statistic();
    if (statistic != null) {
      var stat = into.putObject("MetricStat");
      stat.put("Period", statistic.periodSeconds()).put("Stat", statistic.stat());
      metric(stat.putObject("Metric"), statistic);
    }
  }

  private static ObjectNode metric(ObjectNode into, Alarm.Statistic statistic) {
    into.put("Namespace", statistic.namespace()).put("MetricName", statistic.metric());
    Inputs.tags(into, "Dimensions", "Name", "Value", statistic.dimensions());
    return into;
  }

  /** In normal form. */
  static Alarm observed(String prefix, JsonNode alarm) {
    int periods = alarm.path("EvaluationPeriods").intValue();
    return new Alarm(
        prefix,
        Outputs.text(alarm, "AlarmName"),
        Outputs.text(alarm, "AlarmDescription"),
        watched(alarm),
        periods,
        alarm.path("DatapointsToAlarm").asInt(periods),
        alarm.path("Threshold").asDouble(Double.NaN),
        Outputs.text(alarm, "ComparisonOperator"),
        alarm.path("TreatMissingData").asText(Alarm.MISSING),
        new TreeSet<>(Outputs.texts(alarm.path("AlarmActions"))),
        new TreeSet<>(Outputs.texts(alarm.path("OKActions"))));
  }

  private static Alarm.Watched watched(JsonNode alarm) {
    return !alarm.path("Metrics").isEmpty()
        ? new Alarm.Expression(alarm.path("Metrics").valueStream().map(AlarmJson::query).toList())
        : statistic(
            alarm,
            alarm.path("Statistic").asText(Outputs.text(alarm, "ExtendedStatistic")),
            alarm.path("Period").intValue());
  }

  private static Alarm.Query query(JsonNode query) {
    return new Alarm.Query(
        Outputs.text(query, "Id"),
        statistic(query.path("MetricStat")),
        query.path("Expression").textValue(),
        query.path("Label").textValue(),
        query.path("ReturnData").asBoolean(true));
  }

  private static Alarm.@Nullable Statistic statistic(JsonNode stat) {
    return stat.isObject()
        ? statistic(stat.path("Metric"), Outputs.text(stat, "Stat"), stat.path("Period").intValue())
        : null;
  }

  private static Alarm.Statistic statistic(JsonNode metric, String stat, int period) {
    Map<String, String> dimensions = Outputs.tags(metric.path("Dimensions"), "Name", "Value");
    return new Alarm.Statistic(
        Outputs.text(metric, "Namespace"),
        Outputs.text(metric, "MetricName"),
        dimensions,
        stat,
        period);
  }
}
