package io.latticeoperator.simulator.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.time.Timeline;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * The objects of one cluster, in memory, under the rules of an API server. Safe for any thread.
 * Writes are one after the other; what follows from them (observers, collection of what is left
 * without an owner) runs on the timeline.
 */
public final class Store implements Objects, AutoCloseable {
  private static final int REVISIONS_KEPT = 10_000;

  private final Timeline timeline;
  private final RandomGenerator random;
  private final Metadata metadata;
  private final History history = new History(1, REVISIONS_KEPT);
  private final ReentrantLock writes = new ReentrantLock();
  private final CopyOnWriteArrayList<Consumer<Revision>> followers = new CopyOnWriteArrayList<>();
  private final ServiceAddresses addresses = new ServiceAddresses();
  private volatile Catalog catalog = Catalog.of(List.of());

  /** A cluster with its first namespaces. */
  public Store(Timeline timeline) {
    this(timeline, RandomGenerator.getDefault());
  }

  /**
   * @param random makes uids and generated names
   */
  public Store(Timeline timeline, RandomGenerator random) {
    this.timeline = timeline;
    this.random = random;
    this.metadata = new Metadata(timeline, random);
    var collector = new Collector(this);
    followers.add(revision -> timeline.soon(() -> collector.changed(revision)));
    for (String name : List.of("default", "kube-system")) {
      var namespace = Json.object();
      Json.metadata(namespace).put("name", name);
      create(Kinds.NAMESPACE, namespace);
    }
  }

  /** Which part of an object a write is about. */
  enum Part {
    MAIN,
    STATUS
  }

  /**
   * What a deletion did.
   *
   * @param gone whether the object is gone, rather than marked
   */
  record Deleted(ObjectNode object, boolean gone) {}

  @Override
  public ObjectNode create(Kind kind, ObjectNode object) {
    return create(kind, object, WriteOptions.OF_CONTROLLERS);
  }

  @Override
  public Optional<ObjectNode> get(Kind kind, String namespace, String name) {
    return history
        .get(ObjectKey.of(kind, namespace, name))
        .map(stored -> EventView.shown(kind, stored));
  }

  @Override
  public List<ObjectNode> list(Kind kind, String namespace) {
    return history
        .list(key -> key.isOf(kind) && (namespace.isEmpty() || key.namespace().equals(namespace)))
        .objects()
        .stream()
        .map(stored -> EventView.shown(kind, stored))
        .toList();
  }

  @Override
  public ObjectNode replace(Kind kind, ObjectNode object) {
    return update(
        kind,
        Json.namespace(object),
        Json.name(object),
        Part.MAIN,
        current -> object.deepCopy(),
        WriteOptions.OF_CONTROLLERS);
  }

  @Override
  public ObjectNode replaceStatus(Kind kind, ObjectNode object) {
    return update(
        kind,
        Json.namespace(object),
        Json.name(object),
        Part.STATUS,
        current -> object.deepCopy(),
        WriteOptions.OF_CONTROLLERS);
  }

  @Override
  public void delete(Kind kind, String namespace, String name, OptionalLong graceSeconds) {
    delete(kind, namespace, name, DeleteOptions.PLAIN.withGrace(graceSeconds));
  }

  @Override
  public Subscription observe(Kind kind, Observer observer) {
    return writing(
        () -> {
          var observation = new Observation(kind, observer, timeline, followers);
          list(kind, "").forEach(observation::existing);
          followers.add(observation);
          return observation;
        });
  }

  /** Forgets all history: watches and lists that want to continue from before get a 410. */
  public void compact() {
    history.compact();
  }

  /** Ends all watches. */
  @Override
  public void close() {
    history.close();
  }

  ObjectNode create(Kind kind, ObjectNode given, WriteOptions options) {
    return writing(
        () -> {
          var served = catalog.require(kind);
          var object = Json.normal(given);
          EventView.store(kind, object);
          object.put("apiVersion", kind.apiVersion()).put("kind", kind.kind());
          Names.generate(object, random);
          if (options.operation() == WriteOptions.Operation.UPDATE) {
            Json.metadata(object).remove("managedFields");
          }
          var admission = new Admission(served, addresses);
          var key = ObjectKey.of(kind, Json.namespace(object), Json.name(object));
          requireNamespace(kind, key);
          if (history.get(key).isPresent()) {
            throw Faults.alreadyExists(kind, key.name());
          }
          if (Json.metadata(object).hasNonNull("resourceVersion")) {
            throw new ApiFault(
                500, "", "resourceVersion should not be set on objects to be created");
          }
          metadata.begin(object, served);
          admission.create(object);
          record(served, Json.object(), object, Part.MAIN, options);
          return options.dryRun() ? unstored(kind, object) : commit(kind, key, object, false);
        });
  }

  /**
   * Changes one object.
   *
   * @param change gets a copy of the stored object in the version of {@code kind}; what it returns
   *     is stored, but for what clients cannot change
   */
  ObjectNode update(
      Kind kind,
      String namespace,
      String name,
      Part part,
      UnaryOperator<ObjectNode> change,
      WriteOptions options) {
    return writing(
        () -> {
          var served = catalog.require(kind);
          var key = ObjectKey.of(kind, namespace, name);
          var before = history.get(key).orElseThrow(() -> Faults.notFound(kind, name));
          var written = Json.normal(change.apply(EventView.shown(kind, before)));
          EventView.store(kind, written);
          Preconditions.check(kind, before, written);
          var after = metadata.carry(before, written, part, served);
          new Admission(served, addresses).update(before, after, part);
          metadata.bumpGeneration(before, after, served);
          record(served, before, after, part, options);
          if (Managers.sameButTimes(after, before)) {
            return EventView.shown(kind, before);
          }
          if (options.dryRun()) {
            return unstored(kind, after);
          }
          return Deletion.finished(kind, after)
              ? withVersionOf(commit(kind, key, before.deepCopy(), true), unstored(kind, after))
              : commit(kind, key, after, false);
        });
  }

  Deleted delete(Kind kind, String namespace, String name, DeleteOptions options) {
    return writing(
        () -> {
          var key = ObjectKey.of(kind, namespace, name);
          var before = history.get(key).orElseThrow(() -> Faults.notFound(kind, name));
          Preconditions.check(kind, before, options);
          var after = Deletion.mark(kind, before, options, timeline.now());
          boolean gone = Deletion.finished(kind, after);
          if (options.dryRun()) {
            return new Deleted(unstored(kind, after), gone);
          }
          if (!gone && after.equals(before)) {
            return new Deleted(EventView.shown(kind, before), false);
          }
          var stored = commit(kind, key, gone ? before.deepCopy() : after, gone);
          return new Deleted(
              gone && kind.equals(Kinds.POD)
                  ? withVersionOf(stored, unstored(kind, after))
                  : stored,
              gone);
        });
  }

  History history() {
    return history;
  }

  Catalog catalog() {
    return catalog;
  }

  Timeline timeline() {
    return timeline;
  }

  private void record(
      Catalog.Served served, ObjectNode before, ObjectNode after, Part part, WriteOptions options) {
    switch (options.operation()) {
      case UPDATE ->
          new FieldOwnership(served.mergeRules(), timeline.now())
              .updated(before, after, options.manager(), part);
      case APPLY -> {}
    }
  }

  private ObjectNode commit(Kind kind, ObjectKey key, ObjectNode object, boolean deletion) {
    var revision = history.append(key, Json.normal(object), deletion);
    if (key.isOf(Kinds.CUSTOM_RESOURCE_DEFINITION)) {
      catalog = Catalog.of(list(Kinds.CUSTOM_RESOURCE_DEFINITION, ""));
    }
    if (deletion && key.isOf(Kinds.SERVICE)) {
      addresses.release(object);
    }
    followers.forEach(follower -> follower.accept(revision));
    if (key.isOf(Kinds.NAMESPACE) && revision.change() == Change.ADDED) {
      var account = Json.object();
      Json.metadata(account).put("name", "default").put("namespace", key.name());
      create(Kinds.SERVICE_ACCOUNT, account);
    }
    return EventView.shown(kind, revision.object());
  }

  private void requireNamespace(Kind kind, ObjectKey key) {
    if (!kind.namespaced()) {
      return;
    }
    var namespace =
        history
            .get(ObjectKey.of(Kinds.NAMESPACE, "", key.namespace()))
            .orElseThrow(() -> Faults.notFound(Kinds.NAMESPACE, key.namespace()));
    if (Deletion.begun(namespace)) {
      throw Faults.namespaceEnds(kind, key.name(), key.namespace());
    }
  }

  /** Watches see the object as it was last; who removed it sees what he wrote. */
  private static ObjectNode withVersionOf(ObjectNode stored, ObjectNode answer) {
    Json.metadata(answer).put("resourceVersion", Json.text(stored, "metadata", "resourceVersion"));
    return answer;
  }

  private static ObjectNode unstored(Kind kind, ObjectNode object) {
    return EventView.shown(kind, object);
  }

  private <T> T writing(Supplier<T> action) {
    writes.lock();
    try {
      return action.get();
    } finally {
      writes.unlock();
    }
  }
}
