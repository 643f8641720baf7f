package io.latticeoperator.simulator.kubernetes;

import java.util.Comparator;

/**
 * Where an object is stored. Versions of one resource share their objects, and so do the two groups
 * in which events are served.
 *
 * @param namespace empty for cluster-scoped objects
 */
record ObjectKey(String group, String plural, String namespace, String name)
    implements Comparable<ObjectKey> {
  private static final Comparator<ObjectKey> ORDER =
      Comparator.comparing(ObjectKey::group)
          .thenComparing(ObjectKey::plural)
          .thenComparing(ObjectKey::namespace)
          .thenComparing(ObjectKey::name);

  static ObjectKey of(Kind kind, String namespace, String name) {
    var group = kind.group().equals(Kinds.EVENTS_GROUP) ? "" : kind.group();
    return new ObjectKey(group, kind.plural(), kind.namespaced() ? namespace : "", name);
  }

  boolean isOf(Kind kind) {
    var other = of(kind, "", "");
    return group.equals(other.group) && plural.equals(other.plural);
  }

  @Override
  public int compareTo(ObjectKey other) {
    return ORDER.compare(this, other);
  }
}
