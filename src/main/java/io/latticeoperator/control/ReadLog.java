package io.latticeoperator.control;

import io.latticeoperator.cloud.Read;
import io.latticeoperator.model.Node.Kind;
import io.latticeoperator.plan.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** When each thing was last read, and when it is to be read again. */
final class ReadLog {
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration SLOWEST = Duration.ofSeconds(15);
  private static final Duration SLOWEST_RETRY = Duration.ofSeconds(15);
  private static final Duration SLOWEST_DENIED = Duration.ofSeconds(60);

  private final Map<Read, Entry> entries = new HashMap<>();

  private static final class Entry {
    @Nullable Instant readAt;
    @Nullable Instant begunAt;
    @Nullable Instant failedAt;
    boolean valid;
    boolean flying;
    Duration pace = FIRST;
    @Nullable Instant paceFrom;
    @Nullable Fault fault;
    int failures;
    Instant notBefore = Instant.EPOCH;
  }

  /** Its content is known: it was read, or we made it ourselves. */
  boolean valid(Read read) {
    var entry = entries.get(read);
    return entry != null && entry.valid;
  }

  boolean flying(Read read) {
    var entry = entries.get(read);
    return entry != null && entry.flying;
  }

  @Nullable Instant readAt(Read read) {
    var entry = entries.get(read);
    return entry == null ? null : entry.readAt;
  }

  /** When the reading that was taken in last was asked for. */
  @Nullable Instant begunAt(Read read) {
    var entry = entries.get(read);
    return entry == null ? null : entry.begunAt;
  }

  /** When it last failed; null if it never has. */
  @Nullable Instant failedAt(Read read) {
    var entry = entries.get(read);
    return entry == null ? null : entry.failedAt;
  }

  @Nullable Fault fault(Read read) {
    var entry = entries.get(read);
    return entry == null ? null : entry.fault;
  }

  void begun(Read read) {
    entry(read).flying = true;
  }

  /** The result was not used: it was overtaken by a write. */
  void discarded(Read read) {
    entry(read).flying = false;
  }

  void succeeded(Read read, Instant begun, Instant now) {
    var entry = entry(read);
    entry.flying = false;
    entry.valid = true;
    entry.begunAt = begun;
    entry.readAt = now;
    entry.fault = null;
    entry.failures = 0;
    entry.notBefore = Instant.EPOCH;
    entry.paceFrom = now;
    var doubled = entry.pace.multipliedBy(2);
    entry.pace = doubled.compareTo(SLOWEST) < 0 ? doubled : SLOWEST;
  }

  void failed(Read read, Fault fault, Instant now) {
    var entry = entry(read);
    entry.flying = false;
    entry.fault = fault;
    entry.failedAt = now;
    entry.failures++;
    var delay = FIRST.multipliedBy(1L << Math.min(entry.failures - 1, 8));
    var slowest = fault.kind() == Fault.Kind.DENIED ? SLOWEST_DENIED : SLOWEST_RETRY;
    if (delay.compareTo(slowest) > 0) {
      delay = slowest;
    }
    if (fault.retryAfter() != null && fault.retryAfter().compareTo(delay) > 0) {
      delay = fault.retryAfter();
    }
    entry.notBefore = now.plus(delay);
  }

  /** Known without reading, because a write of ours made it so. */
  void known(Read read, Instant now) {
    var entry = entry(read);
    entry.valid = true;
    entry.fault = null;
    restart(read, now);
    if (entry.readAt == null) {
      entry.readAt = now;
    }
    if (entry.begunAt == null) {
      entry.begunAt = now;
    }
  }

  /** Settling begins anew: the next readings come quickly. */
  void restart(Read read, Instant now) {
    var entry = entry(read);
    entry.pace = FIRST;
    entry.paceFrom = now;
  }

  void invalidate(Read read) {
    entry(read).valid = false;
  }

  /** Forgets every reading of one resource. */
  void forget(String id) {
    for (var kind : Kind.values()) {
      entries.remove(new Read.Details(kind, id));
      entries.remove(new Read.Status(kind, id));
    }
    entries.remove(new Read.Children(id));
    entries.remove(new Read.Targets(id));
  }

  void forget(Read read) {
    entries.remove(read);
  }

  /** Next reading of something that settles: 1 s after the write, doubling to 15 s. */
  Instant settleDue(Read read, Instant now) {
    var entry = entry(read);
    if (entry.paceFrom == null) {
      entry.paceFrom = now;
    }
    return later(entry.paceFrom.plus(entry.pace), entry.notBefore);
  }

  /** Next reading of something that is at rest. */
  Instant restDue(Read read, Duration interval) {
    var entry = entry(read);
    var last = entry.readAt == null ? Instant.EPOCH : entry.readAt;
    return later(last.plus(interval), entry.notBefore);
  }

  /** Next reading of something that is needed now. */
  Instant neededDue(Read read) {
    return entry(read).notBefore;
  }

  private Entry entry(Read read) {
    return entries.computeIfAbsent(read, r -> new Entry());
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
