package io.latticeoperator.simulator.lattice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The service model as data: all 73 operations of API version 2022-11-30, whether the simulator has
 * them or not. Read from {@code constraints.json} beside this class.
 *
 * @param structures by name
 */
record Model(Map<String, Operation> operations, Map<String, Structure> structures) {
  private static final Model LOADED = load();

  Model {
    operations = Map.copyOf(operations);
    structures = Map.copyOf(structures);
  }

  static Model get() {
    return LOADED;
  }

  /**
   * An operation.
   *
   * @param uri template with {@code {member}} as whole segments
   * @param status of success
   * @param output names of the members of the answer
   */
  record Operation(
      String name, String method, String uri, int status, List<Member> input, List<String> output) {
    Operation {
      input = List.copyOf(input);
      output = List.copyOf(output);
    }

    /** Whether it changes nothing. */
    boolean isRead() {
      return name.startsWith("Get") || name.startsWith("List");
    }
  }

  /**
   * A structure.
   *
   * @param union whether exactly one member must be set
   */
  record Structure(boolean union, List<Member> members) {
    Structure {
      members = List.copyOf(members);
    }
  }

  /** A member of a structure or an input. */
  record Member(String name, Location location, boolean required, Constraint constraint) {}

  /** Where HTTP carries a member. */
  enum Location {
    URI,
    QUERY,
    BODY
  }

  private static Model load() {
    try (var stream = Model.class.getResourceAsStream("constraints.json")) {
      var root = new ObjectMapper().readTree(Objects.requireNonNull(stream));
      var operations = new LinkedHashMap<String, Operation>();
      for (var entry : root.get("operations").properties()) {
        operations.put(entry.getKey(), operation(entry.getKey(), entry.getValue()));
      }
      var structures = new LinkedHashMap<String, Structure>();
      for (var entry : root.get("structures").properties()) {
        var node = entry.getValue();
        structures.put(
            entry.getKey(),
            new Structure(node.path("union").asBoolean(), members(node.get("members"))));
      }
      return new Model(operations, structures);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Operation operation(String name, JsonNode node) {
    var output = new ArrayList<String>();
    node.get("output").forEach(member -> output.add(member.get("name").asText()));
    return new Operation(
        name,
        node.get("method").asText(),
        node.get("uri").asText(),
        node.get("httpStatus").asInt(),
        members(node.get("input")),
        output);
  }

  private static List<Member> members(JsonNode nodes) {
    var members = new ArrayList<Member>();
    for (var node : nodes) {
      var location = node.path("location").asText("body").toUpperCase(Locale.ROOT);
      members.add(
          new Member(
              node.get("name").asText(),
              Location.valueOf(location),
              node.path("required").asBoolean(),
              constraint(node)));
    }
    return members;
  }

  private static Constraint constraint(JsonNode node) {
    int min = node.path("min").asInt(0);
    int max = node.path("max").asInt(Integer.MAX_VALUE);
    var type = node.get("type").asText();
    return switch (type) {
      case "string" -> {
        var values = new ArrayList<String>();
        node.path("enum").forEach(value -> values.add(value.asText()));
        var pattern = node.has("pattern") ? Pattern.compile(node.get("pattern").asText()) : null;
        yield new Constraint.Text(min, max, pattern, values);
      }
      case "integer", "long" ->
          new Constraint.Whole(
              node.path("min").asLong(Long.MIN_VALUE), node.path("max").asLong(Long.MAX_VALUE));
      case "boolean" -> new Constraint.Flag();
      case "list" -> new Constraint.Items(min, max, constraint(node.get("of")));
      case "map" ->
          new Constraint.Entries(
              min, max, constraint(node.get("key")), constraint(node.get("value")));
      case "structure" -> new Constraint.Shape(node.get("shape").asText());
      default -> new Constraint.Unchecked(type);
    };
  }
}
