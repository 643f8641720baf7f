package io.latticeoperator.simulator.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.simulator.aws.Caller;
import io.latticeoperator.simulator.aws.Environment;
import io.latticeoperator.simulator.aws.HttpCall;
import io.latticeoperator.simulator.aws.World;
import io.latticeoperator.simulator.lattice.Answer;
import io.latticeoperator.simulator.lattice.Call;
import io.latticeoperator.simulator.lattice.HealthProbe;
import io.latticeoperator.simulator.lattice.Settings;
import io.latticeoperator.time.VirtualTimeline;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AwsServicesTest {
  private static final Caller CALLER = new Caller("111122223333", "eu-central-1", "AKIATEST");

  private final AwsServices services =
      AwsServices.of(
          Environment.of(
              new VirtualTimeline(Instant.parse("2026-01-01T00:00:00Z")),
              World.of(),
              CALLER.account(),
              1),
          Settings.quick(),
          HealthProbe.alwaysHealthy());

  private Answer call(String operation, ObjectNode input) {
    return services.lattice().call(new Call(CALLER, operation, input));
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  private void createLogGroup(String name) {
    var body = object().put("logGroupName", name).toString();
    services
        .logs()
        .serve(
            new HttpCall(
                "1",
                CALLER,
                "POST",
                "/",
                "",
                Map.of(),
                Map.of(
                    "x-amz-target",
                    "Logs_20140328.CreateLogGroup",
                    "content-type",
                    "application/x-amz-json-1.1"),
                body.getBytes(StandardCharsets.UTF_8)),
            _ -> {});
  }

  @Test
  void accessLogsGoOnlyToLogGroupsThatAreThere() {
    var network = call("CreateServiceNetwork", object().put("name", "shop"));
    var subscription =
        object()
            .put(
                "resourceIdentifier",
                assertInstanceOf(Answer.Ok.class, network).output().get("id").asText())
            .put(
                "destinationArn", "arn:aws:logs:eu-central-1:111122223333:log-group:/lattice/shop");
    var refusal =
        assertInstanceOf(Answer.Refusal.class, call("CreateAccessLogSubscription", subscription));
    assertEquals(404, refusal.status());
    assertEquals("LOG_GROUP", refusal.extra().get("resourceType").asText());
    createLogGroup("/lattice/shop");
    assertInstanceOf(Answer.Ok.class, call("CreateAccessLogSubscription", subscription));
  }
}
