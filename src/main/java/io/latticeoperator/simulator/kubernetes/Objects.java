package io.latticeoperator.simulator.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The cluster's objects as the controllers see them: the same reads and writes that a client has,
 * without HTTP. Objects handed in and out are copies; nobody shares a tree with the store. Failures
 * are {@link ApiFault}s with the HTTP status that a client would see.
 */
public interface Objects {
  /** Stores a new object; fills name (from generateName), uid, resourceVersion, creation time. */
  ObjectNode create(Kind kind, ObjectNode object);

  /**
   * @param namespace empty for cluster-scoped kinds
   */
  Optional<ObjectNode> get(Kind kind, String namespace, String name);

  /**
   * @param namespace empty for all namespaces
   */
  List<ObjectNode> list(Kind kind, String namespace);

  /**
   * Replaces all but status. A resourceVersion in {@code object} must be the stored one (409
   * otherwise). An unchanged object makes no new revision.
   */
  ObjectNode replace(Kind kind, ObjectNode object);

  /** Replaces the status alone, under the same rules. */
  ObjectNode replaceStatus(Kind kind, ObjectNode object);

  /**
   * Deletes as the API server does: with finalizers, or for pods with a grace period, the object
   * stays with a deletionTimestamp until its finalizers are gone or it is deleted with grace 0.
   *
   * @param graceSeconds empty for the object's own
   */
  void delete(Kind kind, String namespace, String name, OptionalLong graceSeconds);

  /**
   * Tells {@code observer} of every object there is (as ADDED) and then of every change, in order,
   * each once, on the cluster's timeline and never within a write.
   */
  Subscription observe(Kind kind, Observer observer);

  /** Receives the changes of one kind. */
  @FunctionalInterface
  interface Observer {
    /** For DELETED, {@code object} is the last state before the deletion. */
    void changed(Change change, ObjectNode object);
  }

  /** What happened to an object. */
  enum Change {
    ADDED,
    MODIFIED,
    DELETED
  }

  /** An observation that can be ended. */
  @FunctionalInterface
  interface Subscription extends AutoCloseable {
    @Override
    void close();
  }
}
