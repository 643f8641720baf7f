package io.latticeoperator.simulator.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The fields of an object that can be owned, as paths of {@code fieldsV1} elements: {@code f:name}
 * for a field, {@code k:{...}} for an element of a keyed list, {@code v:...} for one of a set.
 */
final class FieldPaths {
  static final Comparator<List<String>> ORDER =
      Comparator.comparing(path -> String.join("\u0000", path));

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

  /** Every ownable path with the value there; for list elements and empty maps, their presence. */
  Map<List<String>, JsonNode> of(ObjectNode object) {
    var content = object.deepCopy();
    content.remove(List.of("apiVersion", "kind"));
    if (content.get("metadata") instanceof ObjectNode metadata) {
      metadata.remove(SERVER_OWNED);
    }
    var paths = new TreeMap<List<String>, JsonNode>(ORDER);
    map(content, List.of(), List.of(), paths);
    return paths;
  }

  private void map(
      ObjectNode map, List<String> names, List<String> path, Map<List<String>, JsonNode> paths) {
    for (var field : map.properties()) {
      value(
          field.getValue(),
          appended(names, field.getKey()),
          appended(path, "f:" + field.getKey()),
          paths);
    }
  }

  private void value(
      JsonNode value, List<String> names, List<String> path, Map<List<String>, JsonNode> paths) {
    if (value instanceof ObjectNode object) {
      if (object.isEmpty() || rules.at(names, false) instanceof MergeRules.Atomic) {
        paths.put(path, value);
      } else {
        map(object, names, path, paths);
      }
    } else if (value instanceof ArrayNode list) {
      switch (rules.at(names, true)) {
        case MergeRules.MapBy by -> {
          for (var element : Json.objects(list)) {
            var key = appended(path, keyElement(element, by.keys()));
            paths.put(key, Json.object());
            map(element, names, key, paths);
          }
        }
        case MergeRules.SetOf _ ->
            list.forEach(each -> paths.put(appended(path, "v:" + each), each));
        case MergeRules.Atomic _, MergeRules.Granular _ -> paths.put(path, value);
      }
    } else {
      paths.put(path, value);
    }
  }

  /** The element's keys, sorted by name, as real servers write them. */
  static String keyElement(ObjectNode element, List<String> keys) {
    var key = Json.object();
    for (String name : new TreeSet<>(keys)) {
      Optional.ofNullable(element.get(name))
          .or(() -> name.equals("protocol") ? Optional.of(key.textNode("TCP")) : Optional.empty())
          .ifPresent(value -> key.set(name, value));
    }
    return "k:" + key;
  }

  static List<String> appended(List<String> path, String element) {
    var longer = new ArrayList<>(path);
    longer.add(element);
    return List.copyOf(longer);
  }
}
