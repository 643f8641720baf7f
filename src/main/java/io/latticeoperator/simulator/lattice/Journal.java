package io.latticeoperator.simulator.lattice;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.simulator.aws.Caller;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Every call since the start or the last reset, in the order of their effects. Safe for any thread.
 */
public final class Journal {
  private final List<Entry> entries = new ArrayList<>();
  private long next = 1;

  Journal() {}

  /**
   * A call and how it ended.
   *
   * @param sequence counts from 1, without gaps
   * @param read whether the operation changes nothing
   * @param result {@code OK}, an error's name, or {@code LOST}
   * @param status HTTP status; 0 for LOST
   */
  public record Entry(
      long sequence,
      Instant at,
      Caller caller,
      String operation,
      boolean read,
      ObjectNode input,
      String result,
      int status) {}

  /** The sequence number that the next call will have. */
  public synchronized long next() {
    return next;
  }

  /** The calls from a sequence number on. */
  public synchronized List<Entry> since(long from) {
    return entries.stream().filter(entry -> entry.sequence() >= from).toList();
  }

  /** How many calls from a sequence number on there are that a predicate holds for. */
  public synchronized long count(long from, Predicate<Entry> which) {
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

  synchronized void add(Instant at, Call call, boolean read, String result, int status) {
    entries.add(
        new Entry(
            next++,
            at,
            call.caller(),
            call.operation(),
            read,
            call.input().deepCopy(),
            result,
            status));
  }

  synchronized void clear() {
    entries.clear();
    next = 1;
  }
}
