package io.latticeoperator.simulator.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** The {@code managedFields} of an object: which manager last set which field. */
final class Managers {
  private final SequencedMap<Id, Claim> claims = new LinkedHashMap<>();

  /**
   * Who manages fields. One that applies is the same in all versions of the kind.
   *
   * @param operation {@code Apply} or {@code Update}
   * @param subresource such as {@code status}; empty for the object itself
   * @param version in which it updates; empty for one that applies
   */
  record Id(String name, String operation, String subresource, String version) {
    static Id applying(String name, String subresource) {
      return new Id(name, "Apply", subresource, "");
    }

    static Id updating(String name, String subresource, String apiVersion) {
      return new Id(name, "Update", subresource, apiVersion);
    }

    private static Id of(JsonNode entry) {
      var name = Json.text(entry, "manager");
      var subresource = Json.text(entry, "subresource");
      return Json.text(entry, "operation").equals("Apply")
          ? applying(name, subresource)
          : updating(name, subresource, Json.text(entry, "apiVersion"));
    }
  }

  /**
   * What one has.
   *
   * @param apiVersion in which the fields were set
   * @param time of the last change; empty where nothing was changed
   */
  record Claim(FieldSet fields, String apiVersion, String time) {
    Claim of(FieldSet others) {
      return new Claim(others, apiVersion, time);
    }
  }

  /** Those that are written on an object. */
  static Managers of(JsonNode object) {
    var managers = new Managers();
    Json.items(Json.at(object, "metadata", "managedFields"))
        .filter(entry -> !entry.isEmpty())
        .forEach(
            entry ->
                managers.claims.put(
                    Id.of(entry),
                    new Claim(
                        FieldSet.read(entry.path("fieldsV1")),
                        Json.text(entry, "apiVersion"),
                        Json.text(entry, "time"))));
    return managers;
  }

  boolean isEmpty() {
    return claims.isEmpty();
  }

  Optional<Claim> get(Id manager) {
    return Optional.ofNullable(claims.get(manager));
  }

  void put(Id manager, Claim claim) {
    claims.put(manager, claim);
  }

  /** What all of them have. */
  FieldSet all() {
    return claims.values().stream().map(Claim::fields).reduce(FieldSet.none(), FieldSet::plus);
  }

  /** Which of the fields belong to others. */
  Map<Id, FieldSet> others(Id manager, FieldSet fields) {
    var owners = new LinkedHashMap<Id, FieldSet>();
    claims.forEach(
        (other, claim) -> {
          var common = claim.fields().and(fields);
          if (!other.equals(manager) && !common.isEmpty()) {
            owners.put(other, common);
          }
        });
    return owners;
  }

  /** Takes fields from all but {@code manager}. */
  void take(Id manager, FieldSet fields) {
    claims.replaceAll(
        (other, claim) -> other.equals(manager) ? claim : claim.of(claim.fields().minus(fields)));
  }

  /** Replaces the managedFields of {@code object}, in place; who has nothing is not named. */
  void write(ObjectNode object) {
    var metadata = Json.metadata(object);
    var list = Json.array();
    var entries = new ArrayList<>(claims.entrySet());
    entries.removeIf(entry -> entry.getValue().fields().isEmpty());
    entries.sort(
        Comparator.comparing((Map.Entry<Id, Claim> entry) -> entry.getKey().operation())
            .thenComparing(entry -> entry.getValue().time())
            .thenComparing(entry -> entry.getKey().name())
            .thenComparing(entry -> entry.getKey().version())
            .thenComparing(entry -> entry.getKey().subresource()));
    for (var entry : entries) {
      list.add(node(entry.getKey(), entry.getValue()));
    }
    if (list.isEmpty()) {
      metadata.remove("managedFields");
    } else {
      metadata.set("managedFields", list);
    }
  }

  private static ObjectNode node(Id manager, Claim claim) {
    var node = Json.object();
    node.put("manager", manager.name()).put("operation", manager.operation());
    node.put("apiVersion", claim.apiVersion());
    if (!claim.time().isEmpty()) {
      node.put("time", claim.time());
    }
    node.put("fieldsType", "FieldsV1").set("fieldsV1", claim.fields().tree());
    if (!manager.subresource().isEmpty()) {
      node.put("subresource", manager.subresource());
    }
    return node;
  }

  /** Whether two objects are equal but for the times of their managers. */
  static boolean sameButTimes(ObjectNode one, ObjectNode other) {
    return one.equals(other) || withoutTimes(one).equals(withoutTimes(other));
  }

  private static ObjectNode withoutTimes(ObjectNode object) {
    var copy = object.deepCopy();
    Json.objects(Json.at(copy, "metadata", "managedFields")).forEach(entry -> entry.remove("time"));
    return copy;
  }

  /** The names of those who manage anything, in their order. */
  List<String> names() {
    return claims.keySet().stream().map(Id::name).toList();
  }
}
