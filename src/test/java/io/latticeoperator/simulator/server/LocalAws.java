package io.latticeoperator.simulator.server;

import io.latticeoperator.simulator.aws.Vpc;
import io.latticeoperator.simulator.aws.World;
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
    lattice = new LatticeSimulator(timeline, settings, world, HealthProbe.alwaysHealthy(), 1);
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

  /** A call in the query protocol, signed for a service. */
  HttpResponse<String> query(String service, String form) throws IOException, InterruptedException {
    return send(
        "POST",
        "/",
        form,
        "Authorization",
        "AWS4-HMAC-SHA256 Credential=AKIATEST/20260101/us-east-1/%s/aws4_request".formatted(service),
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
