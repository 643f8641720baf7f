package io.latticeoperator.simulator.lattice;

import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Botocore's model of VPC Lattice, in a Python process: it makes requests, valid and just invalid
 * ones, and judges answers. It knows nothing of our {@code constraints.json}.
 */
final class Oracle implements AutoCloseable {
  private static final String SCRIPT = "src/test/python/conformance/oracle.py";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Process process;
  private final BufferedWriter commands;
  private final BufferedReader results;
  private final String version;
  private final boolean newer;
  private final Map<String, Operation> operations = new TreeMap<>();

  /**
   * An operation of botocore's model.
   *
   * @param errors names of those it declares
   */
  record Operation(String name, String method, List<String> errors, boolean paginated) {}

  /**
   * A request on the wire.
   *
   * @param field the member that breaks a constraint; null in a valid request
   * @param constraint the kind of constraint that is broken, such as {@code length}
   */
  record Sample(
      String operation,
      String method,
      String uri,
      String body,
      @Nullable String field,
      @Nullable String constraint) {
    boolean isValid() {
      return field == null;
    }

    @Override
    public String toString() {
      var broken = isValid() ? "valid" : field + " breaks " + constraint;
      return operation + " (" + broken + ") " + shortened(method + " " + uri + " " + body);
    }

    private static String shortened(String text) {
      return text.length() < 600 ? text : text.substring(0, 600) + "…";
    }
  }

  /**
   * What an answer is.
   *
   * @param faults where it departs from the model
   * @param error name of the error; empty for a success
   * @param message of the error, else empty
   * @param reason of a ValidationException, else empty
   * @param fields named by a ValidationException
   * @param output of a success, else empty
   */
  record Verdict(
      List<String> faults,
      String error,
      String message,
      String reason,
      List<String> fields,
      ObjectNode output) {
    boolean succeeded() {
      return error.isEmpty() && faults.isEmpty();
    }
  }

  /** Skips the test when there is no python3 with botocore. */
  Oracle() {
    process = start();
    commands = process.outputWriter(StandardCharsets.UTF_8);
    results = process.inputReader(StandardCharsets.UTF_8);
    var model = ask(MAPPER.createObjectNode().put("do", "model"));
    version = model.get("version").asText();
    newer = model.get("newer").asBoolean();
    for (var entry : model.get("operations").properties()) {
      var node = entry.getValue();
      operations.put(
          entry.getKey(),
          new Operation(
              entry.getKey(),
              node.get("method").asText(),
              texts(node.get("errors")),
              node.get("paginated").asBoolean()));
    }
  }

  private static Process start() {
    var builder = new ProcessBuilder("python3", SCRIPT);
    builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
    builder.environment().put("PYTHONIOENCODING", "utf-8");
    try {
      return builder.redirectErrorStream(true).start();
    } catch (IOException absent) {
      return abort("python3 is not installed");
    }
  }

  /** Of botocore. */
  String version() {
    return version;
  }

  /** Whether the model has what {@link Choices#newerModel()} adds. */
  boolean isNewer() {
    return newer;
  }

  Collection<Operation> operations() {
    return operations.values();
  }

  Operation operation(String name) {
    var operation = operations.get(name);
    if (operation == null) {
      throw new IllegalArgumentException(name);
    }
    return operation;
  }

  /**
   * Valid requests of an operation.
   *
   * @param pool identifiers that they often use
   */
  List<Sample> valid(String operation, long seed, int count, Collection<String> pool) {
    var command =
        MAPPER
            .createObjectNode()
            .put("do", "valid")
            .put("operation", operation)
            .put("seed", seed)
            .put("count", count);
    pool.forEach(command.putArray("pool")::add);
    return samples(command);
  }

  /** Requests of an operation with a single broken constraint each, every way there is. */
  List<Sample> invalid(String operation, long seed) {
    return samples(
        MAPPER
            .createObjectNode()
            .put("do", "invalid")
            .put("operation", operation)
            .put("seed", seed));
  }

  private List<Sample> samples(ObjectNode command) {
    var samples = new ArrayList<Sample>();
    ask(command).get("requests").forEach(node -> samples.add(sample(node)));
    return samples;
  }

  /** The request for an input. */
  Sample request(String operation, ObjectNode input) {
    var command = MAPPER.createObjectNode().put("do", "serialize").put("operation", operation);
    command.set("input", input);
    return sample(ask(command));
  }

  Verdict judge(String operation, HttpResponse<String> response) {
    var command =
        MAPPER
            .createObjectNode()
            .put("do", "judge")
            .put("operation", operation)
            .put("status", response.statusCode())
            .put("body", response.body());
    var headers = command.putObject("headers");
    response.headers().map().forEach((name, values) -> headers.put(name, values.getFirst()));
    var node = ask(command);
    return new Verdict(
        texts(node.get("faults")),
        text(node, "error"),
        text(node, "message"),
        text(node, "reason"),
        texts(node.path("fields")),
        node.path("output").isObject()
            ? (ObjectNode) node.get("output")
            : MAPPER.createObjectNode());
  }

  private static Sample sample(JsonNode node) {
    var breaks = node.path("breaks");
    return new Sample(
        node.get("operation").asText(),
        node.get("method").asText(),
        node.get("uri").asText(),
        node.get("body").asText(),
        breaks.isObject() ? breaks.get("field").asText() : null,
        breaks.isObject() ? breaks.get("constraint").asText() : null);
  }

  private static String text(JsonNode node, String member) {
    return node.path(member).isTextual() ? node.get(member).asText() : "";
  }

  private static List<String> texts(JsonNode array) {
    var texts = new ArrayList<String>();
    array.forEach(item -> texts.add(item.asText()));
    return texts;
  }

  private JsonNode ask(ObjectNode command) {
    try {
      commands.write(MAPPER.writeValueAsString(command));
      commands.newLine();
      commands.flush();
      var line = results.readLine();
      if (line != null && line.startsWith("{")) {
        return MAPPER.readTree(line);
      }
      var rest = line + "\n" + results.readAllAsString();
      if (rest.contains("No module named 'botocore'")) {
        return abort("python3 has no botocore");
      }
      throw new AssertionError("The oracle failed at " + command + ":\n" + rest);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  @Override
  public void close() {
    process.destroy();
  }
}
