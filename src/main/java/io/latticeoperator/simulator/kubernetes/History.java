package io.latticeoperator.simulator.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Every object there is and, as far back as it is kept, every change that led to it, under one
 * ascending number. Safe for any thread; the trees inside are shared and never written to.
 */
final class History {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition grown = lock.newCondition();
  private final TreeMap<ObjectKey, ObjectNode> current = new TreeMap<>();
  private final ArrayList<Revision> revisions = new ArrayList<>();
  private final int capacity;
  private long number;
  private long compacted;
  private boolean closed;

  /**
   * @param first number before the first revision
   * @param capacity how many revisions are kept at least; twice as many at most
   */
  History(long first, int capacity) {
    this.number = first;
    this.compacted = first;
    this.capacity = capacity;
  }

  /** The objects of one moment, in the order of their keys. */
  record Listing(long revision, List<ObjectNode> objects) {}

  long number() {
    return locked(() -> number);
  }

  Optional<ObjectNode> get(ObjectKey key) {
    return locked(() -> Optional.ofNullable(current.get(key)));
  }

  /** What there is now. */
  Listing list(Predicate<ObjectKey> wanted) {
    return locked(() -> new Listing(number, select(current, wanted)));
  }

  /** What there was at {@code revision}; 410 when that has been compacted away. */
  Listing list(Predicate<ObjectKey> wanted, long revision) {
    return locked(
        () -> {
          refuseCompacted(revision);
          var then = new TreeMap<>(current);
          for (var past : revisions.subList(indexAfter(revision), revisions.size()).reversed()) {
            past.before()
                .ifPresentOrElse(
                    object -> then.put(past.key(), object), () -> then.remove(past.key()));
          }
          return new Listing(revision, select(then, wanted));
        });
  }

  /** Adds a change; {@code object} gets the new number as its resourceVersion. */
  Revision append(ObjectKey key, ObjectNode object, boolean deletion) {
    return locked(
        () -> {
          number++;
          Json.metadata(object).put("resourceVersion", Long.toString(number));
          var before =
              Optional.ofNullable(deletion ? current.remove(key) : current.put(key, object));
          var change =
              deletion
                  ? Objects.Change.DELETED
                  : before.isPresent() ? Objects.Change.MODIFIED : Objects.Change.ADDED;
          var revision = new Revision(number, change, key, object, before);
          revisions.add(revision);
          if (revisions.size() > 2 * capacity) {
            forget(revisions.size() - capacity);
          }
          grown.signalAll();
          return revision;
        });
  }

  /** The changes after {@code revision}, oldest first; 410 when they have been compacted away. */
  List<Revision> after(long revision) {
    return locked(
        () -> {
          refuseCompacted(revision);
          return List.copyOf(revisions.subList(indexAfter(revision), revisions.size()));
        });
  }

  /** As {@link #after}, but waits up to {@code patience} for a change; empty after that. */
  List<Revision> await(long revision, Duration patience) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long nanos = patience.toNanos();
      while (number <= revision && nanos > 0 && !closed) {
        nanos = grown.awaitNanos(nanos);
      }
      return after(revision);
    } finally {
      lock.unlock();
    }
  }

  /** Forgets every change up to now: who wants to continue from an older revision gets a 410. */
  void compact() {
    locked(
        () -> {
          forget(revisions.size());
          grown.signalAll();
          return compacted;
        });
  }

  /** Ends every wait, now and later. */
  void close() {
    locked(
        () -> {
          closed = true;
          grown.signalAll();
          return closed;
        });
  }

  boolean closed() {
    return locked(() -> closed);
  }

  private void forget(int count) {
    if (count > 0) {
      compacted = revisions.get(count - 1).number();
      revisions.subList(0, count).clear();
    }
  }

  private void refuseCompacted(long revision) {
    if (revision < compacted) {
      throw Faults.expired(revision, compacted + 1);
    }
  }

  /** Numbers have no gaps. */
  private int indexAfter(long revision) {
    return Math.clamp(revision - compacted, 0, revisions.size());
  }

  private static List<ObjectNode> select(
      Map<ObjectKey, ObjectNode> objects, Predicate<ObjectKey> wanted) {
    return objects.entrySet().stream()
        .filter(entry -> wanted.test(entry.getKey()))
        .map(Map.Entry::getValue)
        .toList();
  }

  private <T> T locked(Supplier<T> action) {
    lock.lock();
    try {
      return action.get();
    } finally {
      lock.unlock();
    }
  }
}
