package io.latticeoperator.simulator.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The fields of an object that can be owned. */
final class FieldPaths {
  private static final List<String> SERVER_OWNED =
      List.of(
          "name",
          "namespace",
          "creationTimestamp",
          "uid",
          "resourceVersion",
          "generation",
          "managedFields",
          "selfLink",
          "deletionTimestamp",
          "deletionGracePeriodSeconds");

  private final MergeRules rules;

  FieldPaths(MergeRules rules) {
    this.rules = rules;
  }

  /** A copy without what nobody can own. */
  static ObjectNode ownable(ObjectNode object) {
    var content = object.deepCopy();
    content.remove(List.of("apiVersion", "kind"));
    if (content.get("metadata") instanceof ObjectNode metadata) {
      metadata.remove(SERVER_OWNED);
      if (metadata.isEmpty()) {
        content.remove("metadata");
      }
    }
    return content;
  }

  /** Every leaf, and every element of lists that merge. */
  FieldSet of(ObjectNode object) {
    var set = FieldSet.none();
    fields(ownable(object), List.of(), List.of(), set);
    return set;
  }

  /** The set with the named fields above its own; keys of maps have no claim of their own. */
  FieldSet withNamed(FieldSet set) {
    var result = FieldSet.of(set.paths());
    for (var path : set.paths()) {
      var names = new ArrayList<String>();
      for (int i = 0; i < path.size() - 1; i++) {
        var element = path.get(i);
        if (element.startsWith("f:")) {
          names.add(element.substring(2));
          if (rules.named(names)) {
            result.paths().add(path.subList(0, i + 1));
          }
        }
      }
    }
    return result;
  }

  private void fields(ObjectNode object, List<String> names, List<String> path, FieldSet set) {
    for (var field : object.properties()) {
      value(
          field.getValue(),
          FieldSet.appended(names, field.getKey()),
          FieldSet.appended(path, "f:" + field.getKey()),
          set);
    }
  }

  private void value(JsonNode value, List<String> names, List<String> path, FieldSet set) {
    if (merges(rules, value, names)) {
      if (value instanceof ObjectNode object && !object.isEmpty()) {
        fields(object, names, path, set);
        return;
      } else if (value instanceof ArrayNode list) {
        elements(rules, list, names)
            .forEach(
                (key, element) -> {
                  var here = FieldSet.appended(path, key);
                  set.paths().add(here);
                  if (element instanceof ObjectNode object && merges(rules, object, names)) {
                    fields(object, names, here, set);
                  }
                });
        return;
      }
    }
    set.paths().add(path);
  }

  /** Whether the parts of a value are owned one by one. */
  static boolean merges(MergeRules rules, JsonNode value, List<String> names) {
    if (names.isEmpty()) {
      return true;
    }
    return switch (value.getNodeType()) {
      case OBJECT -> !(rules.at(names, false) instanceof MergeRules.Atomic);
      case ARRAY ->
          switch (rules.at(names, true)) {
            case MergeRules.MapBy _, MergeRules.SetOf _ -> true;
            case MergeRules.Atomic _, MergeRules.Granular _ -> false;
          };
      default -> false;
    };
  }

  /** The elements of a list that merges, by their path elements. */
  static Map<String, JsonNode> elements(MergeRules rules, JsonNode list, List<String> names) {
    var elements = new LinkedHashMap<String, JsonNode>();
    var rule = rules.at(names, true);
    list.forEach(element -> elements.putIfAbsent(element(rule, element), element));
    return elements;
  }

  private static String element(MergeRules.Rule rule, JsonNode element) {
    return rule instanceof MergeRules.MapBy by && element instanceof ObjectNode object
        ? keyElement(object, by.keys())
        : "v:" + element;
  }

  /** The element's keys, sorted by name, as real servers write them. */
  private static String keyElement(ObjectNode element, List<String> keys) {
    var key = Json.object();
    for (String name : new TreeSet<>(keys)) {
      Optional.ofNullable(element.get(name))
          .or(() -> name.equals("protocol") ? Optional.of(key.textNode("TCP")) : Optional.empty())
          .ifPresent(value -> key.set(name, value));
    }
    return "k:" + key;
  }
}
