package io.latticeoperator.simulator.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What changed between two states of an object. */
record FieldComparison(FieldSet added, FieldSet modified, FieldSet removed) {

  static FieldComparison between(MergeRules rules, ObjectNode before, ObjectNode after) {
    var comparison = new FieldComparison(FieldSet.none(), FieldSet.none(), FieldSet.none());
    comparison.compare(
        rules, FieldPaths.ownable(before), FieldPaths.ownable(after), List.of(), List.of());
    var metadata = List.of("f:metadata");
    comparison.added.paths().remove(metadata);
    comparison.removed.paths().remove(metadata);
    return comparison;
  }

  /** What was set. */
  FieldSet set() {
    return added.plus(modified);
  }

  boolean same() {
    return set().isEmpty() && removed.isEmpty();
  }

  private void compare(
      MergeRules rules, JsonNode before, JsonNode after, List<String> names, List<String> path) {
    boolean alike =
        before.isMissingNode()
            || after.isMissingNode()
            || before.getNodeType() == after.getNodeType();
    var one = after.isMissingNode() ? before : after;
    if (!alike || !FieldPaths.merges(rules, one, names) || (before.isEmpty() && after.isEmpty())) {
      leaf(before, after, path);
      return;
    }
    if (one.isObject()) {
      for (var name : union(names(before), names(after))) {
        compare(
            rules,
            before.path(name),
            after.path(name),
            FieldSet.appended(names, name),
            FieldSet.appended(path, "f:" + name));
      }
    } else {
      var were = FieldPaths.elements(rules, before, names);
      var are = FieldPaths.elements(rules, after, names);
      for (var key : union(were.keySet(), are.keySet())) {
        compare(
            rules,
            were.getOrDefault(key, missing()),
            are.getOrDefault(key, missing()),
            names,
            FieldSet.appended(path, key));
      }
    }
    if (!path.isEmpty() && (before.isMissingNode() || after.isMissingNode())) {
      leaf(before, after, path);
    }
  }

  private void leaf(JsonNode before, JsonNode after, List<String> path) {
    if (before.isMissingNode()) {
      added.paths().add(path);
    } else if (after.isMissingNode()) {
      removed.paths().add(path);
    } else if (!before.equals(after)) {
      modified.paths().add(path);
    }
  }

  private static Set<String> names(JsonNode object) {
    var names = new LinkedHashSet<String>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static Set<String> union(Set<String> one, Set<String> other) {
    var all = new LinkedHashSet<>(one);
    all.addAll(other);
    return all;
  }

  private static JsonNode missing() {
    return JsonNodeFactory.instance.missingNode();
  }
}
