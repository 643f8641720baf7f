package io.latticeoperator.cloud.aws;

import static java.util.Objects.requireNonNullElse;

import io.latticeoperator.model.Alarm;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.Metric;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricAlarmRequest;

/** Alarms in the words of CloudWatch, and back. */
final class AlarmShapes {
  private AlarmShapes() {}

  /** Without tags. */
  static PutMetricAlarmRequest.Builder put(Alarm alarm) {
    var request =
        PutMetricAlarmRequest.builder()
            .alarmName(alarm.name())
            .alarmDescription(alarm.description())
            .evaluationPeriods(alarm.evaluationPeriods())
            .datapointsToAlarm(alarm.datapointsToAlarm())
            .threshold(alarm.threshold())
            .comparisonOperator(alarm.comparison())
            .treatMissingData(alarm.treatMissingData())
            .alarmActions(alarm.alarmActions())
            .okActions(alarm.okActions());
    return switch (alarm.watched()) {
      case Alarm.Statistic statistic -> {
        request
            .namespace(statistic.namespace())
            .metricName(statistic.metric())
            .dimensions(dimensions(statistic.dimensions()))
            .period(statistic.periodSeconds());
        yield statistic.extended()
            ? request.extendedStatistic(statistic.stat())
            : request.statistic(statistic.stat());
      }
      case Alarm.Expression expression ->
          request.metrics(expression.queries().stream().map(AlarmShapes::query).toList());
    };
  }

  private static MetricDataQuery query(Alarm.Query query) {
    var built =
        MetricDataQuery.builder()
            .id(query.id())
            .expression(query.expression())
            .label(query.label())
            .returnData(query.returned());
    var statistic = query.statistic();
    if (statistic != null) {
      built.metricStat(
          stat ->
              stat.period(statistic.periodSeconds())
                  .stat(statistic.stat())
                  .metric(
                      metric ->
                          metric
                              .namespace(statistic.namespace())
                              .metricName(statistic.metric())
                              .dimensions(dimensions(statistic.dimensions()))));
    }
    return built.build();
  }

  private static List<Dimension> dimensions(Map<String, String> dimensions) {
    return dimensions.entrySet().stream()
        .map(each -> Dimension.builder().name(each.getKey()).value(each.getValue()).build())
        .toList();
  }

  /** In normal form; what a metric alarm of another sort has besides is left out. */
  static Alarm observed(String prefix, MetricAlarm alarm) {
    return new Alarm(
        prefix,
        alarm.alarmName(),
        requireNonNullElse(alarm.alarmDescription(), ""),
        watched(alarm),
        alarm.evaluationPeriods(),
        requireNonNullElse(alarm.datapointsToAlarm(), alarm.evaluationPeriods()),
        requireNonNullElse(alarm.threshold(), Double.NaN),
        alarm.comparisonOperatorAsString(),
        requireNonNullElse(alarm.treatMissingData(), Alarm.MISSING),
        new TreeSet<>(alarm.alarmActions()),
        new TreeSet<>(alarm.okActions()));
  }

  private static Alarm.Watched watched(MetricAlarm alarm) {
    if (!alarm.metrics().isEmpty()) {
      return new Alarm.Expression(alarm.metrics().stream().map(AlarmShapes::query).toList());
    }
    return new Alarm.Statistic(
        alarm.namespace(),
        alarm.metricName(),
        dimensions(alarm.dimensions()),
        requireNonNullElse(alarm.statisticAsString(), alarm.extendedStatistic()),
        alarm.period());
  }

  private static Alarm.Query query(MetricDataQuery query) {
    return new Alarm.Query(
        query.id(),
        statistic(query),
        query.expression(),
        query.label(),
        requireNonNullElse(query.returnData(), true));
  }

  private static Alarm.@Nullable Statistic statistic(MetricDataQuery query) {
    var stat = query.metricStat();
    if (stat == null) {
      return null;
    }
    Metric metric = stat.metric();
    return new Alarm.Statistic(
        metric.namespace(),
        metric.metricName(),
        dimensions(metric.dimensions()),
        stat.stat(),
        stat.period());
  }

  private static SortedMap<String, String> dimensions(List<Dimension> dimensions) {
    return dimensions.stream()
        .collect(
            Collectors.toMap(
                Dimension::name, Dimension::value, (one, other) -> other, TreeMap::new));
  }
}
