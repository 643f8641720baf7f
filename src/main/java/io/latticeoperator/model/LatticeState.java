package io.latticeoperator.model;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A part of VPC Lattice as a value, desired or observed: usually one owner's slice.
 *
 * @param resources in key order, so that everything derived from it is in a stable order
 */
public record LatticeState(SortedMap<Key, Resource> resources) {
  public static final LatticeState EMPTY = new LatticeState(Map.of());

  public LatticeState {
    resources = Collections.unmodifiableSortedMap(new TreeMap<>(resources));
  }

  public LatticeState(Map<Key, Resource> resources) {
    this(new TreeMap<>(resources));
  }

  public @Nullable Resource get(Key key) {
    return resources.get(key);
  }

  public Optional<Physical> physical(Key key) {
    var resource = resources.get(key);
    return resource == null ? Optional.empty() : Optional.ofNullable(resource.physical());
  }

  public boolean isEmpty() {
    return resources.isEmpty();
  }

  /** This state with one resource put in, or taken out when {@code resource} is null. */
  public LatticeState with(Key key, @Nullable Resource resource) {
    var copy = new TreeMap<>(resources);
    if (resource == null) {
      copy.remove(key);
    } else {
      copy.put(key, resource);
    }
    return new LatticeState(copy);
  }

  /** The nodes of one type with their keys, in key order. */
  public <N extends Node> Stream<Entry<N>> nodes(Class<N> type) {
    return resources.entrySet().stream()
        .filter(e -> type.isInstance(e.getValue().node()))
        .map(e -> new Entry<>(e.getKey(), type.cast(e.getValue().node()), e.getValue().physical()));
  }

  /** A node with its key and, if it exists, what AWS knows of it. */
  public record Entry<N extends Node>(Key key, N node, @Nullable Physical physical) {}
}
