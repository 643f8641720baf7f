package io.latticeoperator.dashboard;

import io.latticeoperator.dashboard.OperatorMetrics.Metric;
import io.latticeoperator.dashboard.Subject.Offered;
import io.latticeoperator.model.Alarm;
import io.latticeoperator.model.Alarm.Expression;
import io.latticeoperator.model.Alarm.Query;
import io.latticeoperator.model.Alarm.Statistic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The alarms of a network or an export.
 *
 * <p>An alarm costs by the metrics that it looks at, and may look at 10 at most, found by a search
 * or not (CloudWatch service quotas). So the share of 5xx answers is watched service by service,
 * which also names the culprit, and of a network for {@value #MOST_SERVICES} services at most: 2
 * metrics each. The other three look at the network as a whole, together at 4 metrics.
 */
public final class Alarms {
  public static final int MOST_SERVICES = 20;

  /** Share of 5xx answers in percent; nothing where there is no request. */
  static final String ERROR_RATE = "100*failed/requests";

  /** Share of wanted targets that are not healthy in percent; nothing where none is wanted. */
  private static final String UNHEALTHY = "100*(desired-healthy)/desired";

  private static final int MINUTE = 60;
  private static final int WINDOW = 5;
  private static final String NOT_BREACHING = "notBreaching";
  private static final String BREACHING = "breaching";
  private static final String GREATER = "GreaterThanThreshold";

  private final Subject subject;
  private final List<String> topics;

  private Alarms(Subject subject, List<String> topics) {
    this.subject = subject;
    this.topics = topics;
  }

  /**
   * All of them; those on the operator's own metrics only if these are published.
   *
   * @param topics ARNs of SNS topics that are told of ALARM and of OK; at most 5
   * @param errorPercent share of 5xx answers that is too much, above 0 and at most 100
   * @param lagSeconds registration lag that is too long, at least 1
   */
  public static List<Alarm> of(
      Subject subject, List<String> topics, double errorPercent, int lagSeconds) {
    var alarms = new Alarms(subject, topics);
    var all = new ArrayList<Alarm>();
    subject.services().stream()
        .limit(MOST_SERVICES)
        .forEach(service -> all.add(alarms.errors(service, errorPercent)));
    if (subject.published()) {
      all.add(alarms.noHealthyTarget());
      all.add(alarms.lag(lagSeconds));
      all.add(alarms.silent());
    }
    return List.copyOf(all);
  }

  /** Three of five minutes above the limit; no traffic is no error. */
  private Alarm errors(Offered service, double percent) {
    var dimensions = Map.of(LatticeMetrics.SERVICE, service.serviceId());
    return alarm(
        subject.ofNetwork()
            ? "errors-" + service.export().namespace() + "." + service.export().name()
            : "errors",
        "More than %s %% of the answers of %s are 5xx. See its pods, then HTTPCode_VpcLattice_*."
            .formatted(plain(percent), service.label()),
        math(
            Query.watched("rate", ERROR_RATE, "5xx of all (%)"),
            Query.of("failed", lattice(LatticeMetrics.ANSWERS_5XX, dimensions)),
            Query.of("requests", lattice(LatticeMetrics.REQUESTS, dimensions))),
        3,
        percent,
        GREATER,
        NOT_BREACHING);
  }

  /** Three of five minutes; scaled to zero is no alarm, nor is an operator that says nothing. */
  private Alarm noHealthyTarget() {
    return alarm(
        "no-healthy-target",
        "Targets are wanted for %s, and none is healthy.".formatted(subject.owner()),
        math(
            Query.watched("unhealthy", UNHEALTHY, "not healthy of all wanted (%)"),
            Query.of("desired", own(Metric.DESIRED_TARGETS, subject.dimensions(), "Maximum")),
            Query.of("healthy", own(Metric.HEALTHY_TARGETS, subject.dimensions(), "Maximum"))),
        3,
        100,
        "GreaterThanOrEqualToThreshold",
        NOT_BREACHING);
  }

  /** One of five minutes, so that it does not come and go with each slow registration. */
  private Alarm lag(int seconds) {
    return alarm(
        "registration-lag",
        "It took more than %d s to register a target of %s.".formatted(seconds, subject.owner()),
        own(Metric.REGISTRATION_LAG, subject.dimensions(), "Maximum"),
        1,
        seconds,
        GREATER,
        NOT_BREACHING);
  }

  /** All of five minutes, which is longer than a change of leader or a new version takes. */
  private Alarm silent() {
    return alarm(
        "operator-silent",
        "The lattice-operator of cluster %s does not report: changes of pods do not reach Lattice."
            .formatted(subject.cluster().name()),
        own(Metric.HEARTBEAT, OperatorMetrics.cluster(subject.cluster().name()), "Sum"),
        WINDOW,
        1,
        "LessThanThreshold",
        BREACHING);
  }

  private Alarm alarm(
      String suffix,
      String description,
      Alarm.Watched watched,
      int toAlarm,
      double threshold,
      String comparison,
      String missing) {
    var prefix = subject.derivedName();
    return new Alarm(
        prefix,
        prefix + "-" + suffix,
        description,
        watched,
        WINDOW,
        toAlarm,
        threshold,
        comparison,
        missing,
        topics);
  }

  private static Expression math(Query... queries) {
    return new Expression(List.of(queries));
  }

  private static Statistic lattice(String metric, Map<String, String> dimensions) {
    return new Statistic(LatticeMetrics.NAMESPACE, metric, dimensions, "Sum", MINUTE);
  }

  private static Statistic own(Metric metric, Map<String, String> dimensions, String stat) {
    return new Statistic(OperatorMetrics.NAMESPACE, metric.text(), dimensions, stat, MINUTE);
  }

  private static String plain(double number) {
    return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
  }
}
