package io.latticeoperator.simulator.kubernetes.controllers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.simulator.kubernetes.ApiFault;
import io.latticeoperator.simulator.kubernetes.Kind;
import io.latticeoperator.simulator.kubernetes.Objects;
import io.latticeoperator.time.Timeline;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.UUID;

/** As much of an API server as the controllers' tests need. */
final class MemoryObjects implements Objects {
  private final Timeline timeline;
  private final Map<String, ObjectNode> stored = new TreeMap<>();
  private final List<Follower> followers = new ArrayList<>();
  private long revision;

  MemoryObjects(Timeline timeline) {
    this.timeline = timeline;
  }

  @Override
  public synchronized ObjectNode create(Kind kind, ObjectNode object) {
    var copy = object.deepCopy();
    var meta = copy.withObject("/metadata");
    if (!meta.has("name")) {
      meta.put("name", meta.path("generateName").asText() + "%05x".formatted(revision));
    }
    meta.put(
        "uid",
        UUID.nameUUIDFromBytes(new byte[] {(byte) revision, (byte) (revision >> 8)}).toString());
    meta.put("creationTimestamp", timeline.now().truncatedTo(ChronoUnit.SECONDS).toString());
    meta.put("generation", 1);
    if (stored.containsKey(path(kind, copy))) {
      throw new ApiFault(409, "AlreadyExists", path(kind, copy) + " exists");
    }
    copy.put("apiVersion", kind.apiVersion()).put("kind", kind.kind());
    if (kind.status()) {
      copy.remove("status");
    }
    return put(kind, copy, Change.ADDED);
  }

  @Override
  public synchronized Optional<ObjectNode> get(Kind kind, String namespace, String name) {
    return Optional.ofNullable(stored.get(path(kind, namespace, name))).map(ObjectNode::deepCopy);
  }

  @Override
  public synchronized List<ObjectNode> list(Kind kind, String namespace) {
    return stored.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(kind.plural() + "/" + namespace))
        .map(entry -> entry.getValue().deepCopy())
        .toList();
  }

  @Override
  public synchronized ObjectNode replace(Kind kind, ObjectNode object) {
    var before = current(kind, object);
    var after = object.deepCopy();
    if (kind.status()) {
      after.set("status", before.get("status"));
      if (!before.has("status")) {
        after.remove("status");
      }
    }
    if (!before.path("spec").equals(after.path("spec"))) {
      var meta = after.withObject("/metadata");
      meta.put("generation", before.at("/metadata/generation").asLong() + 1);
    }
    return after.equals(before) ? after : put(kind, after, Change.MODIFIED);
  }

  @Override
  public synchronized ObjectNode replaceStatus(Kind kind, ObjectNode object) {
    var before = current(kind, object);
    var after = before.deepCopy();
    after.set("status", object.get("status"));
    return after.equals(before) ? after : put(kind, after, Change.MODIFIED);
  }

  @Override
  public synchronized void delete(
      Kind kind, String namespace, String name, OptionalLong graceSeconds) {
    var object = get(kind, namespace, name).orElseThrow(() -> missing(name));
    long grace =
        kind.kind().equals("Pod")
            ? graceSeconds.orElse(object.at("/spec/terminationGracePeriodSeconds").asLong(30))
            : 0;
    if (grace == 0) {
      stored.remove(path(kind, namespace, name));
      tell(kind, Change.DELETED, object);
      collect(object.at("/metadata/uid").asText(), namespace);
    } else if (!object.at("/metadata").has("deletionTimestamp")) {
      var meta = object.withObject("/metadata");
      meta.put("deletionTimestamp", timeline.now().plusSeconds(grace).toString());
      meta.put("deletionGracePeriodSeconds", grace);
      put(kind, object, Change.MODIFIED);
    }
  }

  @Override
  public synchronized Subscription observe(Kind kind, Observer observer) {
    var follower = new Follower(kind, observer);
    list(kind, "").forEach(object -> timeline.soon(() -> observer.changed(Change.ADDED, object)));
    followers.add(follower);
    return () -> followers.remove(follower);
  }

  private void collect(String owner, String namespace) {
    for (var kind : List.of(Kinds.REPLICA_SET, Kinds.POD, Kinds.ENDPOINT_SLICE)) {
      for (var object : list(kind, namespace)) {
        if (object.at("/metadata/ownerReferences/0/uid").asText().equals(owner)) {
          delete(kind, namespace, object.at("/metadata/name").asText(), OptionalLong.empty());
        }
      }
    }
  }

  private ObjectNode current(Kind kind, ObjectNode object) {
    var before = stored.get(path(kind, object));
    if (before == null) {
      throw missing(path(kind, object));
    }
    var given = object.at("/metadata/resourceVersion").asText();
    if (!given.isEmpty() && !given.equals(before.at("/metadata/resourceVersion").asText())) {
      throw new ApiFault(409, "Conflict", "the object has been modified");
    }
    return before;
  }

  private ObjectNode put(Kind kind, ObjectNode object, Change change) {
    object.withObject("/metadata").put("resourceVersion", Long.toString(++revision));
    stored.put(path(kind, object), object);
    tell(kind, change, object);
    return object.deepCopy();
  }

  private void tell(Kind kind, Change change, ObjectNode object) {
    for (var follower : List.copyOf(followers)) {
      if (follower.kind.equals(kind)) {
        var copy = object.deepCopy();
        timeline.soon(() -> follower.observer.changed(change, copy));
      }
    }
  }

  private static ApiFault missing(String name) {
    return new ApiFault(404, "NotFound", name + " not found");
  }

  private static String path(Kind kind, ObjectNode object) {
    return path(
        kind, object.at("/metadata/namespace").asText(), object.at("/metadata/name").asText());
  }

  private static String path(Kind kind, String namespace, String name) {
    return kind.plural() + "/" + namespace + "/" + name;
  }

  private record Follower(Kind kind, Observer observer) {}
}
