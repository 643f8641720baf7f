package io.latticeoperator.simulator.lattice;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The transitions that are still to come, in the order in which they were put down. */
final class Agenda {
  private final Map<Long, Item> items = new LinkedHashMap<>();
  private long tickets;

  /** A transition and when it takes place. */
  record Item(Instant due, Transition transition) {}

  /** Puts an item down; the ticket takes it off again. */
  long add(Item item) {
    items.put(++tickets, item);
    return tickets;
  }

  void remove(long ticket) {
    items.remove(ticket);
  }

  List<Item> items() {
    return List.copyOf(items.values());
  }
}
