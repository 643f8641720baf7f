package io.latticeoperator.cloud.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executors;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Answers as it has been told to, one request after the other, and remembers what was asked. */
final class CannedServer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final Queue<Answer> answers = new ArrayDeque<>();
  private final List<Request> requests = new ArrayList<>();

  CannedServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  /** What came in. */
  record Request(String method, String path, Map<String, List<String>> headers, JsonNode body) {
    String header(String name) {
      return String.join(",", headers.getOrDefault(name, List.of()));
    }
  }

  /**
   * @param status 0 closes the connection without an answer
   */
  record Answer(int status, Map<String, String> headers, String body) {}

  CannedServer then(int status, String body) {
    return then(status, Map.of(), body);
  }

  synchronized CannedServer then(int status, Map<String, String> headers, String body) {
    answers.add(new Answer(status, headers, body));
    return this;
  }

  /** An error as VPC Lattice gives it. */
  CannedServer refusal(int status, String code, String message) {
    return then(
        status,
        Map.of("x-amzn-ErrorType", code),
        "{\"message\": \"" + message + "\", \"resourceId\": \"x\", \"resourceType\": \"SERVICE\"}");
  }

  synchronized List<Request> requests() {
    return List.copyOf(requests);
  }

  Request only() {
    var all = requests();
    if (all.size() != 1) {
      throw new AssertionError("one request expected: " + all);
    }
    return all.getFirst();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private AwsClients clients() {
    return AwsClients.at(
        uri(), "eu-central-1", credentials(), Timeouts.STANDARD, "lattice-operator/test");
  }

  AwsCredentialsProvider credentials() {
    return StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIATEST", "secret"));
  }

  AwsCloud cloud() {
    return new AwsCloud(clients());
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var body = exchange.getRequestBody().readAllBytes();
      Answer answer;
      synchronized (this) {
        requests.add(
            new Request(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                Map.copyOf(exchange.getRequestHeaders()),
                body(exchange, body)));
        answer = answers.remove();
      }
      if (answer.status() == 0) {
        return;
      }
      answer.headers().forEach(exchange.getResponseHeaders()::add);
      var bytes = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  /** The form of the query protocol is kept as one text. */
  private static JsonNode body(HttpExchange exchange, byte[] body) throws IOException {
    if (body.length == 0) {
      return JSON.nullNode();
    }
    var type = exchange.getRequestHeaders().getFirst("Content-Type");
    return type != null && type.startsWith("application/x-www-form-urlencoded")
        ? JSON.getNodeFactory().textNode(new String(body, StandardCharsets.UTF_8))
        : JSON.readTree(body);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
