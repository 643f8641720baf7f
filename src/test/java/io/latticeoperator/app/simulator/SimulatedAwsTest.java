package io.latticeoperator.app.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.latticeoperator.app.MissingPrerequisite;
import io.latticeoperator.simulator.PodNetwork;
import io.latticeoperator.simulator.aws.Vpc;
import io.latticeoperator.simulator.dataplane.ProxySettings;
import io.latticeoperator.simulator.faults.FaultPlan;
import io.latticeoperator.simulator.lattice.Settings;
import io.latticeoperator.time.RealTimeline;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulatedAwsTest {
  private static final Vpc VPC =
      Vpc.of("vpc-0123456789abcdef0", "111122223333", "us-east-1", "10.0.0.0/16");

  private final RealTimeline timeline =
      new RealTimeline(
          "simulated-aws-test",
          failure -> {
            throw new AssertionError(failure);
          });

  @TempDir private Path folder;

  @AfterEach
  void end() {
    timeline.close();
  }

  @Test
  void whatIsToGoWrongGoesWrongFromTheStart() throws Exception {
    var plan =
        FaultPlan.parse(
            """
            {"rules": [{"operations": ["CreateService"], "error": {"code": "ThrottlingException"}}]}
            """);
    try (var aws = start(new Rigour(1, plan, null, false))) {
      assertEquals(429, create(aws, "AKIAANYBODY").statusCode());
    }
  }

  @Test
  void whoHasPoliciesMayDoNoMore() throws Exception {
    var file = folder.resolve("policies.json");
    Files.writeString(file, "{\"AKIANOBODY\": []}");
    try (var aws = start(new Rigour(1, FaultPlan.NONE, file, false))) {
      assertEquals(403, create(aws, "AKIANOBODY").statusCode());
      assertEquals(201, create(aws, "AKIAANYBODY").statusCode());
    }
  }

  @Test
  void policiesThatCannotBeReadAreTold() {
    var rigour = new Rigour(1, FaultPlan.NONE, folder.resolve("absent.json"), false);
    var problem = assertThrows(MissingPrerequisite.class, () -> start(rigour));
    assertTrue(String.valueOf(problem.getMessage()).contains("absent.json"), problem.getMessage());
  }

  @Test
  void theSeedDecidesTheIdentifiers() throws Exception {
    assertEquals(firstId(1), firstId(1));
    assertNotEquals(firstId(1), firstId(2));
  }

  @Test
  void theAdminPathTellsWhereListenersAreReached() throws Exception {
    try (var aws = start(Rigour.NONE)) {
      int port = aws.proxy().endpoint(VPC.id(), 80).getPort();
      var page =
          send(HttpRequest.newBuilder(aws.endpoint().resolve("/_simulator/data-plane")).build());
      assertEquals(
          "{\"entrances\":[{\"vpcId\":\"%s\",\"listenerPort\":80,\"address\":\"127.0.0.1:%d\"}]}"
              .formatted(VPC.id(), port),
          page.body());
    }
  }

  private String firstId(long seed) throws Exception {
    try (var aws = start(new Rigour(seed, FaultPlan.NONE, null, false))) {
      var made = new ObjectMapper().readTree(create(aws, "AKIAANYBODY").body());
      return made.path("id").asText();
    }
  }

  private SimulatedAws start(Rigour rigour) throws MissingPrerequisite {
    var plan =
        new SimulatedAws.Plan(Settings.quick(), List.of(VPC), 0, ProxySettings.likely(), rigour);
    return SimulatedAws.start(plan, timeline, PodNetwork.direct(), Memory.NONE);
  }

  private static HttpResponse<String> create(SimulatedAws aws, String accessKey) throws Exception {
    var authorization =
        "AWS4-HMAC-SHA256 Credential=%s/20260101/us-east-1/vpc-lattice/aws4_request, "
                .formatted(accessKey)
            + "SignedHeaders=host, Signature=0";
    return send(
        HttpRequest.newBuilder(aws.endpoint().resolve("/services"))
            .header("Authorization", authorization)
            .POST(HttpRequest.BodyPublishers.ofString("{\"name\":\"checkout\"}"))
            .build());
  }

  private static HttpResponse<String> send(HttpRequest request) throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
  }
}
