package io.latticeoperator.metrics;

import io.latticeoperator.control.Observer.Arrival;
import io.latticeoperator.model.Owner;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Since when targets wait, by export. For the loop's thread. */
final class Queue {
  private final Map<Arrival, Map<Owner, List<Instant>>> since = new EnumMap<>(Arrival.class);

  Queue() {
    for (var arrival : Arrival.values()) {
      since.put(arrival, new HashMap<>());
    }
  }

  void put(Owner owner, Arrival arrival, List<Instant> instants) {
    if (instants.isEmpty()) {
      of(arrival).remove(owner);
    } else {
      of(arrival).put(owner, instants);
    }
  }

  void remove(Owner owner) {
    since.values().forEach(byOwner -> byOwner.remove(owner));
  }

  /** Of all exports. */
  Stream<Instant> since(Arrival arrival) {
    return of(arrival).values().stream().flatMap(List::stream);
  }

  /** Of these exports. */
  Stream<Instant> since(Arrival arrival, Collection<Owner> owners) {
    return owners.stream().flatMap(owner -> of(arrival).getOrDefault(owner, List.of()).stream());
  }

  private Map<Owner, List<Instant>> of(Arrival arrival) {
    return Objects.requireNonNull(since.get(arrival));
  }
}
