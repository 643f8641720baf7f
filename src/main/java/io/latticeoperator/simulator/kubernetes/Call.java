package io.latticeoperator.simulator.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One request.
 *
 * @param segments of the path, decoded, without empty ones
 * @param query first value of each parameter
 * @param accept the header, empty if absent
 * @param contentType media type of the body without parameters, lower case, empty if absent
 */
record Call(
    String method,
    List<String> segments,
    Map<String, String> query,
    String accept,
    String contentType,
    String userAgent,
    Body body) {

  /** The bytes sent. */
  @FunctionalInterface
  interface Body {
    byte[] bytes();
  }

  String parameter(String name) {
    return query.getOrDefault(name, "");
  }

  boolean flag(String name) {
    return parameter(name).equals("true") || parameter(name).equals("1");
  }

  int number(String name, int otherwise) {
    try {
      return parameter(name).isEmpty() ? otherwise : Integer.parseInt(parameter(name));
    } catch (NumberFormatException malformed) {
      throw Faults.badRequest(name + " is no number: " + parameter(name));
    }
  }

  boolean watches() {
    return method.equals("GET") && flag("watch");
  }

  boolean dryRun() {
    return !parameter("dryRun").isEmpty();
  }

  /** Whether the client wants rows for people. */
  boolean wantsTable() {
    return accept.contains("as=Table");
  }

  boolean wantsMetadataOnly() {
    return accept.contains("as=PartialObjectMetadata");
  }

  /** The body as an object; 400 or 415 when it is none. */
  ObjectNode object() {
    if (contentType.contains("protobuf")) {
      throw Faults.unsupportedMediaType(
          contentType, List.of("application/json", "application/yaml"));
    }
    if (tree() instanceof ObjectNode object) {
      return object;
    }
    throw Faults.badRequest("the body of the request must be an object");
  }

  JsonNode tree() {
    return Json.parse(body.bytes(), contentType.contains("yaml"));
  }

  boolean hasBody() {
    return body.bytes().length > 0;
  }

  WriteOptions writeOptions() {
    var named = parameter("fieldManager");
    var manager = named.isEmpty() ? userAgent.split("[/ ]", 2)[0] : named;
    return new WriteOptions(
        manager.isEmpty() ? "unknown" : manager, WriteOptions.Operation.UPDATE, dryRun());
  }

  static String mediaType(String header) {
    return header.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }
}
