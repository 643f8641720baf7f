package io.latticeoperator.simulator.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.schema.FieldFault;
import io.latticeoperator.schema.ResourceSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One served version of a stored CustomResourceDefinition. */
final class CustomVersion {
  private static final String NOWHERE = "<nil>";
  private static final String UNCHECKED =
      "some validation rules were not checked because the object was invalid; correct the existing"
          + " errors to complete validation";

  private final Kind kind;
  private final JsonNode version;
  private final ResourceSchema schema;

  private CustomVersion(JsonNode definition, JsonNode version) {
    var spec = definition.path("spec");
    var names = spec.path("names");
    this.version = version;
    this.kind =
        new Kind(
            Json.text(spec, "group"),
            Json.text(version, "name"),
            Json.text(names, "kind"),
            Json.text(names, "plural"),
            Json.strings(names.path("shortNames")),
            Json.strings(names.path("categories")),
            Json.text(spec, "scope").equals("Namespaced"),
            version.path("subresources").has("status"),
            version.path("subresources").has("scale"));
    this.schema = new ResourceSchema(version.path("schema").path("openAPIV3Schema"));
  }

  /** The served versions, in the order of the definition. */
  static List<CustomVersion> of(JsonNode definition) {
    return Json.items(definition.path("spec").path("versions"))
        .filter(version -> version.path("served").asBoolean(false))
        .map(version -> new CustomVersion(definition, version))
        .toList();
  }

  /** Writes, in place, what the server says of a definition that it serves. */
  static void acceptNames(ObjectNode definition) {
    var status = Json.child(definition, "status");
    var spec = definition.path("spec");
    status.set("acceptedNames", spec.path("names").deepCopy());
    if (!status.has("conditions")) {
      var conditions = status.putArray("conditions");
      var since = Json.text(definition, "metadata", "creationTimestamp");
      for (String type : List.of("NamesAccepted", "Established")) {
        conditions
            .addObject()
            .put("type", type)
            .put("status", "True")
            .put("lastTransitionTime", since)
            .put("reason", type.equals("Established") ? "InitialNamesAccepted" : "NoConflicts")
            .put(
                "message",
                type.equals("Established")
                    ? "the initial names have been accepted"
                    : "no conflicts found");
      }
    }
    if (!status.has("storedVersions")) {
      var stored = status.putArray("storedVersions");
      Json.items(spec.path("versions"))
          .filter(version -> version.path("storage").asBoolean(false))
          .forEach(version -> stored.add(Json.text(version, "name")));
    }
  }

  Kind kind() {
    return kind;
  }

  MergeRules mergeRules() {
    return new CustomMergeRules(schema.root());
  }

  ResourceSchema schema() {
    return schema;
  }

  JsonNode printerColumns() {
    return version.path("additionalPrinterColumns");
  }

  /** Where a scale's numbers are: {@code specReplicasPath} and the like. */
  JsonNode scale() {
    return version.path("subresources").path("scale");
  }

  /** Completes an object in place; returns what is wrong with it. */
  List<FieldFault> admit(ObjectNode object, Optional<ObjectNode> before, Store.Part part) {
    if (part == Store.Part.MAIN && kind.status() && before.isEmpty()) {
      object.remove("status");
    }
    var faults = new ArrayList<FieldFault>();
    for (var fault : schema.admit(object, before)) {
      faults.add(
          fault.field().isEmpty()
              ? new FieldFault(fault.reason(), NOWHERE, fault.message())
              : fault);
    }
    if (faults.stream().anyMatch(FieldFault::ofShape)) {
      faults.add(FieldFault.invalidValue(NOWHERE, "null", UNCHECKED));
    }
    return faults;
  }
}
