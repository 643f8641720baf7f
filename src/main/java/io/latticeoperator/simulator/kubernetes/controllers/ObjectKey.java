package io.latticeoperator.simulator.kubernetes.controllers;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Comparator;
import java.util.Objects;

/**
 * Names an object of one kind.
 *
 * @param namespace empty for cluster-scoped kinds
 */
record ObjectKey(String namespace, String name) implements Comparable<ObjectKey> {
  private static final Comparator<ObjectKey> ORDER =
      Comparator.comparing(ObjectKey::namespace).thenComparing(ObjectKey::name);

  static ObjectKey of(HasMetadata object) {
    var meta = object.getMetadata();
    return new ObjectKey(Objects.requireNonNullElse(meta.getNamespace(), ""), meta.getName());
  }

  @Override
  public int compareTo(ObjectKey other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return namespace + "/" + name;
  }
}
