package io.latticeoperator.simulator.lattice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * The service model as data: all 73 operations of API version 2022-11-30, whether the simulator has
 * them or not. Read from {@code constraints.json} beside this class.
 *
 * @param structures by name
 * @param errors their members, by the name of the error
 */
record Model(
    Map<String, Operation> operations,
    Map<String, Structure> structures,
    Map<String, Structure> errors) {
  private static final Model OLDER = load(false);
  private static final Model NEWER = load(true);

  Model {
    operations = Map.copyOf(operations);
    structures = Map.copyOf(structures);
    errors = Map.copyOf(errors);
  }

  /**
   * The model of botocore 1.43.11, or with what 1.43.107 has added and changed. Operations and
   * their paths are the same in both.
   */
  static Model of(boolean newer) {
    return newer ? NEWER : OLDER;
  }

  /**
   * An operation.
   *
   * @param uri template with {@code {member}} as whole segments
   * @param status of success
   * @param output members of the answer
   * @param errors names of those that it declares
   */
  record Operation(
      String name,
      String method,
      String uri,
      int status,
      List<Member> input,
      List<Member> output,
      Set<String> errors) {
    Operation {
      input = List.copyOf(input);
      output = List.copyOf(output);
      errors = Set.copyOf(errors);
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
    HEADER,
    BODY
  }

  private static Model load(boolean newer) {
    try (var stream = Model.class.getResourceAsStream("constraints.json")) {
      var root = new ObjectMapper().readTree(Objects.requireNonNull(stream));
      var delta = newer ? root.get("newerModelDelta") : MissingNode.getInstance();
      var operations = new LinkedHashMap<String, Operation>();
      for (var entry : root.get("operations").properties()) {
        var name = entry.getKey();
        operations.put(
            name, operation(name, entry.getValue(), delta.path("operations").path(name)));
      }
      var structures = new LinkedHashMap<String, Structure>();
      for (var entry : root.get("structures").properties()) {
        var name = entry.getKey();
        structures.put(name, structure(entry.getValue(), delta.path("structures").path(name)));
      }
      for (var entry : delta.path("structures").properties()) {
        if (entry.getValue().has("added")) {
          structures.put(
              entry.getKey(), structure(entry.getValue().get("added"), MissingNode.getInstance()));
        }
      }
      var errors = new LinkedHashMap<String, Structure>();
      for (var entry : root.get("exceptions").properties()) {
        errors.put(entry.getKey(), structure(entry.getValue(), MissingNode.getInstance()));
      }
      return new Model(operations, structures, errors);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Operation operation(String name, JsonNode node, JsonNode delta) {
    return new Operation(
        name,
        node.get("method").asText(),
        node.get("uri").asText(),
        node.get("httpStatus").asInt(),
        members(node.get("input"), delta.path("input")),
        members(node.get("output"), delta.path("output")),
        StreamSupport.stream(node.get("errors").spliterator(), false)
            .map(error -> error.get("code").asText())
            .collect(Collectors.toSet()));
  }

  private static Structure structure(JsonNode node, JsonNode delta) {
    return new Structure(node.path("union").asBoolean(), members(node.get("members"), delta));
  }

  /** The members as the delta has changed them, and then those that it has added. */
  private static List<Member> members(JsonNode nodes, JsonNode delta) {
    var members = new LinkedHashMap<String, Member>();
    for (var member : members(nodes)) {
      members.put(member.name(), member);
    }
    for (var member : members(delta.path("changedMembers"))) {
      members.put(member.name(), member);
    }
    for (var member : members(delta.path("addedMembers"))) {
      members.put(member.name(), member);
    }
    return List.copyOf(members.values());
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
