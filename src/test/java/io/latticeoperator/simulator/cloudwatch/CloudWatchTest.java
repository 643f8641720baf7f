package io.latticeoperator.simulator.cloudwatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.latticeoperator.simulator.aws.Caller;
import io.latticeoperator.simulator.aws.Environment;
import io.latticeoperator.simulator.aws.HttpCall;
import io.latticeoperator.simulator.aws.Reply;
import io.latticeoperator.simulator.aws.World;
import io.latticeoperator.simulator.contract.JsonClient;
import io.latticeoperator.time.VirtualTimeline;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CloudWatchTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final VirtualTimeline time = new VirtualTimeline(START);
  private final List<String> asked = new ArrayList<>();
  private final Environment environment =
      Environment.of(time, World.of(), "111122223333", 1)
          .authorizedBy(
              (caller, access) -> {
                asked.add(access.action() + " " + access.resource() + " " + access.keys());
                return caller.accessKey().equals("AKIADENIED")
                    ? Optional.of("not authorized to perform " + access.action())
                    : Optional.empty();
              });
  private final CloudWatch service = new CloudWatch(environment, Duration.ofMinutes(1));
  private final JsonClient client = JsonClient.cloudWatch(service);

  private String data(String datum) {
    return "{'Namespace':'Shop','MetricData':[%s]}".formatted(datum);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'Value':1}                                          | MissingRequiredParameterException",
        "{'MetricName':'x'}                                   | MissingRequiredParameterException",
        "{'MetricName':'x','Value':'1'}                       | SerializationException",
        "{'MetricName':'x','Value':1e200}                     | InvalidParameterValueException",
        "{'MetricName':'x','Value':1,'Unit':'Feet'}           | InvalidParameterValueException",
        "{'MetricName':'x','Value':1,'StorageResolution':5}   | InvalidParameterValueException",
        "{'MetricName':'x','Values':[1,2],'Counts':[1]}       | InvalidParameterValueException",
        "{'MetricName':'x','Value':1,'Values':[1]}            | InvalidParameterCombinationException",
        "{'MetricName':'x','Value':1,'Timestamp':1}           | InvalidParameterValueException",
        "{'MetricName':'x','Value':1,'Dimensions':[{'Name':'a','Value':''}]} | InvalidParameterValueException",
      })
  void aDatumThatIsNoneIsRefused(String datum, String error) {
    assertEquals(error, client.refused("PutMetricData", data(datum)));
    assertEquals(0, client.ok("ListMetrics", "{}").get("Metrics").size());
  }

  @Test
  void limitsHoldExactly() {
    var datum = "{'MetricName':'x','Value':1}";
    client.ok("PutMetricData", data(String.join(",", Collections.nCopies(1000, datum))));
    assertEquals(
        "InvalidParameterValueException",
        client.refused("PutMetricData", data(String.join(",", Collections.nCopies(1001, datum)))));
    var dimensions = new ArrayList<String>();
    for (int index = 0; index < 30; index++) {
      dimensions.add("{'Name':'d%d','Value':'v'}".formatted(index));
    }
    var wide = "{'MetricName':'y','Value':1,'Dimensions':[%s]}";
    client.ok("PutMetricData", data(wide.formatted(String.join(",", dimensions))));
    dimensions.add("{'Name':'d30','Value':'v'}");
    assertEquals(
        "InvalidParameterValueException",
        client.refused("PutMetricData", data(wide.formatted(String.join(",", dimensions)))));
  }

  @Test
  void namespacesOfAwsAreReservedToAws() {
    assertEquals(
        "InvalidParameterValueException",
        client.refused(
            "PutMetricData",
            "{'Namespace':'AWS/VpcLattice','MetricData':[{'MetricName':'x','Value':1}]}"));
  }

  @Test
  void percentilesAreOfTheMeasurementsOfThePeriod() {
    for (int value = 1; value <= 100; value++) {
      client.ok("PutMetricData", data("{'MetricName':'x','Value':%d}".formatted(value)));
    }
    var points =
        client
            .ok(
                "GetMetricStatistics",
                "{'Namespace':'Shop','MetricName':'x','StartTime':%d,'EndTime':%d,'Period':60,"
                    + "'ExtendedStatistics':['p50','p99.5']}",
                START.getEpochSecond(),
                START.getEpochSecond() + 60)
            .get("Datapoints");
    assertEquals(50, points.at("/0/ExtendedStatistics/p50").asDouble());
    assertEquals(100, points.at("/0/ExtendedStatistics/p99.5").asDouble());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "m/2            | [1.0,2.0]",
        "m + 2 * m ^ 2  | [10.0,36.0]",
        "-(m - 1)       | [-1.0,-3.0]",
        "SUM(METRICS()) | [2.0,4.0]",
        "SUM(m)         | [6.0,6.0]",
        "m/(m-2)        | [2.0]",
        "FILL(gap, 7)   | [7.0,7.0]",
      })
  void metricMathIsCalculated(String expression, String values) {
    client.ok("PutMetricData", data("{'MetricName':'x','Value':2}"));
    time.advance(Duration.ofMinutes(1));
    client.ok("PutMetricData", data("{'MetricName':'x','Value':4}"));
    var stat =
        "'ReturnData':false,'MetricStat':{'Metric':{'Namespace':'Shop','MetricName':'%s'},"
            + "'Period':60,'Stat':'Sum'}";
    var results =
        client
            .ok(
                "GetMetricData",
                "{'ScanBy':'TimestampAscending','StartTime':%d,'EndTime':%d,'MetricDataQueries':["
                    + "{'Id':'m',%s},{'Id':'gap',%s},{'Id':'r','Expression':'%s'}]}",
                START.getEpochSecond(),
                START.getEpochSecond() + 3600,
                stat.formatted("x"),
                stat.formatted("none"),
                expression)
            .get("MetricDataResults");
    assertEquals(1, results.size());
    assertEquals(values, results.at("/0/Values").toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"r", "m +", "NOPE(m)", "unknown", "(m", "METRICS()", "m m", "FILL(1,2)"})
  void metricMathThatCannotBeUnderstoodIsAValidationError(String expression) {
    assertEquals(
        "ValidationError",
        client.refused(
            "GetMetricData",
            "{'StartTime':0,'EndTime':60,'MetricDataQueries':[{'Id':'m','MetricStat':{'Metric':"
                + "{'Namespace':'Shop','MetricName':'x'},'Period':60,'Stat':'Sum'}},"
                + "{'Id':'r','Expression':'%s'}]}",
            expression));
  }

  @Test
  void metricDataComesInPagesOfPoints() {
    for (int minute = 0; minute < 5; minute++) {
      client.ok("PutMetricData", data("{'MetricName':'x','Value':%d}".formatted(minute)));
      time.advance(Duration.ofMinutes(1));
    }
    var query =
        "'MaxDatapoints':3,'ScanBy':'TimestampAscending','StartTime':%d,'EndTime':%d,"
                .formatted(START.getEpochSecond(), START.getEpochSecond() + 3600)
            + "'MetricDataQueries':[{'Id':'m','MetricStat':{'Metric':{'Namespace':'Shop',"
            + "'MetricName':'x'},'Period':60,'Stat':'Sum'}}]";
    var first = client.ok("GetMetricData", "{" + query + "}");
    assertEquals("[0.0,1.0,2.0]", first.at("/MetricDataResults/0/Values").toString());
    assertEquals("PartialData", first.at("/MetricDataResults/0/StatusCode").asText());
    var second =
        client.ok(
            "GetMetricData", "{" + query + ",'NextToken':'%s'}", first.get("NextToken").asText());
    assertEquals("[3.0,4.0]", second.at("/MetricDataResults/0/Values").toString());
    assertTrue(second.path("NextToken").isMissingNode());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[]                                            | (root)",
        "{}                                            | (root)",
        "{'widgets':{}}                                | /widgets",
        "{'widgets':[1]}                               | /widgets/0",
        "{'widgets':[{'type':'text','x':24,'properties':{'markdown':'x'}}]} | /widgets/0/x",
        "{'widgets':[{'type':'text','properties':{}}]} | /widgets/0/properties",
        "{'widgets':[{'type':'metric','properties':{'metrics':[['AWS/VpcLattice']],'region':'a'}}]} | /widgets/0/properties/metrics/0",
        "{'widgets':[{'type':'metric','properties':{'metrics':[['a','b','c']],'region':'a'}}]} | /widgets/0/properties/metrics/0",
        "{'widgets':[{'type':'metric','properties':{'metrics':[['a','b']],'region':'a','period':7}}]} | /widgets/0/properties/period",
        "{'widgets':[{'type':'metric','properties':{'metrics':[['.','b']],'region':'a'}}]} | /widgets/0/properties/metrics/0/0",
      })
  void aMistakeInADashboardIsFound(String body, String path) {
    var findings = DashboardBody.check(body.replace('\'', '"'));
    assertEquals(
        path.replace("(root)", ""), findings.errors().getFirst().dataPath(), findings.toString());
  }

  @Test
  void aDashboardOfAllKindsOfWidgetsIsAccepted() {
    var findings =
        DashboardBody.check(
            """
            {"start":"-PT3H","widgets":[
             {"type":"metric","x":0,"y":0,"width":24,"height":6,"properties":{"region":"eu-central-1",
              "title":"requests","view":"timeSeries","stacked":false,"stat":"p99","period":60,
              "metrics":[["AWS/VpcLattice","TotalRequestCount","Service","svc-1",{"id":"m1"}],
               [".","HTTPCode_5XX_Count",".","."],["...","svc-2"],
               [{"expression":"100*m1","label":"x","id":"e1"}]]}},
             {"type":"text","properties":{"markdown":"# Shop"}},
             {"type":"log","properties":{"query":"fields @message","region":"eu-central-1"}},
             {"type":"alarm","properties":{"alarms":["arn:aws:cloudwatch:x"]}},
             {"type":"metric","properties":{"annotations":{"alarms":["arn:aws:cloudwatch:x"]}}}]}
            """);
    assertEquals(List.of(), findings.errors());
    assertEquals(List.of(), findings.warnings());
  }

  @Test
  void eachCallAsksForPermissionAndIsWrittenDown() {
    client.ok("PutMetricData", data("{'MetricName':'x','Value':1}"));
    assertEquals("cloudwatch:PutMetricData * {cloudwatch:namespace=[Shop]}", asked.getLast());
    var denied = new Caller("111122223333", "eu-central-1", "AKIADENIED");
    var other = new JsonClient(service, "GraniteServiceVersion20100801", denied);
    assertEquals(
        "AccessDeniedException",
        other.refused("PutDashboard", "{'DashboardName':'a','DashboardBody':'{}'}"));
    assertEquals(
        "cloudwatch:PutDashboard arn:aws:cloudwatch::111122223333:dashboard/a {}", asked.getLast());
    var entries = environment.journal().since(1);
    assertEquals("OK", entries.getFirst().result());
    assertEquals("AccessDeniedException", entries.getLast().result());
    assertEquals("monitoring", entries.getLast().service());
  }

  @Test
  void accountsAndRegionsAreApart() {
    client.ok("PutMetricData", data("{'MetricName':'x','Value':1}"));
    for (var caller :
        List.of(
            new Caller("444455556666", "eu-central-1", "a"),
            new Caller("111122223333", "eu-west-1", "a"))) {
      var other = new JsonClient(service, "GraniteServiceVersion20100801", caller);
      assertEquals(0, other.ok("ListMetrics", "{}").get("Metrics").size());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "x-amz-target    | GraniteServiceVersion20100801.PutMetricData | {'a':  | 400",
        "x-amz-target    | GraniteServiceVersion20100801.PutMetricData | []     | 400",
        "x-amz-target    | GraniteServiceVersion20100801.Fly           | {}     | 400",
        "x-amz-target    | Else.PutMetricData                          | {}     | 400",
        "smithy-protocol | rpc-v2-cbor                                 | hello  | 400",
        "content-type    | x | Action=PutMetricData&Version=2010-08-01&Namespace=%ZZ | 400",
        "content-type    | x | Action=PutMetricData&Version=2010-08-01&MetricData.member.x=1 | 400",
        "content-type    | x | Action=PutMetricData&Version=2010-08-01&MetricData.member.1.Value=a | 400",
        "content-encoding | gzip                                       | hello  | 400",
      })
  void whatIsMalformedIsRefused(String header, String value, String body, int status) {
    var replies = new ArrayList<Reply>();
    service.serve(
        new HttpCall(
            "id",
            JsonClient.CALLER,
            "POST",
            "/service/GraniteServiceVersion20100801/operation/PutMetricData",
            "",
            Map.of(),
            Map.of(header, value),
            body.getBytes(StandardCharsets.UTF_8)),
        replies::add);
    assertEquals(1, replies.size());
    assertEquals(status, ((Reply.Response) replies.getFirst()).status());
  }

  @Test
  void anEmptyListIsAParameterWithoutAValueInAForm() {
    var form =
        "Action=PutMetricAlarm&Version=2010-08-01&AlarmName=x&Namespace=Shop&MetricName=y"
            + "&Statistic=Sum&Period=60&EvaluationPeriods=1&Threshold=1&OKActions="
            + "&ComparisonOperator=GreaterThanThreshold&AlarmActions=&Dimensions=";
    var replies = new ArrayList<Reply>();
    service.serve(
        new HttpCall(
            "id",
            JsonClient.CALLER,
            "POST",
            "/",
            "",
            Map.of(),
            Map.of("content-type", "x"),
            form.getBytes(StandardCharsets.UTF_8)),
        replies::add);
    assertEquals(200, ((Reply.Response) replies.getFirst()).status());
    var alarm = client.ok("DescribeAlarms", "{}").at("/MetricAlarms/0");
    assertEquals("[]", alarm.get("OKActions").toString());
  }
}
