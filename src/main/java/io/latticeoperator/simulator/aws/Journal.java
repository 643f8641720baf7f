package io.latticeoperator.simulator.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The calls since the start or the last reset, in the order of their effects. It holds the last so
 * many of them, and counts all. Safe for any thread.
 */
public final class Journal {
  /** How many entries a journal holds unless told otherwise. */
  public static final int CAPACITY = 100_000;

  /** How large all entries together may be, in about the characters of their JSON. */
  private static final long LARGEST = 64L * 1024 * 1024;

  private static final int MOST_KINDS = 10_000;
  private static final Kind OTHERS = new Kind("*", "*", "*", "*");

  private final int capacity;
  private final ArrayDeque<Entry> entries = new ArrayDeque<>();
  private final Map<Kind, Long> counts = new HashMap<>();
  private volatile boolean detailed;
  private long next = 1;
  private long size;

  /** One that holds the last {@link #CAPACITY} calls. */
  public Journal() {
    this(CAPACITY);
  }

  /**
   * @param capacity how many calls it holds, positive
   */
  public Journal(int capacity) {
    this.capacity = capacity;
  }

  /**
   * A call and how it ended.
   *
   * @param sequence counts from 1, without gaps
   * @param service signing name
   * @param read whether the operation changes nothing
   * @param result {@code OK}, an error's name, or {@code LOST}
   * @param status HTTP status; 0 for LOST
   * @param changes what the call itself changed; what follows later is not in it
   */
  public record Entry(
      long sequence,
      Instant at,
      Caller caller,
      String service,
      String operation,
      boolean read,
      ObjectNode input,
      String result,
      int status,
      List<Change> changes) {
    public Entry {
      changes = List.copyOf(changes);
    }
  }

  /**
   * A resource before and after a call.
   *
   * @param before null when it was not there
   * @param after null when it is gone
   */
  public record Change(String id, @Nullable ObjectNode before, @Nullable ObjectNode after) {}

  /** A call that has ended, before it has its place in the journal. */
  public record Ended(
      Instant at,
      Caller caller,
      String service,
      String operation,
      boolean read,
      ObjectNode input,
      String result,
      int status,
      List<Change> changes) {}

  /** What calls are counted by. */
  public record Kind(String service, String operation, String result, String accessKey) {}

  /**
   * Some of the journal.
   *
   * @param next the sequence number after the last call
   * @param oldest of the calls that the journal still holds; {@code next} when it holds none
   * @param entries in order
   */
  public record Extract(long next, long oldest, List<Entry> entries) {
    public Extract {
      entries = List.copyOf(entries);
    }
  }

  /** Whether entries say what was before and after; costs time and memory. */
  public boolean isDetailed() {
    return detailed;
  }

  /** From now on entries say, or do not say, what was before and after. */
  public void detailed(boolean wanted) {
    detailed = wanted;
  }

  /** The sequence number that the next call will have. */
  public synchronized long next() {
    return next;
  }

  /**
   * The calls from a sequence number on.
   *
   * @throws IllegalArgumentException when some of them have been forgotten
   */
  public synchronized List<Entry> since(long from) {
    requireHeld(from);
    return entries.stream().filter(entry -> entry.sequence() >= from).toList();
  }

  /**
   * What the journal still holds of the calls that a predicate is true of; the first ones when
   * there are more than {@code limit}.
   */
  public synchronized Extract extract(Predicate<Entry> which, int limit) {
    return new Extract(next, oldest(), entries.stream().filter(which).limit(limit).toList());
  }

  /**
   * How many calls of each kind there ever were, those forgotten included. Beyond ten thousand
   * kinds the rest are counted as one, with {@code *} for everything.
   */
  public synchronized Map<Kind, Long> counts() {
    return Map.copyOf(counts);
  }

  /**
   * How many calls from a sequence number on there are that a predicate holds for.
   *
   * @throws IllegalArgumentException when some of them have been forgotten
   */
  public synchronized long count(long from, Predicate<Entry> which) {
    requireHeld(from);
    return entries.stream().filter(entry -> entry.sequence() >= from).filter(which).count();
  }

  /** How many reads there are from a sequence number on, refused ones included. */
  public long reads(long from) {
    return count(from, Entry::read);
  }

  /** How many writes there are from a sequence number on, refused ones included. */
  public long writes(long from) {
    return count(from, entry -> !entry.read());
  }

  /** Holds for the calls signed with an access key. */
  public static Predicate<Entry> by(String accessKey) {
    return entry -> entry.caller().accessKey().equals(accessKey);
  }

  /** Writes a call down. */
  public synchronized void add(Ended call) {
    var entry =
        new Entry(
            next++,
            call.at(),
            call.caller(),
            call.service(),
            call.operation(),
            call.read(),
            call.input().deepCopy(),
            call.result(),
            call.status(),
            call.changes());
    counts.merge(kind(call), 1L, Long::sum);
    entries.addLast(entry);
    size += Weight.of(entry);
    while (entries.size() > capacity || (size > LARGEST && entries.size() > 1)) {
      size -= Weight.of(entries.removeFirst());
    }
  }

  /** Begins again at 1. */
  public synchronized void clear() {
    entries.clear();
    counts.clear();
    next = 1;
    size = 0;
  }

  private Kind kind(Ended call) {
    var kind = new Kind(call.service(), call.operation(), call.result(), call.caller().accessKey());
    return counts.size() < MOST_KINDS || counts.containsKey(kind) ? kind : OTHERS;
  }

  private long oldest() {
    return entries.isEmpty() ? next : entries.getFirst().sequence();
  }

  private void requireHeld(long from) {
    if (from < oldest() && oldest() > 1) {
      throw new IllegalArgumentException(
          "The journal has forgotten the calls before number %d".formatted(oldest()));
    }
  }
}
