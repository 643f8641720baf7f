package io.latticeoperator.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.latticeoperator.app.Configured;
import io.latticeoperator.app.Discovery;
import io.latticeoperator.app.MissingPrerequisite;
import io.latticeoperator.app.RunConfig;
import io.latticeoperator.app.Setting;
import io.latticeoperator.app.SettingsReader;
import io.latticeoperator.cloud.aws.AwsSurroundings;
import io.latticeoperator.cloud.aws.InstanceMetadata;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** VPC and subnets are found out only when that is asked for. */
class DiscoveryTest {
  private static final String MAC = "0e:49:61:0f:c3:11";

  private final CommandWorld world = new CommandWorld();

  @AfterEach
  void end() {
    world.close();
  }

  private static RunConfig config(String vpcId, String cidrs) {
    return assertInstanceOf(
            Configured.Valid.class,
            SettingsReader.read(
                Map.of(
                    Setting.VPC_ID, vpcId,
                    Setting.ROUTABLE_CIDRS, cidrs,
                    Setting.CLUSTER_NAME, "alpha")))
        .config();
  }

  /** Metadata service of an instance in this VPC, by session tokens only. */
  private static HttpServer metadata(String vpcId) throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    var answers =
        Map.of(
            "PUT /latest/api/token",
            "token",
            "GET /latest/meta-data/mac",
            MAC,
            "GET /latest/meta-data/network/interfaces/macs/" + MAC + "/vpc-id",
            vpcId);
    server.createContext(
        "/",
        exchange -> {
          var asked = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
          boolean allowed =
              asked.startsWith("PUT")
                  || "token"
                      .equals(exchange.getRequestHeaders().getFirst("X-aws-ec2-metadata-token"));
          var body = answers.getOrDefault(asked, "").getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("X-aws-ec2-metadata-token-ttl-seconds", "21600");
          exchange.sendResponseHeaders(
              !allowed ? 401 : body.length == 0 ? 404 : 200, body.length == 0 ? -1 : body.length);
          if (body.length > 0) {
            exchange.getResponseBody().write(body);
          }
          exchange.close();
        });
    server.start();
    return server;
  }

  @Test
  void theInstanceTellsTheVpcAndEc2ItsSubnets() throws Exception {
    var server = metadata(CommandWorld.VPC);
    try (var clients = world.clients()) {
      var endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
      var found =
          Discovery.complete(
              config("discover", "discover"),
              new AwsSurroundings(clients, new InstanceMetadata(endpoint)));
      assertEquals(CommandWorld.VPC, found.cluster().vpcId());
      assertEquals("[10.0.0.0/16]", found.cluster().routable().toString());
    } finally {
      server.stop(0);
    }
  }

  @Test
  void whatIsSaidIsNotAskedAbout() throws Exception {
    try (var clients = world.clients()) {
      var nobody = new InstanceMetadata(URI.create("http://127.0.0.1:1"));
      var said = config(CommandWorld.VPC, "10.9.0.0/16");
      assertSame(said, Discovery.complete(said, new AwsSurroundings(clients, nobody)));
      var subnets =
          Discovery.complete(
              config(CommandWorld.VPC, "discover"), new AwsSurroundings(clients, nobody));
      assertEquals("[10.0.0.0/16]", subnets.cluster().routable().toString());
    }
  }

  @Test
  void whereNoInstanceAnswersTheSettingIsNamed() {
    try (var clients = world.clients()) {
      var nobody = new InstanceMetadata(URI.create("http://127.0.0.1:1"));
      var failure =
          assertThrows(
              MissingPrerequisite.class,
              () ->
                  Discovery.complete(
                      config("discover", "discover"), new AwsSurroundings(clients, nobody)));
      assertTrue(
          failure.getMessage().startsWith("--vpc-id (LATTICE_VPC_ID) is discover: "),
          failure.getMessage());
    }
  }
}
