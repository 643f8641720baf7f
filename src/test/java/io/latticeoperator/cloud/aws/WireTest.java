package io.latticeoperator.cloud.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.latticeoperator.cloud.Read;
import io.latticeoperator.cloud.Result;
import io.latticeoperator.model.HealthCheck;
import io.latticeoperator.model.Key;
import io.latticeoperator.model.LatticeService;
import io.latticeoperator.model.Listener;
import io.latticeoperator.model.Node;
import io.latticeoperator.model.Owner;
import io.latticeoperator.model.Physical;
import io.latticeoperator.model.Place;
import io.latticeoperator.model.Resource;
import io.latticeoperator.model.ResourceStatus;
import io.latticeoperator.model.Role;
import io.latticeoperator.model.ServiceAssociation;
import io.latticeoperator.model.TargetGroup;
import io.latticeoperator.model.TargetGroup.IpAddressType;
import io.latticeoperator.model.TargetGroup.Protocol;
import io.latticeoperator.model.TargetGroup.ProtocolVersion;
import io.latticeoperator.plan.Change;
import io.latticeoperator.plan.Receipt;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is said on the wire where the contract cannot see it, and what is understood of it. */
class WireTest {
  private static final String ARN = "arn:aws:vpc-lattice:eu-central-1:111122223333:";
  private static final Key KEY =
      new Key(new Place("", "eu-central-1"), Owner.export("shop", "checkout"), Role.service());
  private static final Change CREATE =
      new Change.Create(
          KEY, new LatticeService("checkout", null), Map.of(), Map.of("owner", "us"), "test");

  private final CannedServer server = new CannedServer();

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void signsAndNamesTheProductAndTagsInTheCreate() {
    server.then(201, service("ACTIVE"));
    server.cloud().apply(CREATE);
    var request = server.only();
    assertEquals("us", request.body().path("tags").path("owner").asText());
    assertTrue(request.header("User-agent").contains("lattice-operator/test"));
    assertTrue(request.header("Authorization").contains("/eu-central-1/vpc-lattice/"));
  }

  @Test
  void givesEachCreateATokenOfItsOwn() {
    server.then(201, service("ACTIVE")).then(201, service("ACTIVE"));
    var cloud = server.cloud();
    cloud.apply(CREATE);
    cloud.apply(CREATE);
    var tokens =
        server.requests().stream().map(r -> r.body().path("clientToken").asText()).toList();
    assertNotEquals(tokens.getFirst(), tokens.getLast());
    assertEquals(List.of(false, false), tokens.stream().map(String::isEmpty).toList());
  }

  @Test
  void waitsOnAStatusThatItDoesNotKnow() {
    server.then(201, service("PONDERING"));
    var done = assertInstanceOf(Receipt.Done.class, server.cloud().apply(CREATE).outcome());
    assertEquals(
        new Physical(
            "svc-1",
            ARN + "service/svc-1",
            ResourceStatus.UPDATE_IN_PROGRESS,
            null,
            "checkout.example",
            Map.of("owner", "us")),
        done.physical());
  }

  @Test
  void takesWhatIsOmittedOfATargetGroupForItsDefault() {
    server.then(
        200,
        """
        {"id": "tg-1", "arn": "a", "name": "g", "type": "IP", "status": "CREATE_FAILED",
         "failureCode": "Oops", "failureMessage": "no room",
         "config": {"port": 443, "protocol": "HTTPS", "protocolVersion": "HTTP2",
                    "vpcIdentifier": "vpc-1", "healthCheck": {"port": 0, "path": "/x"}}}
        """);
    var reading = server.cloud().read(new Read.Status(Node.Kind.TARGET_GROUP, "tg-1"));
    var described = assertInstanceOf(Result.Described.class, reading.result());
    var resource = assertInstanceOf(Resource.class, described.resource());
    var group = assertInstanceOf(TargetGroup.class, resource.node());
    assertEquals(
        new TargetGroup.Properties(
            Protocol.HTTPS, ProtocolVersion.HTTP2, IpAddressType.IPV4, "vpc-1"),
        group.properties());
    assertEquals(
        new HealthCheck(
            false, Protocol.HTTPS, ProtocolVersion.HTTP1, null, "/x", "200", 30, 5, 5, 2),
        group.healthCheck());
    assertEquals(
        new Physical("tg-1", "a", ResourceStatus.CREATE_FAILED, "Oops: no room", null, null),
        resource.physical());
  }

  @Test
  void asksWhyAnAssociationHasFailedAndReadsWeightsLeniently() {
    server
        .then(200, "{\"items\": [{\"id\": \"listener-1\"}, {\"id\": \"listener-2\"}]}")
        .then(
            200,
            """
            {"id": "listener-1", "arn": "l", "protocol": "HTTP", "port": 80,
             "defaultAction": {"forward": {"targetGroups": [
               {"targetGroupIdentifier": "arn:aws:vpc-lattice:eu-central-1:1:targetgroup/tg-1"}]}}}
            """)
        .then(200, "{\"tags\": {}}")
        .then(200, "{\"id\": \"listener-2\", \"protocol\": \"TLS_PASSTHROUGH\", \"port\": 443}")
        .then(200, "{\"items\": [{\"id\": \"snsa-1\", \"status\": \"CREATE_FAILED\"}]}")
        .then(
            200,
            """
            {"id": "snsa-1", "arn": "s", "status": "CREATE_FAILED", "serviceNetworkId": "sn-1",
             "serviceNetworkArn": "n",
             "failureMessage": "full"}
            """)
        .then(200, "{\"tags\": {}}");
    var reading = server.cloud().read(new Read.Children("svc-1"));
    assertEquals(7, reading.calls());
    var weights = new TreeMap<>(Map.of("tg-1", 100));
    assertEquals(
        new Result.Children(
            List.of(
                new Resource(
                    new Listener(Listener.Protocol.HTTP, 80, weights),
                    new Physical("listener-1", "l", ResourceStatus.ACTIVE, null, null, Map.of())),
                new Resource(
                    new ServiceAssociation("sn-1", "n"),
                    new Physical(
                        "snsa-1", "s", ResourceStatus.CREATE_FAILED, "full", null, Map.of())))),
        reading.result());
  }

  private static String service(String status) {
    return """
        {"id": "svc-1", "arn": "%sservice/svc-1", "name": "checkout", "status": "%s",
         "dnsEntry": {"domainName": "checkout.example", "hostedZoneId": "Z1"}}
        """
        .formatted(ARN, status);
  }
}
