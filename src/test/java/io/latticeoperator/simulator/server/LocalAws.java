package io.latticeoperator.simulator.server;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.latticeoperator.simulator.aws.Environment;
import io.latticeoperator.simulator.aws.Vpc;
import io.latticeoperator.simulator.aws.World;
import io.latticeoperator.simulator.iam.IdentityPolicies;
import io.latticeoperator.simulator.lattice.HealthProbe;
import io.latticeoperator.simulator.lattice.LatticeSimulator;
import io.latticeoperator.simulator.lattice.Settings;
import io.latticeoperator.time.RealTimeline;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;

/** A simulated AWS behind its server, with a client. */
final class LocalAws implements AutoCloseable {
  static final String VPC = "vpc-0aaaaaaaaaaaaaaaa";

  /** What failed on the timeline. */
  final List<Throwable> failures = new CopyOnWriteArrayList<>();

  private final RealTimeline timeline = new RealTimeline("aws-test", failures::add);
  private final HttpClient client = HttpClient.newHttpClient();
  final LatticeSimulator lattice;
  final AwsServer server;

  LocalAws() {
    this(Settings.instant());
  }

  LocalAws(Settings settings) {
    var world = World.of(Vpc.of(VPC, settings.account(), "us-east-1", "10.1.0.0/16"));
    var ground = Environment.of(timeline, world, settings.account(), 1);
    var policies = new IdentityPolicies(ground.accounts(), timeline::now);
    lattice =
        new LatticeSimulator(ground.authorizedBy(policies), settings, HealthProbe.alwaysHealthy());
    server = AwsServer.start(lattice, 0);
  }

  HttpResponse<String> send(String method, String path, String body, String... headers)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(server.endpoint() + path))
            .method(method, BodyPublishers.ofString(body));
    for (int index = 0; index < headers.length; index += 2) {
      request.header(headers[index], headers[index + 1]);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send("GET", path, "");
  }

  /** A read that is signed with the access key AKIATEST for VPC Lattice. */
  HttpResponse<String> signed(String path) throws IOException, InterruptedException {
    return send("GET", path, "", "Authorization", scope("vpc-lattice"));
  }

  /** A group whose one target is registered and used by a service of a network. */
  String targetInUse(String ip, int port) throws IOException, InterruptedException {
    var group =
        created(
            "/targetgroups",
            "{'name':'checkout','type':'IP','config':{'port':80,'protocol':'HTTP',"
                + "'vpcIdentifier':'%s'}}",
            VPC);
    var service = created("/services", "{'name':'checkout'}");
    var network = created("/servicenetworks", "{'name':'shop'}");
    Awaitility.await().until(() -> get("/services/" + service).body().contains("\"ACTIVE\""));
    Awaitility.await().until(() -> get("/targetgroups/" + group).body().contains("\"ACTIVE\""));
    created(
        "/services/%s/listeners".formatted(service),
        "{'name':'http','protocol':'HTTP','defaultAction':{'forward':{'targetGroups':"
            + "[{'targetGroupIdentifier':'%s'}]}}}",
        group);
    created(
        "/servicenetworkserviceassociations",
        "{'serviceNetworkIdentifier':'%s','serviceIdentifier':'%s'}",
        network,
        service);
    var targets = "{\"targets\":[{\"id\":\"%s\",\"port\":%d}]}".formatted(ip, port);
    send("POST", "/targetgroups/%s/registertargets".formatted(group), targets);
    return group;
  }

  /** The status of the first target of a group. */
  String targetStatus(String group) throws IOException, InterruptedException {
    var listed = send("POST", "/targetgroups/%s/listtargets".formatted(group), "{}").body();
    return new ObjectMapper().readTree(listed).at("/items/0/status").asText();
  }

  private String created(String path, String json, Object... arguments)
      throws IOException, InterruptedException {
    var body = json.formatted(arguments).replace('\'', '"');
    return new ObjectMapper().readTree(send("POST", path, body).body()).get("id").asText();
  }

  private static String scope(String service) {
    return "AWS4-HMAC-SHA256 Credential=AKIATEST/20260101/us-east-1/%s/aws4_request"
        .formatted(service);
  }

  /** A call in the query protocol, signed for a service. */
  HttpResponse<String> query(String service, String form) throws IOException, InterruptedException {
    return send(
        "POST",
        "/",
        form,
        "Authorization",
        scope(service),
        "Content-Type",
        "application/x-www-form-urlencoded");
  }

  Socket connect() throws IOException {
    var endpoint = server.endpoint();
    var socket = new Socket(endpoint.getHost(), endpoint.getPort());
    socket.setSoTimeout(10_000);
    return socket;
  }

  /** Sends bytes as they are, and gives what comes back until the connection ends. */
  String raw(String request) throws IOException {
    try (var socket = connect()) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Override
  public void close() {
    client.close();
    server.close();
    timeline.close();
  }
}
