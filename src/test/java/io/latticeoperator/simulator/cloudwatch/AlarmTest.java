package io.latticeoperator.simulator.cloudwatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.latticeoperator.simulator.aws.Environment;
import io.latticeoperator.simulator.aws.World;
import io.latticeoperator.simulator.contract.JsonClient;
import io.latticeoperator.time.VirtualTimeline;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AlarmTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final VirtualTimeline time = new VirtualTimeline(START);
  private final CloudWatch service =
      new CloudWatch(Environment.of(time, World.of(), "111122223333", 1), Duration.ofMinutes(1));
  private final JsonClient client = JsonClient.cloudWatch(service);

  private void alarm(int periods, int toAlarm, String missing) {
    alarm("a", periods, toAlarm, missing);
  }

  private void alarm(String name, int periods, int toAlarm, String missing) {
    client.ok(
        "PutMetricAlarm",
        "{'AlarmName':'%s','Namespace':'Shop','MetricName':'Errors','Statistic':'Sum','Period':60,"
            + "'EvaluationPeriods':%d,'DatapointsToAlarm':%d,'Threshold':5,'TreatMissingData':'%s',"
            + "'ComparisonOperator':'GreaterThanThreshold'}",
        name,
        periods,
        toAlarm,
        missing);
  }

  private void put(double value) {
    client.ok(
        "PutMetricData",
        "{'Namespace':'Shop','MetricData':[{'MetricName':'Errors','Value':%s}]}",
        value);
  }

  private JsonNode described(String name) {
    return client.ok("DescribeAlarms", "{'AlarmNames':['%s']}", name).at("/MetricAlarms/0");
  }

  private String state(String name) {
    return described(name).get("StateValue").asText();
  }

  /** The tables of the user guide, "Configuring how CloudWatch alarms treat missing data". */
  @ParameterizedTest
  @CsvSource({
    "3, 0 - X - X, OK, OK, OK, OK",
    "3, - - - - 0, OK, OK, OK, OK",
    "3, - - - - -, INSUFFICIENT_DATA, INSUFFICIENT_DATA, ALARM, OK",
    "3, 0 X X - X, ALARM, ALARM, ALARM, ALARM",
    "3, - - X - -, ALARM, INSUFFICIENT_DATA, ALARM, OK",
    "2, 0 - X - X, ALARM, ALARM, ALARM, ALARM",
    "2, 0 0 X 0 X, ALARM, ALARM, ALARM, ALARM",
    "2, 0 - X - -, OK, OK, ALARM, OK",
    "2, - - - - 0, OK, OK, ALARM, OK",
    "2, - - - X -, ALARM, INSUFFICIENT_DATA, ALARM, OK",
  })
  void missingPointsCountAsTheAlarmSays(
      int toAlarm, String points, String missing, String ignore, String breaching, String not) {
    var all = points.split(" ");
    for (int minute = 0; minute < all.length; minute++) {
      if (!all[minute].equals("-")) {
        put(all[minute].equals("X") ? 9 : 1);
      }
      time.advance(Duration.ofSeconds(minute == all.length - 1 ? 59 : 60));
    }
    var expected =
        Map.of("missing", missing, "ignore", ignore, "breaching", breaching, "notBreaching", not);
    expected.keySet().forEach(treatment -> alarm(treatment, 3, toAlarm, treatment));
    time.advance(Duration.ofSeconds(1));
    expected.forEach((treatment, state) -> assertEquals(state, state(treatment), treatment));
  }

  @Test
  void anAlarmGoesOffAndComesBackAtTheTimesOfItsPeriods() {
    alarm(2, 2, "notBreaching");
    assertEquals("INSUFFICIENT_DATA", state("a"));
    time.advance(Duration.ofMinutes(1));
    assertEquals("OK", state("a"));
    assertEquals(Optional.of("OK"), service.alarmState("111122223333", "eu-central-1", "a"));
    assertEquals(Optional.empty(), service.alarmState("111122223333", "eu-west-1", "a"));
    put(9);
    time.advance(Duration.ofMinutes(1));
    assertEquals("OK", state("a"));
    put(9);
    time.advance(Duration.ofMinutes(1));
    assertEquals("ALARM", state("a"));
    var alarm = described("a");
    assertEquals(
        START.plusSeconds(180).getEpochSecond(), alarm.get("StateUpdatedTimestamp").asLong());
    assertTrue(alarm.get("StateReason").asText().startsWith("Threshold Crossed: 2 datapoints"));
    time.advance(Duration.ofHours(1));
    assertEquals("OK", state("a"));
    assertEquals(
        START.plusSeconds(360).getEpochSecond(),
        described("a").get("StateTransitionedTimestamp").asLong());
  }

  @Test
  void whatIsSavedIsThereAgainAfterARestart() {
    alarm(2, 1, "breaching");
    client.ok(
        "PutDashboard",
        "{'DashboardName':'d','DashboardBody':'{\\'widgets\\':[]}',"
            + "'Tags':[{'Key':'team','Value':'a'}]}");
    time.advance(Duration.ofMinutes(1));
    assertEquals("ALARM", state("a"));
    var restarted =
        new CloudWatch(Environment.of(time, World.of(), "111122223333", 1), Duration.ofMinutes(1));
    restarted.restore(service.save());
    assertEquals(service.save(), restarted.save());
    var again = JsonClient.cloudWatch(restarted);
    assertEquals(client.ok("DescribeAlarms", "{}"), again.ok("DescribeAlarms", "{}"));
    assertEquals(client.ok("ListDashboards", "{}"), again.ok("ListDashboards", "{}"));
  }

  @Test
  void aStateThatWasSetLastsUntilTheNextLook() {
    alarm(1, 1, "notBreaching");
    client.ok("SetAlarmState", "{'AlarmName':'a','StateValue':'ALARM','StateReason':'drill'}");
    time.advance(Duration.ofSeconds(59));
    assertEquals("ALARM", state("a"));
    time.advance(Duration.ofSeconds(1));
    assertEquals("OK", state("a"));
  }

  @Test
  void anAlarmOfMetricMathWatchesTheQueryThatIsReturned() {
    client.ok(
        "PutMetricAlarm",
        "{'AlarmName':'a','EvaluationPeriods':1,'Threshold':50,"
            + "'ComparisonOperator':'GreaterThanOrEqualToThreshold','Metrics':["
            + "{'Id':'e','ReturnData':false,'MetricStat':{'Metric':{'Namespace':'Shop',"
            + "'MetricName':'Errors'},'Period':60,'Stat':'Sum'}},"
            + "{'Id':'n','ReturnData':false,'MetricStat':{'Metric':{'Namespace':'Shop',"
            + "'MetricName':'Errors'},'Period':60,'Stat':'SampleCount'}},"
            + "{'Id':'rate','Expression':'100*e/n'}]}");
    put(0);
    put(1);
    time.advance(Duration.ofMinutes(1));
    assertEquals("ALARM", state("a"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'Period':45",
        "'EvaluationPeriods':2000",
        "'DatapointsToAlarm':4",
        "'Statistic':'Mean'",
        "'Statistic':null",
        "'ExtendedStatistic':'p99'",
        "'TreatMissingData':'maybe'",
        "'ComparisonOperator':'Near'",
        "'AlarmActions':['pager']",
        "'Threshold':null",
        "'Namespace':':x'",
        "'Dimensions':[{'Name':'a'}]",
      })
  void whatNoAlarmCanBeIsAValidationError(String member) {
    var valid =
        "'AlarmName':'a','Namespace':'Shop','MetricName':'Errors','Statistic':'Sum','Period':60,"
            + "'EvaluationPeriods':3,'Threshold':5,'ComparisonOperator':'LessThanThreshold'";
    client.ok("PutMetricAlarm", "{" + valid + "}");
    assertEquals(
        "ValidationError", client.refused("PutMetricAlarm", "{" + valid + "," + member + "}"));
  }

  @Test
  void alarmsComeInPagesThatSurviveChanges() {
    for (var name : new String[] {"a", "b", "c"}) {
      client.ok(
          "PutMetricAlarm",
          "{'AlarmName':'%s','Namespace':'Shop','MetricName':'Errors','Statistic':'Sum',"
              + "'Period':60,'EvaluationPeriods':3,'Threshold':5,"
              + "'ComparisonOperator':'LessThanThreshold'}",
          name);
    }
    var first = client.ok("DescribeAlarms", "{'MaxRecords':1}");
    client.ok("DeleteAlarms", "{'AlarmNames':['a','b']}");
    var second =
        client.ok(
            "DescribeAlarms", "{'MaxRecords':1,'NextToken':'%s'}", first.get("NextToken").asText());
    assertEquals("c", second.at("/MetricAlarms/0/AlarmName").asText());
    assertEquals("InvalidNextToken", client.refused("DescribeAlarms", "{'NextToken':'x'}"));
    assertEquals("ResourceNotFound", client.refused("DeleteAlarms", "{'AlarmNames':['none']}"));
  }
}
