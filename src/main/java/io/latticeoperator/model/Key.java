package io.latticeoperator.model;

import java.util.Comparator;

/** Identifies a resource for good: across restarts, and before it exists. */
public record Key(Place place, Owner owner, Role role) implements Comparable<Key> {
  private static final Comparator<Key> ORDER =
      Comparator.comparing(Key::place).thenComparing(Key::owner).thenComparing(Key::role);

  /** The key of another resource of the same owner in the same place. */
  public Key sibling(Role other) {
    return new Key(place, owner, other);
  }

  @Override
  public int compareTo(Key other) {
    return ORDER.compare(this, other);
  }

  /** Owner and role, as people read it. */
  @Override
  public String toString() {
    return owner + " " + role;
  }
}
