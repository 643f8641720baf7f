package io.latticeoperator.simulator.dataplane;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.simulator.aws.Caller;
import io.latticeoperator.simulator.aws.Vpc;
import io.latticeoperator.simulator.aws.World;
import io.latticeoperator.simulator.lattice.Answer;
import io.latticeoperator.simulator.lattice.Call;
import io.latticeoperator.simulator.lattice.HealthProbe;
import io.latticeoperator.simulator.lattice.LatticeSimulator;
import io.latticeoperator.simulator.lattice.Settings;
import io.latticeoperator.time.VirtualTimeline;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The data plane behind the simulator's control plane, in virtual time; the lag is 2 s. */
class ControlPlaneTest {
  private static final String VPC = "vpc-0aaaaaaaaaaaaaaaa";
  private static final String CALLERS_VPC = "vpc-0bbbbbbbbbbbbbbbb";
  private static final Duration LAG = Duration.ofSeconds(2);
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_SINGLE_QUOTES).build();

  private final VirtualTimeline time = new VirtualTimeline(Scene.START);
  private final LatticeSimulator lattice =
      new LatticeSimulator(
          time,
          Settings.quick(),
          World.of(
              Vpc.of(VPC, "111122223333", "eu-central-1", "10.1.0.0/16"),
              Vpc.of(CALLERS_VPC, "111122223333", "eu-central-1", "10.2.0.0/16")),
          HealthProbe.alwaysHealthy(),
          1);
  private final DataPlane dataPlane = new DataPlane(time, lattice::view);

  private JsonNode call(String operation, String json) throws JsonProcessingException {
    var input = (ObjectNode) MAPPER.readTree(json);
    var caller = new Caller("111122223333", "eu-central-1", "AKIATEST");
    return switch (lattice.call(new Call(caller, operation, input))) {
      case Answer.Ok ok -> ok.output();
      case Answer.Refusal refusal -> throw new AssertionError(operation + ": " + refusal);
      case Answer.Lost _ -> throw new AssertionError(operation + ": lost");
    };
  }

  private String created(String operation, String json) throws JsonProcessingException {
    var id = call(operation, json).get("id").asText();
    time.advance(Duration.ofSeconds(1));
    return id;
  }

  private String where(String host) {
    var head = new RequestHead(new Entrance(CALLERS_VPC, 80), false, host, "GET", "/", Map.of());
    return switch (dataPlane.route(head)) {
      case Route.Forward forward -> forward.target().id();
      case Route.Fixed fixed -> "fixed " + fixed.status();
      case Route.Refused refused -> "refused " + refused.status();
    };
  }

  @Test
  void obeysWhatTheControlPlaneIsToldAfterTheLag() throws JsonProcessingException {
    lattice.onChange(dataPlane::changed);
    var network = created("CreateServiceNetwork", "{'name':'net'}");
    var service = created("CreateService", "{'name':'shop'}");
    var group =
        created(
            "CreateTargetGroup",
            "{'name':'blue','type':'IP','config':{'port':8080,'protocol':'HTTP','vpcIdentifier':'"
                + VPC
                + "'}}");
    var target =
        "{'targetGroupIdentifier':'" + group + "','targets':[{'id':'10.1.0.5','port':8080}]}";
    created(
        "CreateListener",
        "{'serviceIdentifier':'"
            + service
            + "','name':'http','protocol':'HTTP','port':80,'defaultAction':{'forward':"
            + "{'targetGroups':[{'targetGroupIdentifier':'"
            + group
            + "'}]}}}");
    created(
        "CreateServiceNetworkServiceAssociation",
        "{'serviceNetworkIdentifier':'" + network + "','serviceIdentifier':'" + service + "'}");
    var host =
        call("GetService", "{'serviceIdentifier':'" + service + "'}")
            .get("dnsEntry")
            .get("domainName")
            .asText();
    assertEquals("refused 404", where(host));
    created(
        "CreateServiceNetworkVpcAssociation",
        "{'serviceNetworkIdentifier':'" + network + "','vpcIdentifier':'" + CALLERS_VPC + "'}");
    time.advance(LAG);
    assertEquals("refused 503", where(host));

    call("RegisterTargets", target);
    time.advance(LAG.minusMillis(1));
    assertEquals("refused 503", where(host));
    time.advance(Duration.ofMillis(1));
    assertEquals("10.1.0.5", where(host));

    call("DeregisterTargets", target);
    time.advance(LAG.minusMillis(1));
    assertEquals("10.1.0.5", where(host));
    time.advance(Duration.ofMillis(1));
    assertEquals("refused 503", where(host));
  }
}
