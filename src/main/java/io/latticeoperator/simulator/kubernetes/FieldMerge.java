package io.latticeoperator.simulator.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Lays one object over another, and takes fields out of one; all results are new trees. */
final class FieldMerge {
  private final MergeRules rules;

  FieldMerge(MergeRules rules) {
    this.rules = rules;
  }

  /** What is applied wins; what it does not name stays. */
  ObjectNode merge(ObjectNode live, ObjectNode applied) {
    return merge(live, applied, List.of());
  }

  /** The object without fields, and what is below them; null stands where all has gone. */
  ObjectNode without(ObjectNode object, FieldSet fields) {
    var result = object.deepCopy();
    remove(result, List.of(), List.of(), fields);
    return result;
  }

  private ObjectNode merge(ObjectNode live, ObjectNode applied, List<String> names) {
    var merged = live.deepCopy();
    for (var field : applied.properties()) {
      var path = FieldSet.appended(names, field.getKey());
      merged.set(field.getKey(), value(live.path(field.getKey()), field.getValue(), path));
    }
    return merged;
  }

  private JsonNode value(JsonNode live, JsonNode applied, List<String> names) {
    if (FieldPaths.merges(rules, applied, names)) {
      if (applied instanceof ObjectNode object && live instanceof ObjectNode present) {
        return merge(present, object, names);
      }
      if (applied instanceof ArrayNode list && live instanceof ArrayNode present) {
        return list(present, list, names);
      }
    }
    return applied.deepCopy();
  }

  /**
   * The elements of both, in the order of those that are applied; the others keep their place
   * before the next one that both have.
   */
  private ArrayNode list(ArrayNode live, ArrayNode applied, List<String> names) {
    var present = FieldPaths.elements(rules, live, names);
    var wanted = FieldPaths.elements(rules, applied, names);
    var left = new ArrayList<>(present.keySet());
    var shared = new ArrayList<>(wanted.keySet());
    shared.retainAll(present.keySet());
    var merged = new LinkedHashSet<String>();
    for (var key : wanted.keySet()) {
      takeOthers(left, wanted, shared, merged);
      merged.add(key);
      left.remove(key);
      shared.remove(key);
    }
    merged.addAll(left);
    var result = Json.array();
    for (var key : merged) {
      var ours = present.getOrDefault(key, JsonNodeFactory.instance.missingNode());
      var theirs = wanted.getOrDefault(key, ours);
      result.add(ours.isMissingNode() ? theirs.deepCopy() : value(ours, theirs, names));
    }
    return result;
  }

  /** Those at the head that nobody applies, up to the next one that is shared. */
  private static void takeOthers(
      List<String> left, Map<String, JsonNode> wanted, List<String> shared, Set<String> merged) {
    while (!left.isEmpty()) {
      var head = left.getFirst();
      if (!wanted.containsKey(head)) {
        merged.add(head);
      } else if (merged.contains(head) || shared.isEmpty() || !shared.getFirst().equals(head)) {
        // its turn is elsewhere in the order that is applied
      } else {
        return;
      }
      left.removeFirst();
    }
  }

  private void remove(JsonNode value, List<String> names, List<String> path, FieldSet fields) {
    if (value instanceof ObjectNode object) {
      object
          .properties()
          .removeIf(field -> fields.has(FieldSet.appended(path, "f:" + field.getKey())));
      object
          .properties()
          .forEach(
              field ->
                  field.setValue(
                      rest(
                          field.getValue(),
                          FieldSet.appended(names, field.getKey()),
                          FieldSet.appended(path, "f:" + field.getKey()),
                          fields)));
    } else if (value instanceof ArrayNode list) {
      var kept = Json.array();
      FieldPaths.elements(rules, list, names)
          .forEach(
              (key, element) -> {
                var here = FieldSet.appended(path, key);
                if (!fields.has(here)) {
                  kept.add(rest(element, names, here, fields));
                }
              });
      list.removeAll();
      list.addAll(kept);
    }
  }

  private JsonNode rest(JsonNode value, List<String> names, List<String> path, FieldSet fields) {
    if (!fields.hasBelow(path) || !FieldPaths.merges(rules, value, names)) {
      return value;
    }
    remove(value, names, path, fields);
    return value.isEmpty() ? NullNode.getInstance() : value;
  }
}
