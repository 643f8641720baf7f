package io.latticeoperator.simulator.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.schema.FieldFault;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Merges what a manager applies into the live object, field by field, by who owns what. */
final class ServerSideApply {
  private final Kind kind;
  private final MergeRules rules;
  private final FieldPaths paths;
  private final FieldOwnership ownership;

  ServerSideApply(Kind kind, MergeRules rules, Instant now) {
    this.kind = kind;
    this.rules = rules;
    this.paths = new FieldPaths(rules);
    this.ownership = new FieldOwnership(rules, now);
  }

  /**
   * The object to store, with its managedFields; a new tree.
   *
   * @param live without content when the object is new
   * @param force take over what others own, rather than refuse with 409
   */
  ObjectNode apply(
      ObjectNode live, ObjectNode applied, String manager, String subresource, boolean force) {
    var intended = paths.of(applied);
    var present = paths.of(live);
    var entries = FieldOwnership.entries(live);
    var others =
        entries.stream().filter(each -> !each.isOf(manager, "Apply", subresource)).toList();
    var conflicts = conflicts(intended, present, others);
    if (!conflicts.isEmpty() && !force) {
      throw refusal(Json.name(applied), conflicts);
    }
    var merged = map(live, applied, List.of());
    copyIdentity(applied, merged);
    var own = entries.stream().filter(each -> each.isOf(manager, "Apply", subresource)).findFirst();
    own.ifPresent(last -> removeAbandoned(merged, last.fields(), intended.keySet(), others));
    FieldOwnership.write(
        merged,
        owners(
            entries,
            conflicts.keySet(),
            new FieldOwnership.Entry(
                manager,
                "Apply",
                subresource,
                Json.text(applied, "apiVersion"),
                own.filter(last -> last.fields().equals(intended.keySet()))
                    .map(FieldOwnership.Entry::time)
                    .orElse(ownership.timestamp()),
                sorted(intended.keySet())),
            paths.of(merged).keySet()));
    return merged;
  }

  private static Map<List<String>, FieldOwnership.Entry> conflicts(
      Map<List<String>, JsonNode> intended,
      Map<List<String>, JsonNode> present,
      List<FieldOwnership.Entry> others) {
    var conflicts = new TreeMap<List<String>, FieldOwnership.Entry>(FieldPaths.ORDER);
    intended.forEach(
        (path, value) -> {
          if (!value.equals(present.get(path))) {
            others.stream()
                .filter(other -> other.fields().contains(path))
                .findFirst()
                .ifPresent(other -> conflicts.put(path, other));
          }
        });
    return conflicts;
  }

  /** The entries afterwards, each in its place, so that applying twice changes nothing. */
  private static List<FieldOwnership.Entry> owners(
      List<FieldOwnership.Entry> before,
      Set<List<String>> taken,
      FieldOwnership.Entry own,
      Set<List<String>> present) {
    var entries = new ArrayList<FieldOwnership.Entry>();
    for (var entry : before) {
      if (own.isOf(entry.manager(), entry.operation(), entry.subresource())) {
        entries.add(own);
        continue;
      }
      var kept = sorted(entry.fields());
      kept.removeAll(taken);
      kept.retainAll(present);
      if (!kept.isEmpty()) {
        entries.add(entry.with(kept, entry.time()));
      }
    }
    if (!entries.contains(own)) {
      entries.add(own);
    }
    entries.removeIf(entry -> entry.fields().isEmpty());
    return entries;
  }

  /** What the manager applied before, no longer applies, and nobody else owns, goes. */
  private void removeAbandoned(
      ObjectNode merged,
      Set<List<String>> last,
      Set<List<String>> intended,
      List<FieldOwnership.Entry> others) {
    for (var path : last) {
      boolean held =
          intended.stream().anyMatch(each -> startsWith(each, path))
              || others.stream()
                  .flatMap(other -> other.fields().stream())
                  .anyMatch(each -> startsWith(each, path));
      if (!held) {
        remove(merged, path);
      }
    }
  }

  private static void remove(ObjectNode root, List<String> path) {
    JsonNode here = root;
    for (var element : path.subList(0, path.size() - 1)) {
      here = step(here, element);
    }
    var last = path.getLast();
    if (here instanceof ObjectNode object) {
      object.remove(last.substring(2));
    } else if (here instanceof ArrayNode list) {
      for (int i = list.size() - 1; i >= 0; i--) {
        if (is(list.get(i), last)) {
          list.remove(i);
        }
      }
    }
    if (path.size() > 1
        && here.isContainerNode()
        && here.isEmpty()
        && !path.get(path.size() - 2).startsWith("k:")) {
      remove(root, path.subList(0, path.size() - 1));
    }
  }

  private static JsonNode step(JsonNode here, String element) {
    if (element.startsWith("f:")) {
      return here.path(element.substring(2));
    }
    return Json.items(here)
        .filter(each -> is(each, element))
        .findFirst()
        .orElse(Json.object().path(""));
  }

  private static boolean is(JsonNode value, String element) {
    if (element.startsWith("v:")) {
      return value.toString().equals(element.substring(2));
    }
    var keys = Json.parse(element.substring(2).getBytes(UTF_8), false);
    return value instanceof ObjectNode object
        && element.equals(
            FieldPaths.keyElement(
                object, keys.properties().stream().map(Map.Entry::getKey).toList()));
  }

  private ObjectNode map(ObjectNode live, ObjectNode applied, List<String> names) {
    var merged = live.deepCopy();
    for (var field : applied.properties()) {
      var path = FieldPaths.appended(names, field.getKey());
      var value = field.getValue();
      merged.set(field.getKey(), value(live.path(field.getKey()), value, path));
    }
    return merged;
  }

  private JsonNode value(JsonNode live, JsonNode applied, List<String> names) {
    if (applied instanceof ObjectNode object && live instanceof ObjectNode present) {
      return rules.at(names, false) instanceof MergeRules.Atomic
          ? object.deepCopy()
          : map(present, object, names);
    }
    if (applied instanceof ArrayNode list && live instanceof ArrayNode present) {
      return switch (rules.at(names, true)) {
        case MergeRules.MapBy by -> keyed(present, list, by.keys(), names);
        case MergeRules.SetOf _ -> set(present, list);
        case MergeRules.Atomic _, MergeRules.Granular _ -> list.deepCopy();
      };
    }
    return applied.deepCopy();
  }

  private ArrayNode keyed(
      ArrayNode live, ArrayNode applied, List<String> keys, List<String> names) {
    var elements = new LinkedHashMap<String, ObjectNode>();
    Json.objects(live)
        .forEach(each -> elements.put(FieldPaths.keyElement(each, keys), each.deepCopy()));
    Json.objects(applied)
        .forEach(
            each ->
                elements.merge(
                    FieldPaths.keyElement(each, keys),
                    each.deepCopy(),
                    (present, wanted) -> map(present, wanted, names)));
    return Json.array().addAll(elements.values());
  }

  private static ArrayNode set(ArrayNode live, ArrayNode applied) {
    var values = new LinkedHashSet<JsonNode>();
    live.forEach(values::add);
    applied.forEach(values::add);
    return Json.array().addAll(values);
  }

  private ApiFault refusal(String name, Map<List<String>, FieldOwnership.Entry> conflicts) {
    var causes = new ArrayList<FieldFault>();
    conflicts.forEach(
        (path, owner) ->
            causes.add(
                new FieldFault(
                    "FieldManagerConflict", shown(path), "conflict with " + described(owner))));
    int count = causes.size();
    var message =
        "Apply failed with %d conflict%s: %s"
            .formatted(
                count,
                count == 1 ? "" : "s",
                count == 1
                    ? causes.getFirst().message() + ": " + causes.getFirst().field()
                    : "conflicts"
                        + String.join(
                            "",
                            causes.stream()
                                .map(each -> "\n- " + each.message() + ": " + each.field())
                                .toList()));
    return new ApiFault(
        409, "Conflict", message, new ApiFault.Subject(kind.group(), kind.plural(), name), causes);
  }

  private static String described(FieldOwnership.Entry owner) {
    var manager = "\"" + owner.manager() + "\"";
    var with =
        owner.subresource().isEmpty()
            ? manager
            : manager + " with subresource \"" + owner.subresource() + "\"";
    return owner.operation().equals("Update") ? with + " using " + owner.apiVersion() : with;
  }

  private static String shown(List<String> path) {
    var text = new StringBuilder();
    for (String element : path) {
      if (element.startsWith("f:")) {
        text.append('.').append(element.substring(2));
      } else if (element.startsWith("k:")) {
        var keys = element.substring(3, element.length() - 1).replaceAll("\"([A-Za-z]+)\":", "$1=");
        text.append('[').append(keys).append(']');
      } else {
        text.append('[').append(element.substring(2)).append(']');
      }
    }
    return text.toString();
  }

  private static void copyIdentity(ObjectNode applied, ObjectNode merged) {
    for (String field : List.of("apiVersion", "kind")) {
      merged.set(field, applied.path(field));
    }
  }

  private static boolean startsWith(List<String> path, List<String> prefix) {
    return path.size() >= prefix.size() && path.subList(0, prefix.size()).equals(prefix);
  }

  private static Set<List<String>> sorted(Set<List<String>> paths) {
    var sorted = new TreeSet<List<String>>(FieldPaths.ORDER);
    sorted.addAll(paths);
    return sorted;
  }
}
