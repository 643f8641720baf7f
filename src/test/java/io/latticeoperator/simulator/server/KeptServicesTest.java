package io.latticeoperator.simulator.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.latticeoperator.simulator.aws.Caller;
import io.latticeoperator.simulator.aws.Environment;
import io.latticeoperator.simulator.aws.HttpCall;
import io.latticeoperator.simulator.aws.Reply;
import io.latticeoperator.simulator.aws.Stateful;
import io.latticeoperator.simulator.aws.Vpc;
import io.latticeoperator.simulator.aws.World;
import io.latticeoperator.simulator.lattice.HealthProbe;
import io.latticeoperator.simulator.lattice.Settings;
import io.latticeoperator.time.VirtualTimeline;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the services around VPC Lattice save, their like in another process takes up. */
class KeptServicesTest {
  private static final Caller CALLER = new Caller("111122223333", "eu-central-1", "AKIATEST");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final VirtualTimeline time = new VirtualTimeline(Instant.parse("2026-01-01T00:00:00Z"));
  private final AwsServices before = services();

  private AwsServices services() {
    var vpc = Vpc.of("vpc-00000001", CALLER.account(), CALLER.region(), "10.0.0.0/16");
    var environment = Environment.of(time, World.of(vpc), CALLER.account(), 1);
    return AwsServices.of(environment, Settings.quick(), HealthProbe.alwaysHealthy());
  }

  @Test
  void everyServiceGoesOn() throws Exception {
    var empty = saved(before);
    form("ec2", "Action=CreateVpc&Version=2016-11-15&CidrBlock=10.7.0.0/16");
    form(
        "ec2",
        "Action=CreateSecurityGroup&Version=2016-11-15&GroupName=web&GroupDescription=w"
            + "&VpcId=vpc-00000001");
    json(
        "logs",
        "Logs_20140328.CreateLogGroup",
        "{\"logGroupName\":\"shop\",\"tags\":{\"a\":\"b\"}}");
    json(
        "logs",
        "Logs_20140328.CreateLogStream",
        "{\"logGroupName\":\"shop\",\"logStreamName\":\"one\"}");
    json(
        "logs",
        "Logs_20140328.PutRetentionPolicy",
        "{\"logGroupName\":\"shop\",\"retentionInDays\":7}");
    json(
        "logs",
        "Logs_20140328.PutResourcePolicy",
        "{\"policyName\":\"p\",\"policyDocument\":\"{\\\"Statement\\\":[{}]}\"}");
    json(
        "monitoring",
        "GraniteServiceVersion20100801.PutDashboard",
        "{\"DashboardName\":\"shop\",\"DashboardBody\":\"{\\\"widgets\\\":[]}\"}");
    json(
        "monitoring",
        "GraniteServiceVersion20100801.PutMetricAlarm",
        "{\"AlarmName\":\"errors\",\"Namespace\":\"AWS/VpcLattice\",\"MetricName\":\"HTTPCode_5XX_Count\","
            + "\"Statistic\":\"Sum\",\"Period\":60,\"EvaluationPeriods\":2,\"Threshold\":1,"
            + "\"ComparisonOperator\":\"GreaterThanThreshold\","
            + "\"Dimensions\":[{\"Name\":\"Service\",\"Value\":\"svc-1\"}],"
            + "\"TreatMissingData\":\"notBreaching\",\"Tags\":[{\"Key\":\"a\",\"Value\":\"b\"}]}");
    json(
        "acm",
        "CertificateManager.RequestCertificate",
        "{\"DomainName\":\"shop.example.com\",\"Tags\":[{\"Key\":\"a\",\"Value\":\"b\"}]}");
    send(
        "ram",
        "/createresourceshare",
        Map.of("content-type", "application/json"),
        "{\"name\":\"net\",\"principals\":[\"444455556666\"]}");
    send(
        "route53",
        "/2013-04-01/hostedzone",
        Map.of("content-type", "text/xml"),
        "<CreateHostedZoneRequest xmlns=\"https://route53.amazonaws.com/doc/2013-04-01/\">"
            + "<Name>example.com</Name><CallerReference>1</CallerReference>"
            + "</CreateHostedZoneRequest>");
    send(
        "route53",
        "/2013-04-01/healthcheck",
        Map.of("content-type", "text/xml"),
        "<CreateHealthCheckRequest xmlns=\"https://route53.amazonaws.com/doc/2013-04-01/\">"
            + "<CallerReference>1</CallerReference><HealthCheckConfig><Type>HTTP</Type>"
            + "<IPAddress>192.0.2.1</IPAddress><Port>80</Port></HealthCheckConfig>"
            + "</CreateHealthCheckRequest>");
    time.advance(Duration.ofSeconds(1));
    var kept = saved(before);
    for (var service : List.of("acm", "ec2", "logs", "monitoring", "ram", "route53")) {
      assertNotEquals(empty.get(service), kept.get(service), service);
    }

    var after = services();
    for (var part : after.stateful()) {
      part.restore(JSON.readTree(kept.get(part.name())));
    }

    var taken = saved(after);
    kept.forEach((name, part) -> assertEquals(part, taken.get(name), name));
    assertEquals(kept.keySet(), taken.keySet());
  }

  private static Map<String, String> saved(AwsServices services) {
    return services.stateful().stream()
        .collect(Collectors.toMap(Stateful::name, part -> part.save().toString()));
  }

  private void form(String service, String body) {
    send(service, "/", Map.of("content-type", "application/x-www-form-urlencoded"), body);
  }

  private void json(String service, String target, String body) {
    var version = service.equals("monitoring") ? "1.0" : "1.1";
    send(
        service,
        "/",
        Map.of("content-type", "application/x-amz-json-" + version, "x-amz-target", target),
        body);
  }

  private void send(String service, String path, Map<String, String> headers, String body) {
    var call =
        new HttpCall(
            "id",
            CALLER,
            "POST",
            path,
            "",
            Map.of(),
            headers,
            body.getBytes(StandardCharsets.UTF_8));
    var replies = new ArrayList<Reply>();
    before.all().stream()
        .filter(each -> each.signingName().equals(service))
        .findFirst()
        .orElseThrow()
        .serve(call, replies::add);
    var reply = (Reply.Response) replies.getFirst();
    assertTrue(
        reply.status() / 100 == 2,
        () -> service + ": " + new String(reply.body(), StandardCharsets.UTF_8));
  }
}
