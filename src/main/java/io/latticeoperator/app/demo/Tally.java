package io.latticeoperator.app.demo;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/** What became of the requests that were sent during one step. Safe for any thread. */
final class Tally {
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong ended = new AtomicLong();
  private final ConcurrentMap<String, Long> versions = new ConcurrentHashMap<>();
  private final Queue<Failure> failures = new ConcurrentLinkedQueue<>();

  /**
   * A request that was not answered with 200 in time.
   *
   * @param why status or error, for people
   */
  record Failure(Instant sentAt, String why) {}

  void begin() {
    sent.incrementAndGet();
  }

  /** A request is answered, by an application of that version. */
  void answered(String version) {
    versions.merge(version, 1L, Long::sum);
    ended.incrementAndGet();
  }

  void failed(Failure failure) {
    failures.add(failure);
    ended.incrementAndGet();
  }

  long sent() {
    return sent.get();
  }

  /** Sent, but not ended yet. */
  long outstanding() {
    return sent.get() - ended.get();
  }

  /** How many answers came from each version. */
  SortedMap<String, Long> versions() {
    return Collections.unmodifiableSortedMap(new TreeMap<>(versions));
  }

  List<Failure> failures() {
    return List.copyOf(failures);
  }
}
