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
      } else if (name.startsWith("$")) {
        continue;
      } else if (value.isNull()) {
        result.remove(name);
      } else {
        result.set(name, value(result.path(name), value, child(path, name)));
      }
    }
    for (var field : patch.properties()) {
      if (field.getKey().startsWith(ORDER)) {
        var name = field.getKey().substring(ORDER.length());
        if (result.get(name) instanceof ArrayNode list) {
          order(list, field.getValue(), child(path, name));
        }
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
    for (var element : Json.objects(patch)) {
      int index = find(result, key, element.path(key));
      var directive = Json.text(element, DIRECTIVE);
      if (directive.equals("delete")) {
        if (index >= 0) {
          result.remove(index);
        }
      } else if (directive.equals("replace") && !element.has(key)) {
        continue;
      } else if (index >= 0) {
        result.set(index, map((ObjectNode) result.get(index), element, path));
      } else {
        result.add(map(Json.object(), element, path));
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

  /** Sorts as the patch's author sees the list; what the author does not know comes last. */
  private void order(ArrayNode list, JsonNode wanted, List<String> path) {
    var elements = new ArrayList<>(Json.items(list).toList());
    var order = Json.items(wanted).toList();
    if (rules.at(path, true) instanceof MergeRules.MapBy by) {
      var key = by.keys().getFirst();
      var keys = order.stream().map(each -> each.path(key)).toList();
      elements.sort(Comparator.comparingInt(each -> rank(keys, each.path(key))));
    } else {
      elements.sort(Comparator.comparingInt(each -> rank(order, each)));
    }
    list.removeAll();
    list.addAll(elements);
  }

  private static int rank(List<JsonNode> order, JsonNode value) {
    int index = order.indexOf(value);
    return index < 0 ? order.size() : index;
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
