package io.latticeoperator.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The requests that an API server answered, from a moment on. */
final class AuditLog {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final Path file;
  private final int from;

  private AuditLog(Path file, int from) {
    this.file = file;
    this.from = from;
  }

  /** What is answered from now on. */
  static AuditLog from(Path file) {
    return new AuditLog(file, bytes(file).length);
  }

  /**
   * One answer.
   *
   * @param permission as a rule grants it, such as {@code patch latticeoperator.io/latticeexports}
   * @param allowed whether rules allowed it
   */
  record Entry(String permission, String namespace, String name, boolean allowed, String line) {}

  /** Those of one user, oldest first. */
  List<Entry> of(String user) {
    var bytes = bytes(file);
    var text = new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8);
    return text.lines()
        .flatMap(AuditLog::event)
        .filter(event -> event.path("user").path("username").asText().equals(user))
        .filter(event -> event.has("objectRef"))
        .map(AuditLog::entry)
        .toList();
  }

  private static Entry entry(JsonNode event) {
    var object = event.path("objectRef");
    var part = object.path("subresource").asText("");
    return new Entry(
        "%s %s/%s%s"
            .formatted(
                event.path("verb").asText(),
                object.path("apiGroup").asText(""),
                object.path("resource").asText(),
                part.isEmpty() ? "" : "/" + part),
        object.path("namespace").asText(""),
        object.path("name").asText(""),
        event.path("annotations").path("authorization.k8s.io/decision").asText().equals("allow"),
        event.toString());
  }

  /** None for a line that is being written. */
  private static Stream<JsonNode> event(String line) {
    try {
      return Stream.of(JSON.readTree(line));
    } catch (IOException incomplete) {
      return Stream.empty();
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
