package io.latticeoperator.simulator.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * OpenAPI v3, one document per group and version: enough for kubectl to validate, apply and
 * explain. Strategic merge is not announced, so that clients use the merge keys they know.
 */
final class OpenApi {
  private static final List<String> WRITE_PARAMETERS =
      List.of("dryRun", "fieldManager", "fieldValidation", "force");

  private final Catalog catalog;

  OpenApi(Catalog catalog) {
    this.catalog = catalog;
  }

  ObjectNode index() {
    var index = Json.object();
    var paths = index.putObject("paths");
    for (var served : catalog.all()) {
      var root = root(served.kind());
      paths
          .putObject(root)
          .put(
              "serverRelativeURL",
              "/openapi/v3/" + root + "?hash=" + Integer.toHexString(document(root).hashCode()));
    }
    return index;
  }

  /**
   * @param root such as {@code apis/apps/v1}; 404 when nothing is served there
   */
  ObjectNode document(String root) {
    var served = catalog.all().stream().filter(each -> root(each.kind()).equals(root)).toList();
    if (served.isEmpty()) {
      throw Faults.noSuchPath();
    }
    var document = Json.object().put("openapi", "3.0.0");
    document.putObject("info").put("title", "Kubernetes").put("version", "v1.36.3");
    var paths = document.putObject("paths");
    var schemas = document.putObject("components").putObject("schemas");
    for (var each : served) {
      var schema = schema(each, schemas);
      var collection = "/" + root + (each.kind().namespaced() ? "/namespaces/{namespace}/" : "/");
      paths(each.kind(), paths, collection + each.kind().plural(), schema);
    }
    return document;
  }

  private static void paths(Kind kind, ObjectNode paths, String collection, String schema) {
    var all = paths.putObject(collection);
    operation(all, "get", "list", kind, schema);
    operation(all, "post", "post", kind, schema);
    var one = paths.putObject(collection + "/{name}");
    operation(one, "get", "get", kind, schema);
    operation(one, "put", "put", kind, schema);
    operation(one, "delete", "delete", kind, schema);
    var patch = operation(one, "patch", "patch", kind, schema);
    var content = patch.putObject("requestBody").putObject("content");
    for (String type : List.of(Patches.JSON, Patches.MERGE, Patches.APPLY_YAML)) {
      content.putObject(type).putObject("schema").put("type", "object");
    }
  }

  private static ObjectNode operation(
      ObjectNode path, String method, String action, Kind kind, String schema) {
    var operation = path.putObject(method);
    operation.put("operationId", action + kind.kind()).put("x-kubernetes-action", action);
    operation.set("x-kubernetes-group-version-kind", groupVersionKind(kind));
    var parameters = operation.putArray("parameters");
    if (!method.equals("get")) {
      for (String name : WRITE_PARAMETERS) {
        var parameter = parameters.addObject().put("name", name).put("in", "query");
        parameter.putObject("schema").put("type", name.equals("force") ? "boolean" : "string");
      }
    }
    operation
        .putObject("responses")
        .putObject("200")
        .put("description", "OK")
        .putObject("content")
        .putObject("application/json")
        .putObject("schema")
        .put("$ref", "#/components/schemas/" + schema);
    return operation;
  }

  private static String schema(Catalog.Served served, ObjectNode schemas) {
    var kind = served.kind();
    if (served.custom().isPresent()) {
      var name = kind.group() + "." + kind.version() + "." + kind.kind();
      var schema = schemas.putObject(name);
      schema.setAll((ObjectNode) served.custom().get().schema().root().deepCopy());
      schema.putArray("x-kubernetes-group-version-kind").add(groupVersionKind(kind));
      return name;
    }
    var name = ModelSchema.of(kind).describe(schemas);
    Json.child(schemas, name)
        .putArray("x-kubernetes-group-version-kind")
        .add(groupVersionKind(kind));
    return name;
  }

  private static ObjectNode groupVersionKind(Kind kind) {
    return Json.object()
        .put("group", kind.group())
        .put("kind", kind.kind())
        .put("version", kind.version());
  }

  private static String root(Kind kind) {
    return (kind.group().isEmpty() ? "api/" : "apis/") + kind.apiVersion();
  }
}
