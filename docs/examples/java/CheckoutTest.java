import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.vpclattice.VpcLatticeClient;
import software.amazon.awssdk.services.vpclattice.model.ConflictException;
import software.amazon.awssdk.services.vpclattice.model.ServiceStatus;
import software.amazon.awssdk.services.vpclattice.model.Target;
import software.amazon.awssdk.services.vpclattice.model.TargetGroupStatus;
import software.amazon.awssdk.services.vpclattice.model.TargetStatus;

/** Tests of code that works on VPC Lattice, against the simulator; JUnit and the AWS SDK 2. */
class CheckoutTest {
  private static final String VPC = "vpc-0123456789abcdef0";
  private static final String REGION = "eu-central-1";

  private static Simulator simulator;
  private static HttpServer pod;

  private final VpcLatticeClient lattice = simulator.client("111122223333", REGION);

  /** VPC Lattice as a process of its own. */
  private static final class Simulator {
    private final Process process;
    private final BufferedReader output;
    private final URI endpoint;
    private final URI dataPlane;

    Simulator(String... flags) throws IOException {
      var command = new ArrayList<>(List.of(System.getProperty("lattice", "./lattice")));
      command.addAll(List.of("simulator", "--region", REGION));
      command.addAll(List.of(flags));
      process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      output = process.inputReader();
      endpoint = after("listening on ");
      dataPlane = after("  callers in " + VPC + " reach listeners on port 80 at ");
    }

    /** Waits for a line; what follows its first words. */
    private URI after(String words) throws IOException {
      for (var line = output.readLine(); line != null; line = output.readLine()) {
        if (line.startsWith(words)) {
          return URI.create(line.substring(words.length()));
        }
      }
      throw new IOException("the simulator has not started");
    }

    /** The access key says which account calls, the Region of the signature where. */
    VpcLatticeClient client(String account, String region) {
      return VpcLatticeClient.builder()
          .endpointOverride(endpoint)
          .region(Region.of(region))
          .credentialsProvider(
              StaticCredentialsProvider.create(AwsBasicCredentials.create(account, "any")))
          .httpClientBuilder(ApacheHttpClient.builder())
          .build();
    }

    void reset() throws Exception {
      var nothing = HttpRequest.BodyPublishers.noBody();
      send(HttpRequest.newBuilder(endpoint.resolve("/_simulator/reset")).POST(nothing).build());
    }

    /** As a client in the VPC would call a service: by its name, on port 80. */
    HttpResponse<String> call(String host) throws Exception {
      return send(HttpRequest.newBuilder(dataPlane).header("Host", host).build());
    }

    private static HttpResponse<String> send(HttpRequest request) throws Exception {
      try (var client = HttpClient.newHttpClient()) {
        return client.send(request, HttpResponse.BodyHandlers.ofString());
      }
    }

    void close() throws InterruptedException {
      process.destroy();
      process.waitFor(20, TimeUnit.SECONDS);
    }
  }

  @BeforeAll
  static void start() throws IOException {
    // The JDK's client lets the Host header be set only if it is told to before its first use;
    // with other tests in the same JVM, give it as a flag: -Djdk.httpclient.allowRestrictedHeaders=host
    System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host");
    // The VPC's block is the loopback interface, so that servers of this test can be targets.
    simulator =
        new Simulator(
            "--vpc", VPC + "=127.0.0.0/8", "--set", "dataPlaneLag=200ms", "--set", "draining=500ms");
    pod = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    pod.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 4);
          exchange.getResponseBody().write("paid".getBytes());
          exchange.close();
        });
    pod.start();
  }

  @AfterAll
  static void stop() throws InterruptedException {
    simulator.close();
    pod.stop(0);
  }

  @BeforeEach
  void reset() throws Exception {
    simulator.reset();
  }

  @Test
  void aTargetAnswersUntilItIsDeregistered() throws Exception {
    var group =
        lattice
            .createTargetGroup(
                make ->
                    make.name("checkout")
                        .type("IP")
                        .config(it -> it.port(8080).protocol("HTTP").vpcIdentifier(VPC)))
            .id();
    var host = publish(group);
    eventually(() -> simulator.call(host).body().equals("paid"));

    var gone =
        lattice.deregisterTargets(it -> it.targetGroupIdentifier(group).targets(target()));
    assertTrue(gone.unsuccessful().isEmpty());
    var targets = lattice.listTargets(it -> it.targetGroupIdentifier(group)).items();
    assertEquals(TargetStatus.DRAINING, targets.getFirst().status());
    eventually(() -> simulator.call(host).statusCode() != 200);
  }

  @Test
  void aNameIsTakenOnce() {
    lattice.createService(make -> make.name("checkout"));
    assertThrows(
        ConflictException.class, () -> lattice.createService(make -> make.name("checkout")));
  }

  @Test
  void accountsAndRegionsAreApart() {
    lattice.createService(make -> make.name("checkout"));
    assertEquals(List.of(), simulator.client("444455556666", REGION).listServices(it -> {}).items());
    assertEquals(
        List.of(), simulator.client("111122223333", "us-west-2").listServices(it -> {}).items());
  }

  /** A service with that group, in a network that the VPC is associated with; its DNS name. */
  private String publish(String group) throws Exception {
    var network = lattice.createServiceNetwork(make -> make.name("shop")).id();
    lattice.createServiceNetworkVpcAssociation(
        make -> make.serviceNetworkIdentifier(network).vpcIdentifier(VPC));
    var service = lattice.createService(make -> make.name("checkout")).id();
    eventually(
        () ->
            lattice.getTargetGroup(it -> it.targetGroupIdentifier(group)).status()
                == TargetGroupStatus.ACTIVE);
    eventually(
        () ->
            lattice.getService(it -> it.serviceIdentifier(service)).status()
                == ServiceStatus.ACTIVE);
    lattice.registerTargets(it -> it.targetGroupIdentifier(group).targets(target()));
    lattice.createListener(
        make ->
            make.serviceIdentifier(service)
                .name("http")
                .protocol("HTTP")
                .port(80)
                .defaultAction(
                    to ->
                        to.forward(
                            groups -> groups.targetGroups(it -> it.targetGroupIdentifier(group)))));
    lattice.createServiceNetworkServiceAssociation(
        make -> make.serviceNetworkIdentifier(network).serviceIdentifier(service));
    return lattice.getService(it -> it.serviceIdentifier(service)).dnsEntry().domainName();
  }

  private static Target target() {
    return Target.builder().id("127.0.0.1").port(pod.getAddress().getPort()).build();
  }

  /** Nothing in Lattice happens at once. */
  private static void eventually(Callable<Boolean> condition) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.call()) {
      assertTrue(System.nanoTime() < deadline, "it did not happen in time");
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }
}
