package io.latticeoperator.simulator.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.schema.FieldFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The verbs on single objects and their subresources. */
final class Resources {
  /** Kinds whose deletion is answered with the object, rather than with a status. */
  private static final Set<Kind> WHOLE_WHEN_GONE = Set.of(Kinds.POD, Kinds.SERVICE);

  private final Store store;

  Resources(Store store) {
    this.store = store;
  }

  Reply create(Catalog.Served served, ResourcePath path, Call call) {
    var object = new Decoding(served).checked(path, call.object());
    var warnings = FieldChecks.of(served, object, call.parameter("fieldValidation"));
    return new Reply.Document(
        201,
        Reply.JSON,
        shown(served, call, store.create(served.kind(), object, call.writeOptions())),
        warnings);
  }

  Reply get(Catalog.Served served, ResourcePath path, Call call) {
    if (!call.parameter("resourceVersion").isEmpty()) {
      Revisions.parse(call.parameter("resourceVersion"));
    }
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
    var object = new Decoding(served).checked(path, call.object());
    if (path.subresource().equals("finalize")) {
      return Reply.ok(require(kind, path));
    }
    var warnings = FieldChecks.of(served, object, call.parameter("fieldValidation"));
    boolean versioned = served.custom().isPresent() || kind.equals(Kinds.LEASE);
    if (versioned && Json.text(object, "metadata", "resourceVersion").isEmpty()) {
      throw Faults.invalid(
          kind,
          kind.plural(),
          path.name(),
          List.of(
              FieldFault.invalidValue(
                  "metadata.resourceVersion", "0", "must be specified for an update")));
    }
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
                  new Decoding(served)
                      .checked(path, Patches.apply(served, call.contentType(), current, patch));
              requireUid(served.kind(), current, patched);
              if (Json.text(patched, "metadata", "resourceVersion").isEmpty()) {
                Json.metadata(patched).put("resourceVersion", version);
              }
              warnings.addAll(FieldChecks.of(served, patched, call.parameter("fieldValidation")));
              return patched;
            },
            call.writeOptions());
    return new Reply.Document(200, Reply.JSON, shown(served, call, stored), warnings);
  }

  /** A patch cannot be meant for another object of the name: it was made from this one. */
  private static void requireUid(Kind kind, ObjectNode current, ObjectNode patched) {
    var uid = patched.path("metadata").path("uid");
    if (!uid.equals(current.path("metadata").path("uid"))) {
      throw Faults.invalid(
          kind,
          Json.name(current),
          List.of(FieldFault.invalidValue("metadata.uid", uid.toString(), "field is immutable")));
    }
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
    var applied = new Decoding(served).applied(path, given);
    if (applied.path("metadata").has("managedFields")) {
      throw Faults.badRequest("metadata.managedFields must be nil");
    }
    FieldChecks.ofApplied(served, path, applied);
    var merge = new ServerSideApply(kind, served.mergeRules(), store.timeline().now());
    var manager = call.parameter("fieldManager");
    var options = new WriteOptions(manager, WriteOptions.Operation.APPLY, call.dryRun());
    boolean force = call.flag("force");
    if (store.get(kind, path.namespace(), path.name()).isEmpty() && path.subresource().isEmpty()) {
      return new Reply.Document(
          201,
          Reply.JSON,
          shown(served, call, store.create(kind, first(kind, applied, manager, merge), options)),
          List.of());
    }
    var stored =
        store.update(
            kind,
            path.namespace(),
            path.name(),
            part(path),
            current -> merge.apply(current, applied, manager, path.subresource(), force),
            options);
    return new Reply.Document(200, Reply.JSON, shown(served, call, stored), List.of());
  }

  private static ObjectNode first(
      Kind kind, ObjectNode applied, String manager, ServerSideApply merge) {
    var uid = Json.text(applied, "metadata", "uid");
    if (!uid.isEmpty()) {
      throw Faults.conflict(
          kind,
          Json.name(applied),
          "uid mismatch: the provided object specified uid %s, and no existing object was found"
              .formatted(uid));
    }
    var object = merge.apply(Json.object(), applied, manager, "", false);
    Json.metadata(object).remove("resourceVersion");
    return object;
  }

  Reply delete(Catalog.Served served, ResourcePath path, Call call) {
    var deleted = store.delete(served.kind(), path.namespace(), path.name(), deleteOptions(call));
    if (!deleted.gone() || WHOLE_WHEN_GONE.contains(served.kind())) {
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
}
