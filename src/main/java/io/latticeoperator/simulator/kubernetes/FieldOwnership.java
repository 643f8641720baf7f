package io.latticeoperator.simulator.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Keeps {@code managedFields}: which manager last set which field. */
final class FieldOwnership {
  private final FieldPaths paths;
  private final Instant now;

  FieldOwnership(MergeRules rules, Instant now) {
    this.paths = new FieldPaths(rules);
    this.now = now;
  }

  /**
   * One manager's fields.
   *
   * @param operation {@code Apply} or {@code Update}
   * @param subresource such as {@code status}; empty for the object itself
   */
  record Entry(
      String manager,
      String operation,
      String subresource,
      String apiVersion,
      String time,
      Set<List<String>> fields) {

    boolean isOf(String otherManager, String otherOperation, String otherSubresource) {
      return manager.equals(otherManager)
          && operation.equals(otherOperation)
          && subresource.equals(otherSubresource);
    }

    Entry with(Set<List<String>> others, String otherTime) {
      return new Entry(manager, operation, subresource, apiVersion, otherTime, others);
    }
  }

  /** Records in {@code after}, in place, that {@code manager} made the difference. */
  void updated(ObjectNode before, ObjectNode after, String manager, Store.Part part) {
    var old = paths.of(before);
    var current = paths.of(after);
    var changed = new TreeSet<>(FieldPaths.ORDER);
    current.forEach(
        (path, value) -> {
          if (!value.equals(old.get(path))) {
            changed.add(path);
          }
        });
    if (changed.isEmpty() && old.keySet().equals(current.keySet())) {
      return;
    }
    var subresource = part == Store.Part.STATUS ? "status" : "";
    write(
        after,
        taken(entries(after), new Entry(manager, "Update", subresource, "", "", changed), current));
  }

  /** The entries when {@code taker} has newly set its fields: nobody else keeps them. */
  private List<Entry> taken(List<Entry> entries, Entry taker, Map<List<String>, JsonNode> current) {
    var result = new ArrayList<Entry>();
    Optional<Entry> own = Optional.empty();
    for (var entry : entries) {
      var kept = new TreeSet<>(FieldPaths.ORDER);
      entry.fields().stream().filter(current::containsKey).forEach(kept::add);
      if (entry.isOf(taker.manager(), taker.operation(), taker.subresource())) {
        own = Optional.of(entry.with(kept, entry.time()));
      } else {
        kept.removeAll(taker.fields());
        if (!kept.isEmpty()) {
          result.add(entry.with(kept, entry.time()));
        }
      }
    }
    var fields = new TreeSet<>(FieldPaths.ORDER);
    own.ifPresent(entry -> fields.addAll(entry.fields()));
    boolean grown = fields.addAll(taker.fields());
    var time = own.isPresent() && !grown ? own.get().time() : timestamp();
    if (!fields.isEmpty()) {
      result.add(taker.with(fields, time));
    }
    return result;
  }

  String timestamp() {
    return now.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  static List<Entry> entries(JsonNode object) {
    return Json.items(Json.at(object, "metadata", "managedFields"))
        .filter(entry -> !entry.isEmpty())
        .map(
            entry ->
                new Entry(
                    Json.text(entry, "manager"),
                    Json.text(entry, "operation"),
                    Json.text(entry, "subresource"),
                    Json.text(entry, "apiVersion"),
                    Json.text(entry, "time"),
                    paths(entry.path("fieldsV1"))))
        .toList();
  }

  /** Replaces the managedFields of {@code object}, in place. */
  static void write(ObjectNode object, List<Entry> entries) {
    var metadata = Json.metadata(object);
    if (entries.isEmpty()) {
      metadata.remove("managedFields");
      return;
    }
    var list = metadata.putArray("managedFields");
    for (var entry : entries) {
      var node = list.addObject();
      node.put("manager", entry.manager()).put("operation", entry.operation());
      node.put(
          "apiVersion",
          entry.apiVersion().isEmpty() ? Json.text(object, "apiVersion") : entry.apiVersion());
      node.put("time", entry.time()).put("fieldsType", "FieldsV1");
      node.set("fieldsV1", tree(entry.fields()));
      if (!entry.subresource().isEmpty()) {
        node.put("subresource", entry.subresource());
      }
    }
  }

  private static Set<List<String>> paths(JsonNode tree) {
    var paths = new TreeSet<>(FieldPaths.ORDER);
    collect(tree, List.of(), paths);
    return paths;
  }

  private static void collect(JsonNode tree, List<String> path, Set<List<String>> paths) {
    for (var child : tree.properties()) {
      if (child.getKey().equals(".")) {
        paths.add(path);
      } else {
        var longer = FieldPaths.appended(path, child.getKey());
        if (child.getValue().isEmpty()) {
          paths.add(longer);
        } else {
          collect(child.getValue(), longer, paths);
        }
      }
    }
  }

  private static ObjectNode tree(Set<List<String>> paths) {
    var root = Json.object();
    for (var path : paths) {
      var here = root;
      for (String element : path) {
        here = Json.child(here, element);
      }
    }
    for (var path : paths) {
      var here = root;
      for (String element : path) {
        here = Json.child(here, element);
      }
      if (!here.isEmpty()) {
        here.putObject(".");
      }
    }
    return root;
  }
}
