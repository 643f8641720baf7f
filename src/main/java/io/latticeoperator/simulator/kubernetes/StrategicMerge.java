package io.latticeoperator.simulator.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** The strategic merge patch of the built-in kinds: lists merge by their keys. */
final class StrategicMerge {
  private static final String DIRECTIVE = "$patch";
  private static final String RETAIN_KEYS = "$retainKeys";
  private static final String DELETE_PRIMITIVES = "$deleteFromPrimitiveList/";
  private static final String ORDER = "$setElementOrder/";

  private final MergeRules rules;

  StrategicMerge(MergeRules rules) {
    this.rules = rules;
  }

  /** A new tree; neither argument is changed. */
  ObjectNode apply(ObjectNode target, ObjectNode patch) {
    return map(target, patch, List.of());
  }

  private ObjectNode map(ObjectNode target, ObjectNode patch, List<String> path) {
    switch (Json.text(patch, DIRECTIVE)) {
      case "replace" -> {
        return withoutDirectives(patch);
      }
      case "delete" -> {
        return Json.object();
      }
      default -> {}
    }
    var result = target.deepCopy();
    if (patch.has(RETAIN_KEYS)) {
      result.retain(Set.copyOf(Json.strings(patch.path(RETAIN_KEYS))));
    }
    for (var field : patch.properties()) {
      var name = field.getKey();
      var value = field.getValue();
      if (name.startsWith(DELETE_PRIMITIVES)) {
        deletePrimitives(result, name.substring(DELETE_PRIMITIVES.length()), value);
      } else if (value.isNull()) {
        result.remove(name);
      } else if (!name.startsWith("$")) {
        result.set(name, value(result.path(name), value, child(path, name)));
      }
    }
    for (var field : result.properties()) {
      if (field.getValue() instanceof ArrayNode list) {
        var wanted = patch.path(ORDER + field.getKey());
        order(
            list,
            wanted.isArray() ? wanted : patch.path(field.getKey()),
            target.path(field.getKey()),
            child(path, field.getKey()));
      }
    }
    return result;
  }

  private JsonNode value(JsonNode target, JsonNode patch, List<String> path) {
    if (patch instanceof ObjectNode object) {
      return map(target instanceof ObjectNode found ? found : Json.object(), object, path);
    }
    if (patch instanceof ArrayNode list) {
      var present = target instanceof ArrayNode found ? found : Json.array();
      return switch (rules.at(path, true)) {
        case MergeRules.MapBy by -> objects(present, list, by.keys().getFirst(), path);
        case MergeRules.SetOf _ -> union(present, list);
        case MergeRules.Atomic _, MergeRules.Granular _ -> list.deepCopy();
      };
    }
    return patch;
  }

  private ArrayNode objects(ArrayNode target, ArrayNode patch, String key, List<String> path) {
    boolean replace =
        Json.items(patch).anyMatch(each -> Json.text(each, DIRECTIVE).equals("replace"));
    var result = replace ? Json.array() : target.deepCopy();
    int added = 0;
    for (var element : Json.objects(patch)) {
      int index = find(result, key, element.path(key));
      var directive = Json.text(element, DIRECTIVE);
      if (directive.equals("delete")) {
        if (index >= 0) {
          result.remove(index);
        }
      } else if (index >= 0) {
        result.set(index, map((ObjectNode) result.get(index), element, path));
      } else if (element.has(key)) {
        result.insert(added++, map(Json.object(), element, path));
      }
    }
    return result;
  }

  private static ArrayNode union(ArrayNode target, ArrayNode patch) {
    var result = target.deepCopy();
    var seen = new ArrayList<JsonNode>();
    result.forEach(seen::add);
    for (var element : patch) {
      if (!seen.contains(element)) {
        seen.add(element);
        result.add(element);
      }
    }
    return result;
  }

  private static void deletePrimitives(ObjectNode result, String name, JsonNode values) {
    if (result.get(name) instanceof ArrayNode list) {
      var gone = Json.items(values).toList();
      var kept = Json.array();
      list.forEach(
          element -> {
            if (!gone.contains(element)) {
              kept.add(element);
            }
          });
      result.set(name, kept);
    }
  }

  /**
   * Sorts as the patch's author sees the list. What he does not name keeps its place before the
   * first named one that came after it.
   */
  private void order(ArrayNode list, JsonNode wanted, JsonNode before, List<String> path) {
    var rule = rules.at(path, true);
    if (rule instanceof MergeRules.Atomic || !wanted.isArray()) {
      return;
    }
    var named = identities(wanted, rule);
    var former = identities(before, rule);
    var result = new ArrayList<JsonNode>();
    list.forEach(
        element -> {
          if (named.contains(identity(element, rule))) {
            result.add(element);
          }
        });
    result.sort(Comparator.comparingInt(element -> named.indexOf(identity(element, rule))));
    int from = 0;
    for (var element : list) {
      var identity = identity(element, rule);
      if (!named.contains(identity)) {
        int place = from;
        while (place < result.size()
            && former.indexOf(identity(result.get(place), rule)) <= former.indexOf(identity)) {
          place++;
        }
        result.add(place, element);
        from = place + 1;
      }
    }
    list.removeAll();
    list.addAll(result);
  }

  private static List<JsonNode> identities(JsonNode list, MergeRules.Rule rule) {
    return Json.items(list).map(element -> identity(element, rule)).toList();
  }

  private static JsonNode identity(JsonNode element, MergeRules.Rule rule) {
    return rule instanceof MergeRules.MapBy by ? element.path(by.keys().getFirst()) : element;
  }

  private static int find(ArrayNode list, String key, JsonNode value) {
    for (int i = 0; i < list.size(); i++) {
      if (list.get(i) instanceof ObjectNode element && element.path(key).equals(value)) {
        return i;
      }
    }
    return -1;
  }

  private static ObjectNode withoutDirectives(ObjectNode patch) {
    var copy = patch.deepCopy();
    copy.remove(DIRECTIVE);
    return copy;
  }

  private static List<String> child(List<String> path, String name) {
    var child = new ArrayList<>(path);
    child.add(name);
    return child;
  }
}
