package io.latticeoperator.simulator.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.schema.FieldFault;
import java.util.List;
import java.util.stream.Collectors;

/** The refusals of an API server, in its words. */
final class Faults {
  private Faults() {}

  static ApiFault badRequest(String message) {
    return new ApiFault(400, "BadRequest", message);
  }

  static ApiFault noSuchPath() {
    return new ApiFault(404, "NotFound", "the server could not find the requested resource");
  }

  static ApiFault notFound(Kind kind, String name) {
    return about(
        kind, name, 404, "NotFound", "%s \"%s\" not found".formatted(qualified(kind), name));
  }

  static ApiFault alreadyExists(Kind kind, String name) {
    return about(
        kind,
        name,
        409,
        "AlreadyExists",
        "%s \"%s\" already exists".formatted(qualified(kind), name));
  }

  static ApiFault stale(Kind kind, String name) {
    return conflict(
        kind,
        name,
        "the object has been modified; please apply your changes to the latest version and try"
            + " again");
  }

  static ApiFault conflict(Kind kind, String name, String why) {
    return about(
        kind,
        name,
        409,
        "Conflict",
        "Operation cannot be fulfilled on %s \"%s\": %s".formatted(qualified(kind), name, why));
  }

  /** A 403 for an object of a namespace that is being deleted, with the cause clients look for. */
  static ApiFault namespaceEnds(Kind kind, String name, String namespace) {
    return new ApiFault(
        403,
        "Forbidden",
        "%s \"%s\" is forbidden: unable to create new content in namespace %s because it is being terminated"
            .formatted(qualified(kind), name, namespace),
        new ApiFault.Subject(kind.group(), kind.plural(), name),
        List.of(
            new FieldFault(
                "NamespaceTerminating",
                "metadata.namespace",
                "namespace %s is being terminated".formatted(namespace))));
  }

  /** A 422 with its causes, listed in the message as real servers do. */
  static ApiFault invalid(Kind kind, String name, List<FieldFault> causes) {
    return invalid(kind, kind.kind(), name, causes);
  }

  /**
   * @param called what the client calls the kind
   */
  static ApiFault invalid(Kind kind, String called, String name, List<FieldFault> causes) {
    var listed =
        causes.stream().map(cause -> cause.field() + ": " + cause.message()).distinct().toList();
    var text =
        listed.size() == 1
            ? listed.getFirst()
            : listed.stream().collect(Collectors.joining(", ", "[", "]"));
    return new ApiFault(
        422,
        "Invalid",
        "%s \"%s\" is invalid: %s"
            .formatted(kind.group().isEmpty() ? called : called + "." + kind.group(), name, text),
        new ApiFault.Subject(kind.group(), kind.kind(), name),
        causes);
  }

  static ApiFault expired(long asked, long oldest) {
    return new ApiFault(
        410, "Expired", "too old resource version: %d (%d)".formatted(asked, oldest));
  }

  static ApiFault unsupportedMediaType(List<String> accepted) {
    return new ApiFault(
        415,
        "UnsupportedMediaType",
        "the body of the request was in an unknown format - accepted media types include: "
            + String.join(", ", accepted));
  }

  /** The {@code Status} object that a client receives. */
  static ObjectNode status(ApiFault fault) {
    var status = Json.object();
    status.put("kind", "Status").put("apiVersion", "v1");
    status.putObject("metadata");
    status
        .put("status", "Failure")
        .put("message", fault.getMessage())
        .put("reason", fault.reason());
    var subject = fault.subject();
    if (!subject.equals(ApiFault.Subject.NONE) || !fault.causes().isEmpty()) {
      var details = status.putObject("details");
      put(details, "name", subject.name());
      put(details, "group", subject.group());
      put(details, "kind", subject.kind());
      if (!fault.causes().isEmpty()) {
        var causes = details.putArray("causes");
        fault
            .causes()
            .forEach(
                cause ->
                    causes
                        .addObject()
                        .put("reason", cause.reason())
                        .put("message", cause.message())
                        .put("field", cause.field()));
      }
    }
    return status.put("code", fault.code());
  }

  /** {@code deployments.apps}; the plural alone in the core group. */
  static String qualified(Kind kind) {
    return kind.group().isEmpty() ? kind.plural() : kind.plural() + "." + kind.group();
  }

  private static ApiFault about(Kind kind, String name, int code, String reason, String message) {
    return new ApiFault(
        code, reason, message, new ApiFault.Subject(kind.group(), kind.plural(), name), List.of());
  }

  private static void put(ObjectNode node, String field, String value) {
    if (!value.isEmpty()) {
      node.put(field, value);
    }
  }
}
