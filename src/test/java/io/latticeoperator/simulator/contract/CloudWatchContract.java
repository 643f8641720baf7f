package io.latticeoperator.simulator.contract;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.latticeoperator.aws.Aws;
import io.latticeoperator.aws.TestAccount;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.CloudWatchException;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.DashboardInvalidInputErrorException;
import software.amazon.awssdk.services.cloudwatch.model.DashboardNotFoundErrorException;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.InvalidParameterCombinationException;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.ScanBy;
import software.amazon.awssdk.services.cloudwatch.model.StandardUnit;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;

/** CloudWatch by the query protocol, which the AWS SDK for Java 2.40.2 speaks. */
// The SDK takes any number of changes of a generic type.
@SuppressWarnings("unchecked")
abstract class CloudWatchContract {
  private static final String BODY =
      """
      {"widgets":[{"type":"metric","x":0,"y":0,"width":12,"height":6,"properties":{
        "region":"eu-central-1","view":"timeSeries","stat":"Sum","period":60,
        "metrics":[["AWS/VpcLattice","TotalRequestCount","Service","svc-1"],["...","svc-2"]]}}]}
      """;

  private final TestAccount account;
  private final CloudWatchClient client;
  private final String name;
  private final String namespace;
  private final Instant minute = Instant.now().minusSeconds(600).truncatedTo(ChronoUnit.MINUTES);

  CloudWatchContract(Aws aws) {
    account = aws.open();
    client = account.client(CloudWatchClient.builder());
    name = account.prefix() + "-shop";
    namespace = "Test/" + account.prefix();
  }

  @AfterEach
  void close() {
    client.close();
    account.close();
  }

  private void assumeMetricsMayStay() {
    account.assumeNot(Aws.REAL, "metrics cost, and nobody can delete them");
  }

  private void put(String name, Instant at, double... values) {
    for (double value : values) {
      client.putMetricData(
          request ->
              request
                  .namespace(namespace)
                  .metricData(
                      MetricDatum.builder()
                          .metricName(name)
                          .dimensions(Dimension.builder().name("Pod").value("a").build())
                          .timestamp(at)
                          .unit(StandardUnit.COUNT)
                          .value(value)
                          .build()));
    }
  }

  @Test
  void whatWasPutIsListedAndCounted() {
    assumeMetricsMayStay();
    put("Requests", minute, 1, 2, 6);
    put("Requests", minute.plusSeconds(60), 4);
    var listed = client.listMetrics(request -> request.namespace(namespace)).metrics();
    assertEquals(1, listed.size());
    assertEquals("Requests", listed.getFirst().metricName());
    assertEquals("a", listed.getFirst().dimensions().getFirst().value());
    var statistics =
        client.getMetricStatistics(
            request ->
                request
                    .namespace(namespace)
                    .metricName("Requests")
                    .dimensions(listed.getFirst().dimensions())
                    .startTime(minute)
                    .endTime(minute.plusSeconds(60))
                    .period(60)
                    .statistics(
                        Statistic.SUM,
                        Statistic.AVERAGE,
                        Statistic.MINIMUM,
                        Statistic.MAXIMUM,
                        Statistic.SAMPLE_COUNT));
    assertEquals("Requests", statistics.label());
    assertEquals(1, statistics.datapoints().size());
    var point = statistics.datapoints().getFirst();
    assertEquals(minute, point.timestamp());
    assertEquals(9, point.sum());
    assertEquals(3, point.average());
    assertEquals(1, point.minimum());
    assertEquals(6, point.maximum());
    assertEquals(3, point.sampleCount());
    assertEquals(StandardUnit.COUNT, point.unit());
  }

  @Test
  void metricDataComesInTheOrderThatIsAskedFor() {
    assumeMetricsMayStay();
    put("Requests", minute, 1);
    put("Requests", minute.plusSeconds(60), 5);
    for (var scan : List.of(ScanBy.TIMESTAMP_ASCENDING, ScanBy.TIMESTAMP_DESCENDING)) {
      var results =
          client
              .getMetricData(
                  request ->
                      request
                          .startTime(minute)
                          .endTime(minute.plusSeconds(120))
                          .scanBy(scan)
                          .metricDataQueries(
                              query ->
                                  query
                                      .id("requests")
                                      .metricStat(
                                          stat ->
                                              stat.period(60)
                                                  .stat("Sum")
                                                  .metric(
                                                      metric ->
                                                          metric
                                                              .namespace(namespace)
                                                              .metricName("Requests")
                                                              .dimensions(
                                                                  Dimension.builder()
                                                                      .name("Pod")
                                                                      .value("a")
                                                                      .build())))))
              .metricDataResults();
      assertEquals("requests", results.getFirst().id());
      assertEquals("Complete", results.getFirst().statusCodeAsString());
      assertEquals(
          scan == ScanBy.TIMESTAMP_ASCENDING ? List.of(1.0, 5.0) : List.of(5.0, 1.0),
          results.getFirst().values());
    }
  }

  @Test
  void aValueAndASetOfStatisticsExcludeEachOther() {
    assertThrows(
        InvalidParameterCombinationException.class,
        () ->
            client.putMetricData(
                request ->
                    request
                        .namespace(namespace)
                        .metricData(
                            datum ->
                                datum
                                    .metricName("Requests")
                                    .value(1.0)
                                    .statisticValues(
                                        set ->
                                            set.sampleCount(1.0)
                                                .sum(1.0)
                                                .minimum(1.0)
                                                .maximum(1.0)))));
  }

  @Test
  void aDashboardIsKeptListedAndDeleted() {
    client.putDashboard(request -> request.dashboardName(name).dashboardBody(BODY));
    var got = client.getDashboard(request -> request.dashboardName(name));
    assertEquals(BODY, got.dashboardBody());
    assertTrue(got.dashboardArn().endsWith(":dashboard/" + name), got.dashboardArn());
    var listed = client.listDashboards(request -> request.dashboardNamePrefix(name));
    assertEquals(name, listed.dashboardEntries().getFirst().dashboardName());
    assertTrue(listed.dashboardEntries().getFirst().size() > 0);
    client.deleteDashboards(request -> request.dashboardNames(name));
    assertEquals(
        List.of(),
        client.listDashboards(request -> request.dashboardNamePrefix(name)).dashboardEntries());
  }

  @Test
  void aDashboardThatIsNotThereIsNotFound() {
    account.assumeNot(Aws.LOCALSTACK, "it answers InvalidParameterValue");
    var gone =
        assertThrows(
            DashboardNotFoundErrorException.class,
            () -> client.getDashboard(request -> request.dashboardName(name)));
    assertEquals(404, gone.statusCode());
    assertEquals("ResourceNotFound", gone.awsErrorDetails().errorCode());
  }

  @Test
  void aDashboardThatIsNoJsonIsRefused() {
    account.assumeNot(Aws.LOCALSTACK, "it takes any body");
    var refused =
        assertThrows(
            DashboardInvalidInputErrorException.class,
            () ->
                client.putDashboard(
                    request -> request.dashboardName(name).dashboardBody("{widgets")));
    assertEquals(400, refused.statusCode());
    assertEquals("InvalidParameterInput", refused.awsErrorDetails().errorCode());
  }

  private void putAlarm() {
    client.putMetricAlarm(
        request ->
            request
                .alarmName(name)
                .alarmDescription("too many")
                .namespace(namespace)
                .metricName("Requests")
                .dimensions(Dimension.builder().name("Pod").value("a").build())
                .statistic(Statistic.SUM)
                .period(10)
                .evaluationPeriods(1)
                .threshold(5.0)
                .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD)
                .treatMissingData("ignore"));
  }

  @Test
  void anAlarmIsDescribedSetAndDeleted() {
    putAlarm();
    var alarm =
        client.describeAlarms(request -> request.alarmNames(name)).metricAlarms().getFirst();
    assertEquals(StateValue.INSUFFICIENT_DATA, alarm.stateValue());
    assertEquals(5.0, alarm.threshold());
    assertEquals("ignore", alarm.treatMissingData());
    assertEquals("too many", alarm.alarmDescription());
    assertTrue(alarm.actionsEnabled());
    assertTrue(alarm.alarmArn().endsWith(":alarm:" + name), alarm.alarmArn());
    client.setAlarmState(
        request -> request.alarmName(name).stateValue(StateValue.ALARM).stateReason("a test"));
    var set = client.describeAlarms(request -> request.alarmNames(name)).metricAlarms().getFirst();
    assertEquals(StateValue.ALARM, set.stateValue());
    assertEquals("a test", set.stateReason());
    client.deleteAlarms(request -> request.alarmNames(name));
    assertEquals(
        List.of(), client.describeAlarms(request -> request.alarmNames(name)).metricAlarms());
    var gone =
        assertThrows(
            CloudWatchException.class,
            () ->
                client.setAlarmState(
                    request ->
                        request.alarmName(name).stateValue(StateValue.OK).stateReason("a test")));
    assertEquals(404, gone.statusCode());
    assertEquals("ResourceNotFound", gone.awsErrorDetails().errorCode());
  }

  @Test
  void aWrongComparisonIsAValidationError() {
    account.assumeNot(Aws.LOCALSTACK, "it takes any comparison");
    var refused =
        assertThrows(
            CloudWatchException.class,
            () ->
                client.putMetricAlarm(
                    request ->
                        request
                            .alarmName(name)
                            .namespace(namespace)
                            .metricName("Requests")
                            .statistic(Statistic.SUM)
                            .period(60)
                            .evaluationPeriods(1)
                            .threshold(1.0)
                            .comparisonOperator("Near")));
    assertEquals(400, refused.statusCode());
    assertEquals("ValidationError", refused.awsErrorDetails().errorCode());
  }

  @Test
  @Tag("slow")
  void anAlarmGoesOffWhenItsMetricCrossesTheThreshold() {
    assumeMetricsMayStay();
    putAlarm();
    await()
        .atMost(Duration.ofSeconds(40))
        .pollInterval(Duration.ofSeconds(1))
        .until(
            () -> {
              client.putMetricData(
                  request ->
                      request
                          .namespace(namespace)
                          .metricData(
                              datum ->
                                  datum
                                      .metricName("Requests")
                                      .dimensions(
                                          Dimension.builder().name("Pod").value("a").build())
                                      .storageResolution(1)
                                      .value(9.0)));
              return client
                      .describeAlarms(request -> request.alarmNames(name))
                      .metricAlarms()
                      .getFirst()
                      .stateValue()
                  == StateValue.ALARM;
            });
    client.deleteAlarms(request -> request.alarmNames(name));
  }

  @Test
  void tagsOfAnAlarmAreKept() {
    putAlarm();
    var arn =
        client
            .describeAlarms(request -> request.alarmNames(name))
            .metricAlarms()
            .getFirst()
            .alarmArn();
    client.tagResource(request -> request.resourceARN(arn).tags(tag -> tag.key("team").value("a")));
    var tags = client.listTagsForResource(request -> request.resourceARN(arn)).tags();
    assertEquals("team", tags.getFirst().key());
    assertEquals("a", tags.getFirst().value());
    client.deleteAlarms(request -> request.alarmNames(name));
  }
}
