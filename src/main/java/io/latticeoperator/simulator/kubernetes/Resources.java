package io.latticeoperator.simulator.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.schema.FieldFault;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** The verbs on single objects and their subresources. */
final class Resources {
  private final Store store;

  Resources(Store store) {
    this.store = store;
  }

  Reply create(Catalog.Served served, ResourcePath path, Call call) {
    var object = checked(served.kind(), path, call.object());
    var warnings = FieldChecks.of(served, object, call.parameter("fieldValidation"));
    return new Reply.Document(
        201,
        Reply.JSON,
        shown(served, call, store.create(served.kind(), object, call.writeOptions())),
        warnings);
  }

  Reply get(Catalog.Served served, ResourcePath path, Call call) {
    var found = require(served.kind(), path);
    return Reply.ok(
        path.subresource().equals("scale")
            ? new ScaleView(served).of(found)
            : shown(served, call, found));
  }

  Reply replace(Catalog.Served served, ResourcePath path, Call call) {
    var kind = served.kind();
    if (path.subresource().equals("scale")) {
      var scale = call.object();
      return scaled(served, path, call, current -> scale);
    }
    var object = checked(kind, path, call.object());
    if (path.subresource().equals("finalize")) {
      return Reply.ok(require(kind, path));
    }
    if (served.custom().isPresent() && Json.text(object, "metadata", "resourceVersion").isEmpty()) {
      throw Faults.invalid(
          kind,
          path.name(),
          List.of(
              FieldFault.invalidValue(
                  "metadata.resourceVersion", "0", "must be specified for an update")));
    }
    var warnings = FieldChecks.of(served, object, call.parameter("fieldValidation"));
    var stored =
        store.update(
            kind,
            path.namespace(),
            path.name(),
            part(path),
            current -> object,
            call.writeOptions());
    return new Reply.Document(200, Reply.JSON, shown(served, call, stored), warnings);
  }

  Reply patch(Catalog.Served served, ResourcePath path, Call call) {
    if (call.contentType().equals(Patches.APPLY_YAML)) {
      return apply(served, path, call);
    }
    var patch = call.tree();
    if (path.subresource().equals("scale")) {
      return scaled(
          served, path, call, current -> Patches.apply(served, call.contentType(), current, patch));
    }
    var warnings = new ArrayList<String>();
    var stored =
        store.update(
            served.kind(),
            path.namespace(),
            path.name(),
            part(path),
            current -> {
              var version = Json.text(current, "metadata", "resourceVersion");
              var patched =
                  checked(
                      served.kind(),
                      path,
                      Patches.apply(served, call.contentType(), current, patch));
              if (Json.text(patched, "metadata", "resourceVersion").isEmpty()) {
                Json.metadata(patched).put("resourceVersion", version);
              }
              warnings.addAll(FieldChecks.of(served, patched, call.parameter("fieldValidation")));
              return patched;
            },
            call.writeOptions());
    return new Reply.Document(200, Reply.JSON, shown(served, call, stored), warnings);
  }

  private Reply apply(Catalog.Served served, ResourcePath path, Call call) {
    var kind = served.kind();
    if (call.parameter("fieldManager").isEmpty()) {
      throw new ApiFault(
          422,
          "Invalid",
          "PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required value:"
              + " is required for apply patch");
    }
    if (!(Json.parse(call.body().bytes(), true) instanceof ObjectNode given)) {
      throw Faults.badRequest("the body of the request must be an object");
    }
    var applied = checked(kind, path, given);
    if (applied.path("metadata").has("managedFields")) {
      throw Faults.badRequest("metadata.managedFields must be nil");
    }
    var warnings = FieldChecks.of(served, applied, call.parameter("fieldValidation"));
    var merge = new ServerSideApply(kind, served.mergeRules(), store.timeline().now());
    var manager = call.parameter("fieldManager");
    var options = new WriteOptions(manager, WriteOptions.Operation.APPLY, call.dryRun());
    boolean force = call.flag("force");
    if (store.get(kind, path.namespace(), path.name()).isEmpty() && path.subresource().isEmpty()) {
      var object = merge.apply(Json.object(), applied, manager, "", force);
      return new Reply.Document(
          201, Reply.JSON, shown(served, call, store.create(kind, object, options)), warnings);
    }
    var stored =
        store.update(
            kind,
            path.namespace(),
            path.name(),
            part(path),
            current -> merge.apply(current, applied, manager, path.subresource(), force),
            options);
    return new Reply.Document(200, Reply.JSON, shown(served, call, stored), warnings);
  }

  Reply delete(Catalog.Served served, ResourcePath path, Call call) {
    var deleted = store.delete(served.kind(), path.namespace(), path.name(), deleteOptions(call));
    if (!deleted.gone() || served.kind().equals(Kinds.POD)) {
      return Reply.ok(shown(served, call, deleted.object()));
    }
    var status = Json.object().put("kind", "Status").put("apiVersion", "v1");
    status.putObject("metadata");
    status.put("status", "Success");
    var details = status.putObject("details").put("name", path.name());
    if (!served.kind().group().isEmpty()) {
      details.put("group", served.kind().group());
    }
    details.put("kind", served.kind().plural());
    details.put("uid", Json.text(deleted.object(), "metadata", "uid"));
    return Reply.ok(status);
  }

  /** {@code pods/eviction}: a deletion, for nothing here stands in its way. */
  Reply evict(Catalog.Served served, ResourcePath path, Call call) {
    var body = call.object();
    store.delete(
        served.kind(),
        path.namespace(),
        path.name(),
        DeleteOptions.of(body.path("deleteOptions"), "", "", call.dryRun()));
    var status = Json.object().put("kind", "Status").put("apiVersion", "v1");
    status.putObject("metadata");
    return new Reply.Document(201, Reply.JSON, status.put("status", "Success"), List.of());
  }

  static DeleteOptions deleteOptions(Call call) {
    return DeleteOptions.of(
        call.hasBody() ? call.object() : Json.object(),
        call.parameter("propagationPolicy"),
        call.parameter("gracePeriodSeconds"),
        call.dryRun());
  }

  private Reply scaled(
      Catalog.Served served, ResourcePath path, Call call, UnaryOperator<ObjectNode> change) {
    var view = new ScaleView(served);
    var stored =
        store.update(
            served.kind(),
            path.namespace(),
            path.name(),
            Store.Part.MAIN,
            current -> view.write(current, change.apply(view.of(current))),
            call.writeOptions());
    return Reply.ok(view.of(stored));
  }

  private ObjectNode require(Kind kind, ResourcePath path) {
    return store
        .get(kind, path.namespace(), path.name())
        .orElseThrow(() -> Faults.notFound(kind, path.name()));
  }

  private JsonNode shown(Catalog.Served served, Call call, ObjectNode object) {
    return View.of(served, call, store.timeline()).apply(object);
  }

  private static Store.Part part(ResourcePath path) {
    return path.subresource().equals("status") ? Store.Part.STATUS : Store.Part.MAIN;
  }

  /** The object if it is what the URL says; its namespace is filled in. */
  private static ObjectNode checked(Kind kind, ResourcePath path, ObjectNode object) {
    if (!object.path("metadata").isMissingNode() && !object.path("metadata").isObject()) {
      throw Faults.badRequest("metadata must be an object");
    }
    var apiVersion = Json.text(object, "apiVersion");
    var kindName = Json.text(object, "kind");
    if ((!apiVersion.isEmpty() && !apiVersion.equals(kind.apiVersion()))
        || (!kindName.isEmpty() && !kindName.equals(kind.kind()))) {
      throw Faults.badRequest(
          "%s in version \"%s\" cannot be handled as a %s: the object provided is of another kind"
              .formatted(kindName, apiVersion, kind.kind()));
    }
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
}
