package io.latticeoperator.simulator.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.schema.FieldFault;
import java.util.List;

/** Whether what a client sent is an object of the kind, and under the name, that its URL says. */
final class Decoding {
  private final Kind kind;
  private final boolean custom;

  Decoding(Catalog.Served served) {
    this.kind = served.kind();
    this.custom = served.custom().isPresent();
  }

  /** The same object, with the namespace and the name filled in. */
  ObjectNode checked(ResourcePath path, ObjectNode object) {
    if (!object.path("metadata").isMissingNode() && !object.path("metadata").isObject()) {
      throw unreadable(
          kind.kind(), kind.version(), "json: cannot unmarshal the metadata into ObjectMeta");
    }
    requireKind(object);
    var metadata = Json.metadata(object);
    if (kind.namespaced()) {
      Json.putIfAbsent(metadata, "namespace", path.namespace());
      if (!Json.namespace(object).equals(path.namespace())) {
        throw Faults.badRequest(
            "the namespace of the provided object does not match the namespace sent on the"
                + " request");
      }
    }
    if (!path.name().isEmpty()) {
      Json.putIfAbsent(metadata, "name", path.name());
      if (!Json.name(object).equals(path.name())) {
        throw Faults.badRequest(
            "the name of the object (%s) does not match the name on the URL (%s)"
                .formatted(Json.name(object), path.name()));
      }
    }
    return object;
  }

  /** The same, of an object that is applied: it says itself what it is. */
  ObjectNode applied(ResourcePath path, ObjectNode object) {
    if (Json.text(object, "apiVersion").isEmpty() || Json.text(object, "kind").isEmpty()) {
      throw Faults.badRequest(
          "invalid object type: %s, Kind=%s"
              .formatted(
                  Json.text(object, "apiVersion").isEmpty() ? "/" : Json.text(object, "apiVersion"),
                  Json.text(object, "kind")));
    }
    return checked(path, object);
  }

  private void requireKind(ObjectNode object) {
    var apiVersion = Json.text(object, "apiVersion");
    var name = Json.text(object, "kind");
    if (!custom) {
      if ((!apiVersion.isEmpty() && !apiVersion.equals(kind.apiVersion()))
          || (!name.isEmpty() && !name.equals(kind.kind()))) {
        var version = apiVersion.isEmpty() ? kind.apiVersion() : apiVersion;
        throw unreadable(
            name.isEmpty() ? kind.kind() : name,
            version.substring(version.indexOf('/') + 1),
            "the object provided is of another kind");
      }
    } else if (apiVersion.isEmpty() || name.isEmpty()) {
      throw Faults.badRequest(
          "the object provided is unrecognized (must be of type %s): Object '%s' is missing"
              .formatted(kind.kind(), name.isEmpty() ? "Kind" : "apiVersion"));
    } else if (!apiVersion.equals(kind.apiVersion())) {
      throw Faults.badRequest(
          "the API version in the data (%s) does not match the expected API version (%s)"
              .formatted(apiVersion, kind.apiVersion()));
    } else if (!name.equals(kind.kind())) {
      throw Faults.invalid(
          kind,
          name,
          Json.name(object),
          List.of(FieldFault.invalidValue("kind", "\"" + name + "\"", "must be " + kind.kind())));
    }
  }

  private ApiFault unreadable(String name, String version, String why) {
    return Faults.badRequest(
        "%s in version \"%s\" cannot be handled as a %s: %s"
            .formatted(name, version, kind.kind(), why));
  }
}
