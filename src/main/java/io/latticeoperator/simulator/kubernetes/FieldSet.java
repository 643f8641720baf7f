package io.latticeoperator.simulator.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Fields of an object, each by its path of {@code fieldsV1} elements: {@code f:name} for a field,
 * {@code k:{...}} for an element of a keyed list, {@code v:...} for one of a set. A field is in the
 * set by itself, not by what is below it.
 *
 * @param paths in a fixed order
 */
record FieldSet(TreeSet<List<String>> paths) {
  static final Comparator<List<String>> ORDER =
      Comparator.comparing(path -> String.join("\u0000", path));

  static FieldSet of(Collection<List<String>> paths) {
    var sorted = new TreeSet<>(ORDER);
    sorted.addAll(paths);
    return new FieldSet(sorted);
  }

  static FieldSet none() {
    return of(List.of());
  }

  boolean isEmpty() {
    return paths.isEmpty();
  }

  boolean has(List<String> path) {
    return paths.contains(path);
  }

  /** Whether there is a field below {@code path}. */
  boolean hasBelow(List<String> path) {
    var after = paths.higher(path);
    return after != null
        && after.size() > path.size()
        && after.subList(0, path.size()).equals(path);
  }

  FieldSet plus(FieldSet other) {
    var all = of(paths);
    all.paths.addAll(other.paths);
    return all;
  }

  FieldSet minus(FieldSet other) {
    return where(path -> !other.has(path));
  }

  FieldSet and(FieldSet other) {
    return where(other::has);
  }

  FieldSet where(Predicate<List<String>> wanted) {
    return of(paths.stream().filter(wanted).toList());
  }

  /** From a {@code fieldsV1} tree. */
  static FieldSet read(JsonNode tree) {
    var found = none();
    read(tree, List.of(), found);
    return found;
  }

  /** As a {@code fieldsV1} tree. */
  ObjectNode tree() {
    var root = Json.object();
    for (var path : paths) {
      at(root, path);
    }
    for (var path : paths) {
      var here = at(root, path);
      if (!here.isEmpty()) {
        here.putObject(".");
      }
    }
    return root;
  }

  private static ObjectNode at(ObjectNode root, List<String> path) {
    var here = root;
    for (String element : path) {
      here = Json.child(here, element);
    }
    return here;
  }

  private static void read(JsonNode tree, List<String> path, FieldSet found) {
    for (var child : tree.properties()) {
      if (child.getKey().equals(".")) {
        found.paths.add(path);
      } else {
        var longer = appended(path, child.getKey());
        if (child.getValue().isEmpty()) {
          found.paths.add(longer);
        } else {
          read(child.getValue(), longer, found);
        }
      }
    }
  }

  static List<String> appended(List<String> path, String element) {
    var longer = new ArrayList<>(path);
    longer.add(element);
    return List.copyOf(longer);
  }
}
