package io.latticeoperator.simulator.kubernetes.controllers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.latticeoperator.simulator.kubernetes.Kind;
import io.latticeoperator.simulator.kubernetes.Objects;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All objects of one kind, typed, as last observed <em>or written</em>: a controller's own writes
 * are seen at once, so that it never decides twice on the same state. Objects handed out are shared
 * and must not be changed; build new ones.
 */
final class Watched<T extends HasMetadata> implements AutoCloseable {
  /** Converts between trees and the typed model; keys sorted, so that equal values read equal. */
  static final ObjectMapper MAPPER =
      new ObjectMapper()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

  private final Objects objects;
  private final Kind kind;
  private final Class<T> type;
  private final TreeMap<ObjectKey, T> known = new TreeMap<>();
  private final Set<String> deletedByUs = new HashSet<>();
  private final List<Listener<T>> listeners = new ArrayList<>();
  private Objects.@Nullable Subscription subscription;

  Watched(Objects objects, Kind kind, Class<T> type) {
    this.objects = objects;
    this.kind = kind;
    this.type = type;
  }

  /** Hears of each change; must do no more than mark keys. */
  @FunctionalInterface
  interface Listener<T> {
    /**
     * @param before null for a new object
     * @param after null for a deleted one
     */
    void changed(@Nullable T before, @Nullable T after);
  }

  void listen(Listener<T> listener) {
    listeners.add(listener);
  }

  /** Marks an object's own key whenever it changes. */
  void markOn(DirtyKeys keys) {
    listen(
        (before, after) -> {
          var either = after != null ? after : before;
          if (either != null) {
            keys.mark(ObjectKey.of(either));
          }
        });
  }

  /** Begins to observe; every listener must be known by then. */
  void start() {
    subscription = objects.observe(kind, this::observed);
  }

  @Override
  public void close() {
    if (subscription != null) {
      subscription.close();
    }
  }

  Optional<T> get(ObjectKey key) {
    return Optional.ofNullable(known.get(key));
  }

  /** The objects of a namespace, by name. */
  List<T> in(String namespace) {
    return List.copyOf(
        known.subMap(new ObjectKey(namespace, ""), new ObjectKey(namespace + '\0', "")).values());
  }

  /** The objects of a namespace whose controller has this uid, by name. */
  List<T> controlledBy(String namespace, String uid) {
    return in(namespace).stream().filter(object -> uid.equals(Pods.controller(object))).toList();
  }

  T create(T object) {
    return accept(objects.create(kind, tree(object)));
  }

  T replace(T object) {
    return accept(objects.replace(kind, tree(object)));
  }

  T replaceStatus(T object) {
    return accept(objects.replaceStatus(kind, tree(object)));
  }

  /**
   * @param graceSeconds empty for the object's own
   */
  void delete(T object, OptionalLong graceSeconds) {
    var key = ObjectKey.of(object);
    objects.delete(kind, key.namespace(), key.name(), graceSeconds);
    objects
        .get(kind, key.namespace(), key.name())
        .ifPresentOrElse(
            this::accept,
            () -> {
              deletedByUs.add(object.getMetadata().getUid());
              forget(key, object.getMetadata().getUid());
            });
  }

  private void observed(Objects.Change change, ObjectNode tree) {
    switch (change) {
      case ADDED, MODIFIED -> {
        if (!stale(tree)) {
          accept(tree);
        }
      }
      case DELETED -> {
        var object = typed(tree);
        deletedByUs.remove(object.getMetadata().getUid());
        forget(ObjectKey.of(object), object.getMetadata().getUid());
      }
    }
  }

  private T accept(ObjectNode tree) {
    var object = typed(tree);
    var key = ObjectKey.of(object);
    var before = known.put(key, object);
    listeners.forEach(listener -> listener.changed(before, object));
    return object;
  }

  /** Whether an observation tells nothing new, being the echo of a write of ours or older. */
  private boolean stale(ObjectNode tree) {
    var meta = tree.path("metadata");
    var key = new ObjectKey(meta.path("namespace").asText(), meta.path("name").asText());
    var before = known.get(key);
    return deletedByUs.contains(meta.path("uid").asText())
        || (before != null
            && Long.parseLong(before.getMetadata().getResourceVersion())
                >= meta.path("resourceVersion").asLong());
  }

  private void forget(ObjectKey key, String uid) {
    var before = known.get(key);
    if (before != null && before.getMetadata().getUid().equals(uid)) {
      known.remove(key);
      listeners.forEach(listener -> listener.changed(before, null));
    }
  }

  private T typed(ObjectNode tree) {
    try {
      return MAPPER.treeToValue(tree, type);
    } catch (JsonProcessingException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private ObjectNode tree(T object) {
    return MAPPER.valueToTree(object);
  }
}
