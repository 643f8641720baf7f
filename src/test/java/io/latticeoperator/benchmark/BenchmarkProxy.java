package io.latticeoperator.benchmark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.simulator.aws.Caller;
import io.latticeoperator.simulator.aws.Vpc;
import io.latticeoperator.simulator.aws.World;
import io.latticeoperator.simulator.dataplane.DataPlane;
import io.latticeoperator.simulator.dataplane.Proxy;
import io.latticeoperator.simulator.dataplane.ProxySettings;
import io.latticeoperator.simulator.lattice.Answer;
import io.latticeoperator.simulator.lattice.Call;
import io.latticeoperator.simulator.lattice.HealthProbe;
import io.latticeoperator.simulator.lattice.LatticeSimulator;
import io.latticeoperator.simulator.lattice.Settings;
import io.latticeoperator.time.VirtualTimeline;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The simulator's data plane before one target, whose port is the argument; prints the port of the
 * listener and the service's name.
 */
final class BenchmarkProxy {
  private static final String ACCOUNT = "111122223333";
  private static final String REGION = "eu-central-1";
  private static final String VPC = "vpc-0aaaaaaaaaaaaaaaa";
  private static final JsonMapper MAPPER = new JsonMapper();

  private final VirtualTimeline time = new VirtualTimeline(Instant.EPOCH);
  private final LatticeSimulator lattice =
      new LatticeSimulator(
          time,
          Settings.instant(),
          World.of(Vpc.of(VPC, ACCOUNT, REGION, "10.1.0.0/16")),
          HealthProbe.alwaysHealthy(),
          1);

  private BenchmarkProxy() {}

  public static void main(String... arguments) throws JsonProcessingException {
    int targetPort = Integer.parseInt(arguments[0]);
    new BenchmarkProxy().serve(targetPort);
  }

  private void serve(int targetPort) throws JsonProcessingException {
    var dataPlane = new DataPlane(time, lattice::view);
    lattice.onChange(dataPlane::changed);
    var target = new InetSocketAddress(InetAddress.getLoopbackAddress(), targetPort);
    var proxy =
        new Proxy(
            dataPlane,
            (_, _) -> Optional.of(target),
            ProxySettings.likely().withRequestsPerSecond(1_000_000));
    var host = wire();
    System.out.println(proxy.endpoint(VPC, 80).getPort() + " " + host);
  }

  /** Network, service, listener, one group with one target. */
  private String wire() throws JsonProcessingException {
    var network = create("ServiceNetwork", "'name':'net'");
    var service = create("Service", "'name':'shop'");
    var group =
        create(
            "TargetGroup",
            "'name':'blue','type':'IP','config':{'port':8080,'protocol':'HTTP','vpcIdentifier':'%s'}"
                .formatted(VPC));
    create(
        "Listener",
        "'serviceIdentifier':'%s','name':'http','protocol':'HTTP','port':80,'defaultAction':{'forward':{'targetGroups':[{'targetGroupIdentifier':'%s'}]}}"
            .formatted(service, group));
    create(
        "ServiceNetworkServiceAssociation",
        "'serviceNetworkIdentifier':'%s','serviceIdentifier':'%s'".formatted(network, service));
    create(
        "ServiceNetworkVpcAssociation",
        "'serviceNetworkIdentifier':'%s','vpcIdentifier':'%s'".formatted(network, VPC));
    call(
        "RegisterTargets",
        "'targetGroupIdentifier':'%s','targets':[{'id':'10.1.0.5'}]".formatted(group));
    time.advance(Duration.ofMinutes(1));
    return call("GetService", "'serviceIdentifier':'%s'".formatted(service))
        .at("/dnsEntry/domainName")
        .asText();
  }

  private String create(String kind, String members) throws JsonProcessingException {
    var id = call("Create" + kind, members).get("id").asText();
    time.advance(Duration.ofSeconds(1));
    return id;
  }

  private JsonNode call(String operation, String members) throws JsonProcessingException {
    var input = (ObjectNode) MAPPER.readTree("{" + members.replace('\'', '"') + "}");
    return switch (lattice.call(
        new Call(new Caller(ACCOUNT, REGION, "AKIATEST"), operation, input))) {
      case Answer.Ok ok -> ok.output();
      case Answer.Refusal refusal -> throw new IllegalStateException(operation + ": " + refusal);
      case Answer.Lost _ -> throw new IllegalStateException(operation + ": lost");
    };
  }
}
