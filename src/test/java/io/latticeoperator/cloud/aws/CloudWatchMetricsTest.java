package io.latticeoperator.cloud.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.latticeoperator.cloud.Datum;
import io.latticeoperator.cloud.Permit;
import io.latticeoperator.plan.Fault;
import io.latticeoperator.simulator.aws.Environment;
import io.latticeoperator.simulator.aws.Vpc;
import io.latticeoperator.simulator.aws.World;
import io.latticeoperator.simulator.lattice.HealthProbe;
import io.latticeoperator.simulator.lattice.Settings;
import io.latticeoperator.simulator.server.AwsServer;
import io.latticeoperator.simulator.server.AwsServices;
import io.latticeoperator.time.VirtualTimeline;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.cloudwatch.model.Datapoint;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/** The SDK's CloudWatch client against the simulated CloudWatch, over real HTTP. */
class CloudWatchMetricsTest {
  private static final String REGION = "eu-central-1";
  private static final String ACCOUNT = "111122223333";
  private static final Instant MINUTE = Instant.parse("2026-01-01T00:10:00Z");
  private static final Map<String, String> ONE = Map.of("Cluster", "one", "Network", "main");

  private final List<SdkAutoCloseable> open = new ArrayList<>();
  private final Set<String> denied = new HashSet<>();

  @AfterEach
  void close() {
    open.reversed().forEach(SdkAutoCloseable::close);
  }

  private AwsClients simulated() {
    var time = new VirtualTimeline(MINUTE.plusSeconds(30));
    var world = World.of(Vpc.of("vpc-0aaaaaaaaaaaaaaaa", ACCOUNT, REGION, "10.1.0.0/16"));
    var services =
        AwsServices.of(
            Environment.of(time, world, ACCOUNT, 1)
                .authorizedBy(
                    (caller, access) ->
                        denied.contains(access.action())
                            ? Optional.of("no policy allows it")
                            : Optional.empty()),
            Settings.quick(),
            HealthProbe.alwaysHealthy());
    var server = AwsServer.start(services, 0);
    open.add(server::close);
    return clients(server.endpoint());
  }

  private AwsClients clients(URI endpoint) {
    var clients =
        AwsClients.at(
            endpoint,
            REGION,
            StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIAOPERATOR", "secret")),
            Timeouts.STANDARD,
            "lattice-operator/test");
    open.add(clients::close);
    return clients;
  }

  private static Datapoint point(AwsClients clients, String metric) {
    var points =
        clients
            .cloudWatch()
            .getMetricStatistics(
                request ->
                    request
                        .namespace("LatticeOperator")
                        .metricName(metric)
                        .dimensions(
                            Dimension.builder().name("Cluster").value("one").build(),
                            Dimension.builder().name("Network").value("main").build())
                        .startTime(MINUTE)
                        .endTime(MINUTE.plusSeconds(60))
                        .period(60)
                        .statistics(Statistic.SUM, Statistic.MAXIMUM, Statistic.SAMPLE_COUNT))
            .datapoints();
    assertEquals(1, points.size(), metric);
    return points.getFirst();
  }

  @Test
  void oneCallPutsLevelsAndDistributions() {
    var clients = simulated();
    var lags = new TreeMap<>(Map.of(0.5, 3L, 8.0, 1L));
    var fault =
        new CloudWatchMetrics(clients.cloudWatch(), Permit.ALWAYS)
            .put(
                "LatticeOperator",
                MINUTE.plusSeconds(1),
                List.of(
                    Datum.of("RegisteredTargets", "Count", ONE, 7),
                    new Datum("RegistrationLag", "Seconds", ONE, lags)));

    assertEquals(Optional.empty(), fault);
    assertEquals(7, point(clients, "RegisteredTargets").sum());
    var lag = point(clients, "RegistrationLag");
    assertEquals(4, lag.sampleCount());
    assertEquals(9.5, lag.sum());
    assertEquals(8, lag.maximum());
    assertEquals("Seconds", lag.unitAsString());
  }

  @Test
  void aDenialNamesTheAction() {
    denied.add("cloudwatch:PutMetricData");
    var fault =
        new CloudWatchMetrics(simulated().cloudWatch(), Permit.ALWAYS)
            .put("LatticeOperator", MINUTE, List.of(Datum.of("Exports", "Count", ONE, 1)))
            .orElseThrow();
    assertEquals(Fault.Kind.DENIED, fault.kind());
    assertTrue(fault.message().contains("cloudwatch:PutMetricData"), fault.message());
  }

  @ParameterizedTest
  @CsvSource({"400, Throttling, THROTTLED", "500, InternalServiceFault, LOST_ANSWER"})
  void isTriedOnce(int status, String code, Fault.Kind kind) {
    var server = new CannedServer();
    open.add(server::close);
    server.then(
        status,
        Map.of("Content-Type", "text/xml"),
        """
        <ErrorResponse xmlns="http://monitoring.amazonaws.com/doc/2010-08-01/"><Error>
        <Type>Sender</Type><Code>%s</Code><Message>Rate exceeded</Message></Error></ErrorResponse>
        """
            .formatted(code));
    var fault =
        new CloudWatchMetrics(clients(server.uri()).cloudWatch(), Permit.ALWAYS)
            .put("LatticeOperator", MINUTE, List.of(Datum.of("Exports", "Count", ONE, 1)));
    assertEquals(Optional.of(kind), fault.map(Fault::kind));
    assertEquals(1, server.requests().size());
  }
}
