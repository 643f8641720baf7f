package io.latticeoperator.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The changes that the story makes to objects. */
final class MergePatch {
  private MergePatch() {}

  /** {@code kubectl annotate NAME=VALUE}. */
  static JsonNode annotate(String name, String value) {
    var patch = object();
    patch.putObject("metadata").putObject("annotations").put(name, value);
    return patch;
  }

  /** {@code kubectl annotate NAME-}. */
  static JsonNode removeAnnotation(String name) {
    var patch = object();
    patch.putObject("metadata").putObject("annotations").putNull(name);
    return patch;
  }

  /** {@code kubectl scale --replicas}. */
  static JsonNode scale(int replicas) {
    var patch = object();
    patch.putObject("spec").put("replicas", replicas);
    return patch;
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
