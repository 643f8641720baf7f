package io.latticeoperator.control;

import io.latticeoperator.cloud.Result.Item;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All resources of one kind by name, as last listed. Lists lag behind writes: for {@link #OUTRANKS}
 * our own writes are believed more than a list.
 */
final class NameIndex {
  static final Duration OUTRANKS = Duration.ofSeconds(30);

  private final TreeMap<String, Item> byName = new TreeMap<>();
  private List<Item> listed = List.of();
  private final Map<String, Own> own = new HashMap<>();
  private @Nullable Instant begun;

  private record Own(@Nullable Item item, Instant at) {}

  /** When the list that was read last was asked for; null before the first. */
  @Nullable Instant begun() {
    return begun;
  }

  void listed(List<Item> items, Instant begun, Instant now) {
    this.begun = begun;
    own.values().removeIf(o -> o.at().plus(OUTRANKS).isBefore(begun));
    listed = List.copyOf(items);
    var before = Map.copyOf(byName);
    byName.clear();
    for (var item : items) {
      byName.merge(item.name(), item, (a, b) -> sameId(before.get(item.name()), b) ? b : a);
    }
    own.forEach(this::impose);
  }

  void created(Item item, Instant now) {
    own.put(item.name(), new Own(item, now));
    byName.put(item.name(), item);
  }

  void deleted(String name, Instant now) {
    own.put(name, new Own(null, now));
    byName.remove(name);
  }

  @Nullable Item get(String name) {
    return byName.get(name);
  }

  Collection<Item> startingWith(String prefix) {
    return byName.subMap(prefix, prefix + Character.MAX_VALUE).values();
  }

  /**
   * Everything that the last list showed, for what other accounts share may have names of ours, and
   * what we have made since.
   */
  Collection<Item> all() {
    var all = new LinkedHashMap<String, Item>();
    listed.forEach(item -> all.put(item.id(), item));
    own.values().stream()
        .map(Own::item)
        .filter(Objects::nonNull)
        .forEach(item -> all.putIfAbsent(item.id(), item));
    return all.values();
  }

  /** The name of what is known by this id; null when nothing is. */
  @Nullable String nameOf(String id) {
    return byName.values().stream()
        .filter(item -> item.id().equals(id))
        .map(Item::name)
        .findFirst()
        .orElse(null);
  }

  private static boolean sameId(@Nullable Item before, Item item) {
    return before != null && before.id().equals(item.id());
  }

  private void impose(String name, Own own) {
    if (own.item() == null) {
      byName.remove(name);
    } else {
      byName.put(name, own.item());
    }
  }
}
