package io.latticeoperator.control;

import io.latticeoperator.cloud.Result.Item;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All resources of one kind by name, as last listed. Lists lag behind writes: for {@link #OUTRANKS}
 * our own writes are believed more than a list.
 */
final class NameIndex {
  static final Duration OUTRANKS = Duration.ofSeconds(30);

  private final TreeMap<String, Item> byName = new TreeMap<>();
  private final Map<String, Own> own = new HashMap<>();
  private @Nullable Instant begun;

  private record Own(@Nullable Item item, Instant at) {}

  /** When the list that was read last was asked for; null before the first. */
  @Nullable Instant begun() {
    return begun;
  }

  void listed(List<Item> items, Instant begun, Instant now) {
    this.begun = begun;
    own.values().removeIf(o -> o.at().plus(OUTRANKS).isBefore(now));
    byName.clear();
    items.forEach(item -> byName.put(item.name(), item));
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

  Collection<Item> all() {
    return byName.values();
  }

  private void impose(String name, Own own) {
    if (own.item() == null) {
      byName.remove(name);
    } else {
      byName.putIfAbsent(name, own.item());
    }
  }
}
