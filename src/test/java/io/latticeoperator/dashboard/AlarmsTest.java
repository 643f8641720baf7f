package io.latticeoperator.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.dashboard.OperatorMetrics.Metric;
import io.latticeoperator.dashboard.Subject.Offered;
import io.latticeoperator.model.Alarm;
import io.latticeoperator.model.Alarm.Expression;
import io.latticeoperator.model.Alarm.Query;
import io.latticeoperator.model.Alarm.Statistic;
import io.latticeoperator.model.Owner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AlarmsTest {
  private static final String TOPIC = "arn:aws:sns:eu-central-1:111122223333:oncall";

  private final Shop shop = new Shop();

  private static List<Alarm> alarms(Subject subject) {
    return Alarms.of(subject, List.of(TOPIC), 5, 60);
  }

  private void put() {
    alarms(shop.network())
        .forEach(alarm -> shop.cloudWatch.ok("PutMetricAlarm", "%s", json(alarm)));
  }

  private String state(String suffix) {
    return described(suffix).get("StateValue").asText();
  }

  private JsonNode described(String suffix) {
    var name = shop.network().derivedName() + "-" + suffix;
    return shop.cloudWatch
        .ok("DescribeAlarms", "{'AlarmNames':['%s']}", name)
        .at("/MetricAlarms/0");
  }

  private void beat() {
    shop.put(Metric.HEARTBEAT, OperatorMetrics.cluster(Shop.CLUSTER.name()), 1);
  }

  private void targets(int desired, int healthy) {
    var dimensions = OperatorMetrics.network(Shop.CLUSTER.name(), "shop");
    shop.put(Metric.DESIRED_TARGETS, dimensions, desired);
    shop.put(Metric.HEALTHY_TARGETS, dimensions, healthy);
  }

  private void minutes(int count, Runnable each) {
    for (int minute = 0; minute < count; minute++) {
      each.run();
      shop.time.advance(Duration.ofMinutes(1));
    }
  }

  @Test
  void aNetworkHasOneForEachServiceAndThreeForItself() {
    var prefix = shop.network().derivedName();
    assertEquals(
        List.of(
            "errors-shop.cart",
            "errors-shop.catalog",
            "errors-shop.checkout",
            "no-healthy-target",
            "registration-lag",
            "operator-silent"),
        alarms(shop.network()).stream().map(a -> a.name().substring(prefix.length() + 1)).toList());
    assertEquals(
        List.of(
            "alarm/errors",
            "alarm/no-healthy-target",
            "alarm/registration-lag",
            "alarm/operator-silent"),
        alarms(shop.export()).stream().map(a -> a.role().text()).toList());
  }

  @Test
  void withoutPublishedMetricsOnlyAnswersOfLatticeAreWatched() {
    var all = shop.export();
    var unpublished =
        new Subject(
            all.cluster(), all.owner(), all.region(), all.title(), all.services(), null, false);
    assertEquals(
        List.of("alarm/errors"), alarms(unpublished).stream().map(a -> a.role().text()).toList());
  }

  @Test
  void servicesOfALargeNetworkAreWatchedUpToABound() {
    var services =
        IntStream.range(0, 50)
            .mapToObj(
                i ->
                    new Offered(
                        Owner.export("shop", "s" + i), "svc-" + i, null, List.of("tg-" + i)))
            .toList();
    var subject =
        new Subject(Shop.CLUSTER, Shop.NETWORK, "eu-central-1", "shop", services, null, true);
    assertEquals(Alarms.MOST_SERVICES + 3, alarms(subject).size());
  }

  @Test
  void namesAreOfTheirOwnerAndFit() {
    var longest = "a".repeat(63);
    var subject =
        new Subject(
            Shop.CLUSTER,
            Owner.network(longest),
            "eu-central-1",
            longest,
            List.of(new Offered(Owner.export(longest, longest), "svc-1", null, List.of())),
            null,
            true);
    for (var alarm : alarms(subject)) {
      assertTrue(alarm.name().length() <= 255, alarm.name());
      assertTrue(alarm.description().length() <= 1024, alarm.description());
      assertTrue(alarm.name().startsWith(subject.derivedName()), alarm.name());
      assertTrue(alarm.role().text().length() <= 256, alarm.name());
    }
  }

  @Test
  void cloudWatchTellsOfThemAsTheyWerePut() {
    put();
    for (var alarm : alarms(shop.network())) {
      var described =
          shop.cloudWatch
              .ok("DescribeAlarms", "{'AlarmNames':['%s']}", alarm.name())
              .at("/MetricAlarms/0");
      assertTrue(alarm.satisfiedBy(read(alarm.prefix(), described)), described.toString());
    }
  }

  @Test
  void anotherThresholdOrActionIsADifference() {
    var wanted = alarms(shop.network()).getFirst();
    var other = Alarms.of(shop.network(), List.of(TOPIC), 6, 60).getFirst();
    var silent = Alarms.of(shop.network(), List.of(), 5, 60).getFirst();
    assertFalse(wanted.satisfiedBy(other));
    assertFalse(wanted.satisfiedBy(silent));
    assertTrue(wanted.satisfiedBy(alarms(shop.network()).getFirst()));
  }

  @Test
  void answersOf5xxAreAnAlarmAndNoTrafficIsNone() {
    put();
    minutes(6, () -> {});
    assertEquals("OK", state("errors-shop.checkout"), "no traffic");
    minutes(
        6,
        () -> {
          for (int i = 0; i < 19; i++) {
            shop.request("checkout", 200);
          }
          shop.request("checkout", 500);
        });
    assertEquals("OK", state("errors-shop.checkout"), "5 % is not above 5 %");
    minutes(
        6,
        () -> {
          for (int i = 0; i < 9; i++) {
            shop.request("checkout", 200);
          }
          shop.request("checkout", 503);
        });
    assertEquals("ALARM", state("errors-shop.checkout"), "10 %");
    assertEquals("OK", state("errors-shop.cart"), "another service");
    minutes(8, () -> {});
    assertEquals("OK", state("errors-shop.checkout"), "no traffic again");
  }

  @Test
  void noHealthyTargetIsAnAlarmOnlyWhereOneIsWanted() {
    put();
    minutes(6, () -> targets(3, 1));
    assertEquals("OK", state("no-healthy-target"), "one is healthy");
    minutes(6, () -> targets(3, 0));
    assertEquals("ALARM", state("no-healthy-target"), "none is healthy");
    minutes(6, () -> targets(0, 0));
    assertEquals("OK", state("no-healthy-target"), "none is wanted");
    minutes(6, () -> targets(3, 0));
    assertEquals("ALARM", state("no-healthy-target"));
    minutes(8, () -> {});
    assertEquals("OK", state("no-healthy-target"), "another alarm tells of an operator that died");
  }

  @Test
  void aLongRegistrationIsAnAlarmForAWhile() {
    var network = OperatorMetrics.network(Shop.CLUSTER.name(), "shop");
    put();
    minutes(6, () -> shop.put(Metric.REGISTRATION_LAG, network, 60));
    assertEquals("OK", state("registration-lag"), "60 s is not above 60 s");
    minutes(1, () -> shop.put(Metric.REGISTRATION_LAG, network, 61));
    minutes(1, () -> {});
    assertEquals("ALARM", state("registration-lag"));
    minutes(8, () -> {});
    assertEquals("OK", state("registration-lag"));
  }

  @Test
  void anOperatorThatFallsSilentIsAnAlarm() {
    put();
    minutes(8, this::beat);
    assertEquals("OK", state("operator-silent"));
    minutes(3, () -> {});
    assertEquals("OK", state("operator-silent"), "a change of leader is no alarm");
    minutes(6, () -> {});
    assertEquals("ALARM", state("operator-silent"));
    minutes(3, this::beat);
    assertEquals("OK", state("operator-silent"));
  }

  @Test
  void bothAlarmAndRecoveryAreTold() {
    put();
    assertEquals(TOPIC, described("operator-silent").at("/AlarmActions/0").asText());
    assertEquals(TOPIC, described("operator-silent").at("/OKActions/0").asText());
  }

  /** As an adapter puts it. */
  private static ObjectNode json(Alarm alarm) {
    var json = JsonNodeFactory.instance.objectNode();
    json.put("AlarmName", alarm.name()).put("AlarmDescription", alarm.description());
    switch (alarm.watched()) {
      case Statistic statistic -> {
        metric(json, statistic);
        json.put("Period", statistic.periodSeconds());
        json.put(statistic.extended() ? "ExtendedStatistic" : "Statistic", statistic.stat());
      }
      case Expression expression -> {
        var metrics = json.putArray("Metrics");
        expression.queries().forEach(query -> metrics.add(json(query)));
      }
    }
    json.put("EvaluationPeriods", alarm.evaluationPeriods());
    json.put("DatapointsToAlarm", alarm.datapointsToAlarm());
    json.put("Threshold", alarm.threshold());
    json.put("ComparisonOperator", alarm.comparison());
    json.put("TreatMissingData", alarm.treatMissingData());
    alarm.alarmActions().forEach(json.putArray("AlarmActions")::add);
    alarm.okActions().forEach(json.putArray("OKActions")::add);
    return json;
  }

  private static ObjectNode json(Query query) {
    var json = JsonNodeFactory.instance.objectNode().put("Id", query.id());
    json.put("ReturnData", query.returned());
    if (query.label() != null) {
      json.put("Label", query.label());
    }
    var statistic = query.statistic();
    if (statistic == null) {
      return json.put("Expression", query.expression());
    }
    var stat = json.putObject("MetricStat");
    stat.put("Period", statistic.periodSeconds()).put("Stat", statistic.stat());
    metric(stat.putObject("Metric"), statistic);
    return json;
  }

  private static void metric(ObjectNode json, Statistic statistic) {
    json.put("Namespace", statistic.namespace()).put("MetricName", statistic.metric());
    var dimensions = json.putArray("Dimensions");
    // in another order than ours, as AWS may answer
    new TreeMap<>(statistic.dimensions())
        .descendingMap()
        .forEach((key, value) -> dimensions.addObject().put("Name", key).put("Value", value));
  }

  /** As an adapter reads it. */
  private static Alarm read(String prefix, JsonNode json) {
    return new Alarm(
        prefix,
        json.get("AlarmName").asText(),
        json.path("AlarmDescription").asText(),
        json.has("Metrics")
            ? new Expression(queries(json.withArray("Metrics")))
            : statistic(json, json.get("Statistic").asText(), json.get("Period").asInt()),
        json.get("EvaluationPeriods").asInt(),
        json.path("DatapointsToAlarm").asInt(json.get("EvaluationPeriods").asInt()),
        json.get("Threshold").asDouble(),
        json.get("ComparisonOperator").asText(),
        json.path("TreatMissingData").asText(Alarm.MISSING),
        texts(json.get("AlarmActions")),
        texts(json.get("OKActions")));
  }

  private static List<Query> queries(ArrayNode metrics) {
    var queries = new ArrayList<Query>();
    for (var metric : metrics) {
      var stat = metric.path("MetricStat");
      queries.add(
          new Query(
              metric.get("Id").asText(),
              stat.isMissingNode()
                  ? null
                  : statistic(
                      stat.get("Metric"), stat.get("Stat").asText(), stat.get("Period").asInt()),
              metric.path("Expression").asText(null),
              metric.path("Label").asText(null),
              metric.path("ReturnData").asBoolean(true)));
    }
    return queries;
  }

  private static Statistic statistic(JsonNode metric, String stat, int period) {
    Map<String, String> dimensions = new TreeMap<>();
    metric
        .get("Dimensions")
        .forEach(d -> dimensions.put(d.get("Name").asText(), d.get("Value").asText()));
    return new Statistic(
        metric.get("Namespace").asText(),
        metric.get("MetricName").asText(),
        dimensions,
        stat,
        period);
  }

  private static SortedSet<String> texts(JsonNode list) {
    var texts = new TreeSet<String>();
    list.forEach(text -> texts.add(text.asText()));
    return texts;
  }
}
