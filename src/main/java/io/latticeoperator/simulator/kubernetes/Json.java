package io.latticeoperator.simulator.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Reads and writes of JSON trees; what is absent reads as empty, never as null. */
final class Json {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
  private static final ObjectMapper YAML = new YAMLMapper();

  private Json() {}

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  static ArrayNode array() {
    return JsonNodeFactory.instance.arrayNode();
  }

  /** The tree of a JSON or YAML text; 400 when it is neither. */
  static JsonNode parse(byte[] text, boolean yaml) {
    try {
      var node = (yaml ? YAML : JSON).readTree(text);
      if (node == null || node.isMissingNode()) {
        throw Faults.badRequest("the request has no body");
      }
      return node;
    } catch (JsonProcessingException malformed) {
      throw Faults.badRequest(
          "the object provided is unrecognized (must be of type JSON): "
              + malformed.getOriginalMessage());
    } catch (IOException unreadable) {
      throw Faults.badRequest("the request body cannot be read: " + unreadable.getMessage());
    }
  }

  static byte[] bytes(JsonNode node) {
    try {
      return JSON.writeValueAsBytes(node);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  static JsonNode at(JsonNode node, String... path) {
    var here = node;
    for (String name : path) {
      here = here.path(name);
    }
    return here;
  }

  /** The text at {@code path}; empty when there is none or it is no scalar. */
  static String text(JsonNode node, String... path) {
    return at(node, path).asText("");
  }

  /** The object under {@code name}; put there, in place of any other value, if it is none. */
  static ObjectNode child(ObjectNode parent, String name) {
    return parent.get(name) instanceof ObjectNode found ? found : parent.putObject(name);
  }

  static ObjectNode metadata(ObjectNode object) {
    return child(object, "metadata");
  }

  static String name(JsonNode object) {
    return text(object, "metadata", "name");
  }

  static String namespace(JsonNode object) {
    return text(object, "metadata", "namespace");
  }

  /** The elements of an array; none of anything else. */
  static Stream<JsonNode> items(JsonNode array) {
    return array.isArray() ? StreamSupport.stream(array.spliterator(), false) : Stream.empty();
  }

  static List<ObjectNode> objects(JsonNode array) {
    return items(array).filter(ObjectNode.class::isInstance).map(ObjectNode.class::cast).toList();
  }

  static List<String> strings(JsonNode array) {
    return items(array).map(JsonNode::asText).toList();
  }

  /** Puts {@code value} unless the field has one. */
  static void putIfAbsent(ObjectNode node, String field, String value) {
    if (!node.hasNonNull(field)) {
      node.put(field, value);
    }
  }

  /** Puts {@code value} unless the field has one. */
  static void putIfAbsent(ObjectNode node, String field, int value) {
    if (!node.hasNonNull(field)) {
      node.put(field, value);
    }
  }

  /** A copy in which equal numbers are equal nodes, however they were written. */
  static ObjectNode normal(ObjectNode node) {
    return (ObjectNode) normal((JsonNode) node);
  }

  private static JsonNode normal(JsonNode node) {
    if (node instanceof ObjectNode object) {
      var copy = object();
      object.properties().forEach(field -> copy.set(field.getKey(), normal(field.getValue())));
      return copy;
    }
    if (node instanceof ArrayNode list) {
      var copy = array();
      list.forEach(element -> copy.add(normal(element)));
      return copy;
    }
    if (node.isIntegralNumber() && node.canConvertToInt()) {
      return IntNode.valueOf(node.intValue());
    }
    return node.isBinary() ? TextNode.valueOf(node.asText()) : node;
  }
}
