package io.latticeoperator.simulator.dataplane;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Whose turn it is: the one thing that routing remembers from request to request. */
@FunctionalInterface
public interface Turns {
  /** The number of the next turn at {@code id}, from 0; each number is given once. */
  long next(String id);

  /** Counts in memory; for any number of threads. */
  static Turns counting() {
    Map<String, AtomicLong> counters = new ConcurrentHashMap<>();
    return id -> counters.computeIfAbsent(id, _ -> new AtomicLong()).getAndIncrement();
  }
}
