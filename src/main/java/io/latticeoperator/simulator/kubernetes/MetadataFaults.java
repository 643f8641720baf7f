package io.latticeoperator.simulator.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.schema.FieldFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What may stand in an object's finalizers and owner references. */
final class MetadataFaults {
  private static final String FINALIZERS = "metadata.finalizers";
  private static final String OWNERS = "metadata.ownerReferences";
  private static final Set<String> STANDARD = Set.of("kubernetes", "foregroundDeletion", "orphan");

  private MetadataFaults() {}

  static List<FieldFault> of(
      Catalog.Served served, ObjectNode object, Optional<ObjectNode> before) {
    var causes = new ArrayList<FieldFault>();
    owners(Json.items(Json.at(object, "metadata", "ownerReferences")).toList(), causes);
    var finalizers = Json.strings(Json.at(object, "metadata", "finalizers"));
    for (int i = 0; i < finalizers.size(); i++) {
      var name = finalizers.get(i);
      Names.qualified(FINALIZERS, name).ifPresent(causes::add);
      if (served.custom().isEmpty() && !name.contains("/") && !STANDARD.contains(name)) {
        causes.add(
            FieldFault.invalidValue(
                FINALIZERS + "[" + i + "]",
                "\"" + name + "\"",
                "name is neither a standard finalizer name nor is it fully qualified"));
      }
    }
    before.filter(Deletion::begun).ifPresent(old -> late(old, finalizers, causes));
    return causes;
  }

  /** What the server would rather have otherwise. */
  static List<String> warnings(Catalog.Served served, JsonNode object) {
    return Json.strings(Json.at(object, "metadata", "finalizers")).stream()
        .filter(name -> served.custom().isPresent())
        .filter(name -> !name.contains("/") && !STANDARD.contains(name))
        .map(
            name ->
                (FINALIZERS
                        + ": \"%s\": prefer a domain-qualified finalizer name to avoid accidental"
                        + " conflicts with other finalizer writers")
                    .formatted(name))
        .toList();
  }

  /** An object that is being deleted takes no more finalizers. */
  private static void late(JsonNode before, List<String> finalizers, List<FieldFault> causes) {
    var added = new ArrayList<>(finalizers);
    added.removeAll(Json.strings(Json.at(before, "metadata", "finalizers")));
    if (!added.isEmpty()) {
      causes.add(
          new FieldFault(
              "FieldValueForbidden",
              FINALIZERS,
              "Forbidden: no new finalizers can be added if the object is being deleted, found new"
                  + " finalizers []string{%s}"
                      .formatted(
                          added.stream()
                              .map(name -> "\"" + name + "\"")
                              .collect(Collectors.joining(", ")))));
    }
  }

  private static void owners(List<JsonNode> owners, List<FieldFault> causes) {
    for (var owner : owners) {
      for (var field : List.of("apiVersion", "kind", "name", "uid")) {
        if (Json.text(owner, field).isEmpty()) {
          causes.add(
              FieldFault.invalidValue(
                  OWNERS + "." + (field.equals("apiVersion") ? "apiVersion" : field),
                  "\"\"",
                  field.equals("apiVersion") ? "version must not be empty" : "must not be empty"));
        }
      }
      if (Json.text(owner, "kind").equals("Event")) {
        causes.add(
            FieldFault.invalidValue(
                OWNERS,
                owner.toString(),
                "%s, Kind=Event is disallowed from being an owner"
                    .formatted(
                        Json.text(owner, "apiVersion").contains("/")
                            ? Json.text(owner, "apiVersion")
                            : "/" + Json.text(owner, "apiVersion"))));
      }
    }
    var controllers =
        owners.stream().filter(owner -> owner.path("controller").asBoolean(false)).toList();
    if (controllers.size() > 1) {
      causes.add(
          FieldFault.invalidValue(
              OWNERS,
              Json.array().addAll(owners).toString(),
              "Only one reference can have Controller set to true. Found \"true\" in references for"
                  + " %s and %s".formatted(named(controllers.get(0)), named(controllers.get(1)))));
    }
  }

  private static String named(JsonNode owner) {
    return Json.text(owner, "kind") + "/" + Json.text(owner, "name");
  }
}
