package io.latticeoperator.model;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A metric alarm of CloudWatch, in the normal form in which PutMetricAlarm and DescribeAlarms are
 * compared: what DescribeAlarms leaves out has its default, and order means nothing. Whether the
 * actions are enabled is left to whoever mutes an alarm.
 *
 * @param prefix what the names of all alarms of the owner begin with
 * @param name 1 to 255 characters; begins with the prefix
 * @param description at most 1,024 characters; empty for none
 * @param evaluationPeriods the newest periods that are looked at, at least 1
 * @param datapointsToAlarm how many of them have to breach; 1 to evaluationPeriods
 * @param threshold NaN in an observed one that has none
 * @param comparison as ComparisonOperator has it, such as {@code GreaterThanThreshold}
 * @param treatMissingData breaching, notBreaching, ignore, or the default missing
 * @param alarmActions ARNs, at most 5
 * @param okActions ARNs, at most 5
 */
public record Alarm(
    String prefix,
    String name,
    String description,
    Watched watched,
    int evaluationPeriods,
    int datapointsToAlarm,
    double threshold,
    String comparison,
    String treatMissingData,
    SortedSet<String> alarmActions,
    SortedSet<String> okActions)
    implements Provision {
  /** What TreatMissingData is when nobody says it. */
  public static final String MISSING = "missing";

  public Alarm {
    alarmActions = Collections.unmodifiableSortedSet(new TreeSet<>(alarmActions));
    okActions = Collections.unmodifiableSortedSet(new TreeSet<>(okActions));
  }

  /** One with the same actions for ALARM and for OK. */
  public Alarm(
      String prefix,
      String name,
      String description,
      Watched watched,
      int evaluationPeriods,
      int datapointsToAlarm,
      double threshold,
      String comparison,
      String treatMissingData,
      Collection<String> actions) {
    this(
        prefix,
        name,
        description,
        watched,
        evaluationPeriods,
        datapointsToAlarm,
        threshold,
        comparison,
        treatMissingData,
        new TreeSet<>(actions),
        new TreeSet<>(actions));
  }

  /** What is compared with the threshold: PutMetricAlarm takes the one or the other. */
  public sealed interface Watched permits Statistic, Expression {}

  /**
   * A statistic of one metric.
   *
   * @param stat a simple statistic such as {@code Sum}, or a percentile such as {@code p99}
   * @param periodSeconds 10, 20, 30 or a multiple of 60
   */
  public record Statistic(
      String namespace,
      String metric,
      SortedMap<String, String> dimensions,
      String stat,
      int periodSeconds)
      implements Watched {
    private static final Set<String> SIMPLE =
        Set.of("SampleCount", "Average", "Sum", "Minimum", "Maximum");

    public Statistic {
      dimensions = Collections.unmodifiableSortedMap(new TreeMap<>(dimensions));
    }

    public Statistic(
        String namespace,
        String metric,
        Map<String, String> dimensions,
        String stat,
        int periodSeconds) {
      this(namespace, metric, new TreeMap<>(dimensions), stat, periodSeconds);
    }

    /** Whether PutMetricAlarm takes it as ExtendedStatistic instead of Statistic. */
    public boolean extended() {
      return !SIMPLE.contains(stat);
    }
  }

  /**
   * Metric math.
   *
   * @param queries at most 10 metrics and 10 expressions; exactly one is returned
   */
  public record Expression(List<Query> queries) implements Watched {
    public Expression {
      queries = queries.stream().sorted(Comparator.comparing(Query::id)).toList();
    }
  }

  /**
   * An element of the array {@code Metrics}: a statistic or an expression.
   *
   * @param id begins with a small letter
   * @param statistic null for an expression
   * @param expression null for a statistic
   * @param label null when nobody gave one
   * @param returned whether it is the one that the alarm watches
   */
  public record Query(
      String id,
      @Nullable Statistic statistic,
      @Nullable String expression,
      @Nullable String label,
      boolean returned) {
    /** A metric that expressions refer to. */
    public static Query of(String id, Statistic statistic) {
      return new Query(id, statistic, null, null, false);
    }

    /** The expression that the alarm watches. */
    public static Query watched(String id, String expression, String label) {
      return new Query(id, null, expression, label, true);
    }
  }

  @Override
  public Role role() {
    return Role.alarm(name.startsWith(prefix + "-") ? name.substring(prefix.length() + 1) : name);
  }

  @Override
  public Lookup lookup() {
    return Lookup.of(Kind.ALARM, prefix);
  }

  @Override
  public Set<Role> needs() {
    return Set.of();
  }

  @Override
  public Kind kind() {
    return Kind.ALARM;
  }
}
