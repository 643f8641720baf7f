package io.latticeoperator.app.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/** The few requests to a cluster's API server that kubectl would send for the story's commands. */
final class KubernetesApi implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final int NOT_FOUND = 404;
  private static final int LEAST_ERROR = 400;
  private static final String JSON = "application/json";
  private static final String TABLE = "application/json;as=Table;v=v1;g=meta.k8s.io";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI server;

  KubernetesApi(URI server) {
    this.server = server;
  }

  /** {@code kubectl create}. */
  void create(String collection, JsonNode object) {
    send(request(collection, JSON).header("Content-Type", JSON).POST(body(object)));
  }

  /** {@code kubectl patch --type merge}. */
  void patch(String path, JsonNode change) {
    patch(path, "application/merge-patch+json", change);
  }

  /** {@code kubectl patch}: lists are merged by their elements' names. */
  void strategicPatch(String path, JsonNode change) {
    patch(path, "application/strategic-merge-patch+json", change);
  }

  /** {@code kubectl get -o json} of one object, or of a collection. */
  Optional<JsonNode> get(String path) {
    return answer(request(path, JSON).GET());
  }

  /** What {@code kubectl get} is given to print. */
  Table table(String collection) {
    return Table.of(send(request(collection, TABLE).GET()));
  }

  @Override
  public void close() {
    http.shutdownNow();
  }

  private void patch(String path, String type, JsonNode change) {
    send(request(path, JSON).header("Content-Type", type).method("PATCH", body(change)));
  }

  private HttpRequest.Builder request(String path, String accept) {
    return HttpRequest.newBuilder(server.resolve(path)).timeout(TIMEOUT).header("Accept", accept);
  }

  private JsonNode send(HttpRequest.Builder request) {
    return answer(request).orElseThrow(() -> new IllegalStateException("not there: " + server));
  }

  private Optional<JsonNode> answer(HttpRequest.Builder builder) {
    var request = builder.build();
    try {
      var response = http.send(request, BodyHandlers.ofByteArray());
      if (response.statusCode() == NOT_FOUND) {
        return Optional.empty();
      }
      var body = MAPPER.readTree(response.body());
      if (response.statusCode() >= LEAST_ERROR) {
        throw new IllegalStateException(
            "%s %s: %s".formatted(request.method(), request.uri(), body.path("message").asText()));
      }
      return Optional.of(body);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
      throw new Ended();
    }
  }

  private static HttpRequest.BodyPublisher body(JsonNode object) {
    try {
      return HttpRequest.BodyPublishers.ofByteArray(MAPPER.writeValueAsBytes(object));
    } catch (JsonProcessingException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
