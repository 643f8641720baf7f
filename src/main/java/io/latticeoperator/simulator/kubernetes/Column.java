package io.latticeoperator.simulator.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Instant;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * A column of a table.
 *
 * @param type {@code string} or {@code integer}
 * @param priority 0 for always, 1 for {@code -o wide}
 */
record Column(
    String name, String type, String format, String description, int priority, Cell cell) {
  static final Column NAME =
      new Column("Name", "string", "name", "Name of the object.", 0, text(Json::name));
  static final Column AGE =
      new Column(
          "Age",
          "string",
          "",
          "Time since the object was created.",
          0,
          (object, now) ->
              TextNode.valueOf(Age.of(Json.text(object, "metadata", "creationTimestamp"), now)));

  /** What stands in the column for one object. */
  @FunctionalInterface
  interface Cell {
    JsonNode of(JsonNode object, Instant now);
  }

  static Column of(String name, Function<JsonNode, String> value) {
    return new Column(name, "string", "", name + " of the object.", 0, text(value));
  }

  static Column wide(String name, Function<JsonNode, String> value) {
    return new Column(name, "string", "", name + " of the object.", 1, text(value));
  }

  /** Some numbers are told as text by their type, though not by their cells. */
  static Column number(String name, ToIntFunction<JsonNode> value) {
    return counted(name, "string", value);
  }

  static Column integer(String name, ToIntFunction<JsonNode> value) {
    return counted(name, "integer", value);
  }

  private static Column counted(String name, String type, ToIntFunction<JsonNode> value) {
    return new Column(
        name,
        type,
        "",
        name + " of the object.",
        0,
        (object, now) -> IntNode.valueOf(value.applyAsInt(object)));
  }

  private static Cell text(Function<JsonNode, String> value) {
    return (object, now) -> TextNode.valueOf(value.apply(object));
  }
}
