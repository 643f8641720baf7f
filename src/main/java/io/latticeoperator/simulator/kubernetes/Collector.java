package io.latticeoperator.simulator.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Deletes what has lost its reason to be: objects whose owners are gone, the content of namespaces
 * and the resources of definitions that are being deleted. Runs on the timeline, once per revision.
 */
final class Collector {
  private final Store store;

  Collector(Store store) {
    this.store = store;
  }

  void changed(Revision revision) {
    var object = revision.object();
    switch (revision.change()) {
      case ADDED, MODIFIED -> {
        if (Deletion.begun(object)) {
          continueDeletion(object);
        } else if (!owners(object).isEmpty()
            && !revision.before().map(Collector::owners).equals(Optional.of(owners(object)))) {
          collect(object);
        }
      }
      case DELETED -> {
        dependents(object).forEach(this::collect);
        owners(object).forEach(owner -> owner(owner, object).ifPresent(this::continueDeletion));
        var namespace = store.get(Kinds.NAMESPACE, "", Json.namespace(object));
        namespace.filter(Deletion::begun).ifPresent(this::continueDeletion);
        definition(object).filter(Deletion::begun).ifPresent(this::continueDeletion);
      }
    }
  }

  private void continueDeletion(ObjectNode object) {
    var kind = kind(object);
    if (kind.isEmpty() || !Deletion.begun(object)) {
      return;
    }
    if (Deletion.hasFinalizer(object, Deletion.ORPHAN)) {
      dependents(object).forEach(dependent -> disown(dependent, object));
      edit(object, current -> Deletion.removeFinalizer(current, Deletion.ORPHAN));
    } else if (Deletion.hasFinalizer(object, Deletion.FOREGROUND)) {
      var blocking =
          dependents(object).stream().filter(dependent -> blocks(dependent, object)).toList();
      dependents(object).stream()
          .filter(dependent -> !Deletion.begun(dependent))
          .forEach(dependent -> delete(dependent, DeleteOptions.Propagation.FOREGROUND));
      if (blocking.isEmpty()) {
        edit(object, current -> Deletion.removeFinalizer(current, Deletion.FOREGROUND));
      }
    }
    if (kind.get().equals(Kinds.NAMESPACE)) {
      emptyNamespace(object);
    } else if (kind.get().equals(Kinds.CUSTOM_RESOURCE_DEFINITION)) {
      emptyDefinition(object);
    }
  }

  private void emptyNamespace(ObjectNode namespace) {
    var content = stored(key -> key.namespace().equals(Json.name(namespace)));
    if (content.isEmpty()) {
      edit(
          namespace,
          current -> {
            Json.child(current, "spec").putArray("finalizers");
            return current;
          });
    }
    deleteAll(content);
  }

  private void emptyDefinition(ObjectNode definition) {
    var group = Json.text(definition, "spec", "group");
    var plural = Json.text(definition, "spec", "names", "plural");
    var content = stored(key -> key.group().equals(group) && key.plural().equals(plural));
    if (content.isEmpty()) {
      edit(definition, current -> Deletion.removeFinalizer(current, ""));
    }
    deleteAll(content);
  }

  private void deleteAll(List<ObjectNode> objects) {
    objects.stream()
        .filter(object -> !Deletion.begun(object))
        .forEach(object -> delete(object, DeleteOptions.Propagation.BACKGROUND));
  }

  /** Deletes an object none of whose owners is left; else takes the lost ones off its list. */
  private void collect(ObjectNode object) {
    var owners = owners(object);
    var lost = owners.stream().filter(owner -> lost(owner, object)).toList();
    if (lost.isEmpty() || Deletion.begun(object)) {
      return;
    }
    if (lost.size() == owners.size()) {
      delete(object, DeleteOptions.Propagation.BACKGROUND);
    } else {
      edit(object, current -> withoutOwners(current, lost));
    }
  }

  private void disown(ObjectNode dependent, ObjectNode owner) {
    var uid = Json.text(owner, "metadata", "uid");
    var refs = owners(dependent).stream().filter(ref -> Json.text(ref, "uid").equals(uid)).toList();
    edit(dependent, current -> withoutOwners(current, refs));
  }

  private static ObjectNode withoutOwners(ObjectNode object, List<JsonNode> gone) {
    var kept = Json.array();
    owners(object).stream().filter(owner -> !gone.contains(owner)).forEach(kept::add);
    Json.metadata(object).set("ownerReferences", kept);
    return object;
  }

  /** An owner of a kind that is not served counts as there. */
  private boolean lost(JsonNode owner, ObjectNode dependent) {
    return store
            .catalog()
            .byKind(Json.text(owner, "apiVersion"), Json.text(owner, "kind"))
            .isPresent()
        && owner(owner, dependent).isEmpty();
  }

  private Optional<ObjectNode> owner(JsonNode reference, ObjectNode dependent) {
    return store
        .catalog()
        .byKind(Json.text(reference, "apiVersion"), Json.text(reference, "kind"))
        .flatMap(
            served ->
                store.get(served.kind(), Json.namespace(dependent), Json.text(reference, "name")))
        .filter(found -> Json.text(found, "metadata", "uid").equals(Json.text(reference, "uid")));
  }

  private Optional<ObjectNode> definition(ObjectNode resource) {
    return kind(resource)
        .flatMap(
            kind ->
                store.get(
                    Kinds.CUSTOM_RESOURCE_DEFINITION, "", kind.plural() + "." + kind.group()));
  }

  private List<ObjectNode> dependents(ObjectNode owner) {
    var uid = Json.text(owner, "metadata", "uid");
    return stored(key -> true).stream()
        .filter(
            object -> owners(object).stream().anyMatch(ref -> Json.text(ref, "uid").equals(uid)))
        .toList();
  }

  private static boolean blocks(ObjectNode dependent, ObjectNode owner) {
    var uid = Json.text(owner, "metadata", "uid");
    return owners(dependent).stream()
        .filter(reference -> Json.text(reference, "uid").equals(uid))
        .anyMatch(reference -> reference.path("blockOwnerDeletion").asBoolean(false));
  }

  private static List<JsonNode> owners(ObjectNode object) {
    return Json.items(Json.at(object, "metadata", "ownerReferences")).toList();
  }

  private List<ObjectNode> stored(Predicate<ObjectKey> wanted) {
    return store.history().list(wanted).objects();
  }

  private Optional<Kind> kind(ObjectNode object) {
    return store
        .catalog()
        .byKind(Json.text(object, "apiVersion"), Json.text(object, "kind"))
        .map(Catalog.Served::kind);
  }

  private void delete(ObjectNode object, DeleteOptions.Propagation propagation) {
    var options =
        new DeleteOptions(
            OptionalLong.empty(), propagation, Json.text(object, "metadata", "uid"), "", false);
    kind(object)
        .ifPresent(
            kind ->
                unlessGone(
                    () -> store.delete(kind, Json.namespace(object), Json.name(object), options)));
  }

  private void edit(ObjectNode object, UnaryOperator<ObjectNode> change) {
    kind(object)
        .ifPresent(
            kind ->
                unlessGone(
                    () ->
                        store.update(
                            kind,
                            Json.namespace(object),
                            Json.name(object),
                            Store.Part.MAIN,
                            change,
                            WriteOptions.OF_CONTROLLERS)));
  }

  /** Between the look and the write the object may have gone or been replaced: then all is well. */
  private static void unlessGone(Runnable write) {
    try {
      write.run();
    } catch (ApiFault fault) {
      if (fault.code() != 404 && fault.code() != 409) {
        throw fault;
      }
    }
  }
}
