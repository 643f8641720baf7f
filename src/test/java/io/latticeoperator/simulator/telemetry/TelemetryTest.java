package io.latticeoperator.simulator.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.simulator.aws.Caller;
import io.latticeoperator.simulator.aws.Environment;
import io.latticeoperator.simulator.aws.Vpc;
import io.latticeoperator.simulator.aws.World;
import io.latticeoperator.simulator.cloudwatch.CloudWatch;
import io.latticeoperator.simulator.contract.JsonClient;
import io.latticeoperator.simulator.dataplane.AccessRecord;
import io.latticeoperator.simulator.dataplane.FailureReason;
import io.latticeoperator.simulator.dataplane.Route;
import io.latticeoperator.simulator.lattice.Answer;
import io.latticeoperator.simulator.lattice.Call;
import io.latticeoperator.simulator.lattice.HealthProbe;
import io.latticeoperator.simulator.lattice.LatticeSimulator;
import io.latticeoperator.simulator.lattice.Settings;
import io.latticeoperator.simulator.lattice.Target;
import io.latticeoperator.simulator.logs.Logs;
import io.latticeoperator.time.VirtualTimeline;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TelemetryTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String ACCOUNT = "111122223333";
  private static final String REGION = "eu-central-1";
  private static final Caller CALLER = new Caller(ACCOUNT, REGION, "AKIATEST");
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private static final Settings SETTINGS =
      Settings.instant().with(to -> to.telemetry = Settings.aws().telemetry());

  private final VirtualTimeline time = new VirtualTimeline(START);
  private final World world = World.of(Vpc.of("vpc-0aaaaaaa", ACCOUNT, REGION, "10.1.0.0/16"));
  private final Environment environment = Environment.of(time, world, ACCOUNT, 1);
  private final LatticeSimulator lattice =
      new LatticeSimulator(environment, SETTINGS, HealthProbe.alwaysHealthy());
  private final CloudWatch cloudWatch = new CloudWatch(environment, Duration.ofMinutes(1));
  private final Logs logs = new Logs(environment);
  private final JsonClient callCloudWatch = JsonClient.cloudWatch(cloudWatch);
  private final JsonClient callLogs = JsonClient.logs(logs);
  private final Telemetry telemetry = Telemetry.of(lattice, cloudWatch, logs);

  @BeforeEach
  void buildAShop() throws Exception {
    var network = lattice("CreateServiceNetwork", "{'name':'shop'}").get("id").asText();
    var service = lattice("CreateService", "{'name':'cart'}").get("id").asText();
    lattice(
        "CreateTargetGroup",
        "{'name':'cart','type':'IP','config':{'port':80,'protocol':'HTTP','vpcIdentifier':"
            + "'vpc-0aaaaaaa'}}");
    time.advance(Duration.ofSeconds(1));
    lattice(
        "CreateListener",
        "{'serviceIdentifier':'%s','name':'web','protocol':'HTTP','port':80,'defaultAction':"
                .formatted(service)
            + "{'fixedResponse':{'statusCode':404}}}");
    lattice(
        "CreateServiceNetworkVpcAssociation",
        "{'serviceNetworkIdentifier':'%s','vpcIdentifier':'vpc-0aaaaaaa'}".formatted(network));
    callLogs.ok("CreateLogGroup", "{'logGroupName':'/cart'}");
    callLogs.ok("CreateLogGroup", "{'logGroupName':'/shop'}");
    subscribe(service, "/cart");
    subscribe(network, "/shop");
    time.advance(Duration.ofSeconds(59));
  }

  private void subscribe(String resource, String group) throws Exception {
    lattice(
        "CreateAccessLogSubscription",
        "{'resourceIdentifier':'%s','destinationArn':'arn:aws:logs:%s:%s:log-group:%s:*'}"
            .formatted(resource, REGION, ACCOUNT, group));
  }

  private AccessRecord record(int status, @Nullable FailureReason failure) {
    var view = lattice.view();
    var passage =
        new Route.Passage(
            view.vpcAssociations().getFirst(),
            view.networks().getFirst(),
            view.services().getFirst(),
            view.listeners().getFirst());
    boolean answered = failure == null;
    return new AccessRecord(
        "request-1",
        time.now(),
        Duration.ofMillis(120),
        passage,
        view.targetGroups().getFirst(),
        new Target.Key("10.1.0.5", 8080),
        true,
        "HTTP/1.1",
        "GET",
        "/cart?id=1",
        "cart.example",
        "",
        null,
        "10.1.0.9:40000",
        AccessRecord.Identity.UNASKED,
        status,
        10,
        20,
        answered ? Duration.ofMillis(1) : null,
        answered ? Duration.ofMillis(100) : null,
        null,
        failure);
  }

  @Test
  void aLineReachesEachSubscribedGroupAfterTheLag() throws Exception {
    telemetry.accept(record(200, null));
    time.advance(Duration.ofSeconds(119));
    assertEquals(0, lines("/cart").size());
    time.advance(Duration.ofSeconds(2));
    assertEquals(1, lines("/shop").size());
    var line = MAPPER.readTree(lines("/cart").get(0).get("message").asText());
    var service = lattice.view().services().getFirst();
    assertEquals(service.arn(), line.get("serviceArn").asText());
    assertEquals("2026-01-01T00:01:00Z", line.get("startTime").asText());
    assertEquals(200, line.get("responseCode").asInt());
    assertEquals(120, line.get("duration").asInt());
    assertEquals("10.1.0.5:8080", line.get("targetIpPort").asText());
    assertEquals("-", line.get("userAgent").asText());
    assertEquals("-", line.get("failureReason").asText());
    assertEquals("null", line.get("authDeniedReason").asText());
    assertEquals(
        "arn:aws:ec2:eu-central-1:111122223333:vpc/vpc-0aaaaaaa",
        line.get("sourceVpcArn").asText());
  }

  @Test
  void aLineHasExactlyTheDocumentedFields() throws Exception {
    telemetry.accept(record(500, FailureReason.TargetConnectionError));
    time.advance(Duration.ofMinutes(3));
    var line = MAPPER.readTree(lines("/cart").get(0).get("message").asText());
    var fields = line.properties().stream().map(Map.Entry::getKey).toList();
    assertEquals(
        List.of(
            "hostHeader",
            "sslCipher",
            "tlsVersion",
            "serverNameIndication",
            "serviceNetworkArn",
            "serviceArn",
            "targetGroupArn",
            "resolvedUser",
            "authDeniedReason",
            "callerPrincipal",
            "callerPrincipalTags",
            "callerX509SubjectCN",
            "callerX509IssuerOU",
            "callerX509SANNameCN",
            "callerX509SANDNS",
            "callerX509SANURI",
            "requestMethod",
            "requestPath",
            "protocol",
            "userAgent",
            "sourceVpcArn",
            "sourceVpcId",
            "destinationVpcId",
            "sourceIpPort",
            "targetIpPort",
            "startTime",
            "responseCode",
            "bytesReceived",
            "bytesSent",
            "duration",
            "requestToTargetDuration",
            "responseFromTargetDuration",
            "grpcResponseCode",
            "requestId",
            "failureReason"),
        fields);
    assertEquals("TargetConnectionError", line.get("failureReason").asText());
    assertEquals("-", line.get("requestToTargetDuration").asText());
  }

  @Test
  void whatIsNotSubscribedIsNotLogged() throws Exception {
    var subscriptions = lattice.view().accessLogSubscriptions();
    for (var subscription : subscriptions) {
      lattice(
          "DeleteAccessLogSubscription",
          "{'accessLogSubscriptionIdentifier':'%s'}".formatted(subscription.id()));
    }
    telemetry.accept(record(200, null));
    time.advance(Duration.ofMinutes(3));
    assertEquals(0, lines("/cart").size());
  }

  @Test
  void metricsAreThereWhenTheMinuteIsOver() throws Exception {
    assertEquals(0, metrics().size());
    telemetry.accept(record(200, null));
    telemetry.accept(record(503, null));
    time.advance(Duration.ofSeconds(59));
    assertEquals(0, metrics().size());
    time.advance(Duration.ofSeconds(2));
    var service = lattice.view().services().getFirst().id();
    var group = lattice.view().targetGroups().getFirst().id();
    assertEquals(2, sum("TotalRequestCount", "Service", service, "Sum"));
    assertEquals(1, sum("HTTPCode_5XX_Count", "Service", service, "Sum"));
    assertEquals(1, sum("HTTPCode_2XX_Count", "TargetGroup", group, "Sum"));
    assertEquals(120, sum("RequestTime", "TargetGroup", group, "Average"));
    assertEquals(40, sum("TotalReceivedConnectionBytes", "TargetGroup", group, "Sum"));
    assertEquals(0, sum("HTTPCode_VpcLattice_500_Count", "Service", service, "Sum"));
    var zones =
        metrics()
            .valueStream()
            .filter(metric -> metric.get("MetricName").asText().equals("RequestTime"))
            .map(metric -> metric.get("Dimensions").toString())
            .toList();
    assertEquals(4, zones.size());
    assertTrue(
        zones.contains(
            "[{\"Name\":\"AvailabilityZone\",\"Value\":\"eu-central-1a\"},"
                + "{\"Name\":\"Service\",\"Value\":\"%s\"}]".formatted(service)),
        zones.toString());
  }

  @Test
  void anErrorOfVpcLatticeItselfIsCountedAsSuch() throws Exception {
    telemetry.accept(record(500, FailureReason.TargetConnectionError));
    time.advance(Duration.ofSeconds(61));
    var service = lattice.view().services().getFirst().id();
    var group = lattice.view().targetGroups().getFirst().id();
    assertEquals(1, sum("HTTPCode_VpcLattice_500_Count", "Service", service, "Sum"));
    assertEquals(1, sum("ConnectionErrorCount", "TargetGroup", group, "Sum"));
    assertEquals(0, sum("TotalConnectionCount", "TargetGroup", group, "Sum"));
  }

  @Test
  void aResetForgetsWhatIsUnderway() throws Exception {
    telemetry.accept(record(200, null));
    time.advance(Duration.ofSeconds(1));
    telemetry.reset();
    time.advance(Duration.ofMinutes(3));
    assertEquals(0, lines("/cart").size());
    assertEquals(0, metrics().size());
  }

  private double sum(String metric, String dimension, String id, String statistic)
      throws Exception {
    var input =
        "{'Namespace':'AWS/VpcLattice','MetricName':'%s','StartTime':%d,'EndTime':%d,'Period':60,"
                .formatted(metric, START.getEpochSecond(), START.getEpochSecond() + 3600)
            + "'Statistics':['%s'],'Dimensions':[{'Name':'%s','Value':'%s'}]}"
                .formatted(statistic, dimension, id);
    var points = callCloudWatch.ok("GetMetricStatistics", input).get("Datapoints");
    assertEquals(1, points.size(), metric);
    return points.get(0).get(statistic).asDouble();
  }

  private JsonNode metrics() throws Exception {
    return callCloudWatch.ok("ListMetrics", "{'Namespace':'AWS/VpcLattice'}").get("Metrics");
  }

  private JsonNode lines(String group) throws Exception {
    return callLogs.ok("FilterLogEvents", "{'logGroupName':'%s'}", group).get("events");
  }

  private JsonNode lattice(String operation, String input) throws Exception {
    var answer = lattice.call(new Call(CALLER, operation, (ObjectNode) JsonClient.json(input)));
    if (answer instanceof Answer.Ok ok) {
      return ok.output();
    }
    throw new AssertionError(answer);
  }
}
