package io.latticeoperator.simulator.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Every call since the start or the last reset, in the order of their effects. Safe for any thread.
 */
public final class Journal {
  private final List<Entry> entries = new ArrayList<>();
  private long next = 1;

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

  /** Writes a call down. */
  public synchronized void add(Ended call) {
    entries.add(
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
            call.changes()));
  }

  /** Begins again at 1. */
  public synchronized void clear() {
    entries.clear();
    next = 1;
  }
}
