package io.latticeoperator.engine;

import io.latticeoperator.model.ResourceStatus;
import io.latticeoperator.plan.Change;
import io.latticeoperator.plan.Fault;
import io.latticeoperator.plan.Receipt;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import org.jspecify.annotations.Nullable;

/**
 * When a change that failed may be tried again. Doubling from a first delay to a cap, both by kind
 * of fault, spread by up to a fifth; it never gives up.
 */
public final class Backoff {
  private static final Duration LONGEST_FOR_THE_DEAD = Duration.ofSeconds(10);

  private Backoff() {}

  /** A change's identity for the purpose of failing: its slot and what it does there. */
  public static String id(Change change) {
    return change.slot() + " " + change.getClass().getSimpleName();
  }

  /**
   * The memory after a receipt: a failure is noted, a success forgets, and what was not sent is
   * neither.
   */
  public static Memory note(Memory memory, Receipt receipt, Instant now) {
    if (receipt.outcome() instanceof Receipt.Failed(var fault)
        && fault.kind() == Fault.Kind.WITHHELD) {
      return memory;
    }
    var id = id(receipt.change());
    var failures = new HashMap<>(memory.failures());
    switch (receipt.outcome()) {
      case Receipt.Failed failed -> {
        var last = failures.get(id);
        int attempts = last == null ? 1 : last.attempts() + 1;
        failures.put(
            id,
            new Memory.Failure(
                receipt.change(),
                failed.fault(),
                attempts,
                now.plus(delay(receipt.change(), failed.fault(), attempts))));
      }
      case Receipt.Done done -> {
        if (receipt.change() instanceof Change.Delete delete && failedCreate(delete)) {
          failures.remove(id);
          var create = create(delete);
          var last = failures.get(create);
          int attempts = last == null ? 1 : last.attempts() + 1;
          var why = delete.physical().failure();
          var fault = Fault.of(Fault.Kind.CONFLICT, why == null ? "CREATE_FAILED" : why);
          failures.put(
              create,
              new Memory.Failure(
                  delete, fault, attempts, now.plus(delay(fault, attempts, create))));
        } else if (done.refused().isEmpty()) {
          if (!lasts(failures.get(id))) {
            failures.remove(id);
          }
        } else {
          var first = done.refused().entrySet().iterator().next();
          var last = failures.get(id);
          int attempts = last == null ? 1 : last.attempts() + 1;
          var fault =
              Fault.of(
                  Fault.Kind.INVALID,
                  done.refused().size()
                      + " targets were refused, among them "
                      + first.getKey()
                      + ": "
                      + first.getValue());
          failures.put(
              id,
              new Memory.Failure(
                  receipt.change(), fault, attempts, now.plus(delay(fault, attempts, id))));
        }
      }
    }
    return new Memory(failures, memory.waiting(), memory.removals());
  }

  private static String create(Change.Delete delete) {
    return delete.slot() + " " + Change.Create.class.getSimpleName();
  }

  private static boolean failedCreate(Change.Delete delete) {
    return delete.physical().status() == ResourceStatus.CREATE_FAILED;
  }

  /** AWS accepts a create and says later that it failed: only time shows that the next did not. */
  static boolean lasts(Memory.@Nullable Failure failure) {
    return failure != null
        && failure.change() instanceof Change.Delete delete
        && failedCreate(delete);
  }

  /**
   * Whether a change must wait. Where only different bytes can help (INVALID, QUOTA), a change that
   * differs from the one that failed need not.
   */
  static boolean holds(Memory.Failure failure, Change change, Instant now) {
    if (!now.isBefore(failure.until())) {
      return false;
    }
    return switch (failure.fault().kind()) {
      case INVALID, QUOTA -> failure.change().equals(change);
      case THROTTLED, CONFLICT, DENIED, MISSING, LOST_ANSWER, WITHHELD -> true;
    };
  }

  /** The dead are not kept because AWS was away for long: evictions wait ten seconds at most. */
  private static Duration delay(Change change, Fault fault, int attempts) {
    var delay = delay(fault, attempts, id(change));
    boolean evicts = change instanceof Change.Deregister d && d.removal() == Change.Removal.EVICT;
    var asked = fault.retryAfter();
    var longest =
        asked != null && asked.compareTo(LONGEST_FOR_THE_DEAD) > 0 ? asked : LONGEST_FOR_THE_DEAD;
    return evicts && delay.compareTo(longest) > 0 ? longest : delay;
  }

  static Duration delay(Fault fault, int attempts, String id) {
    var first = Duration.ofSeconds(1);
    var cap = Duration.ofSeconds(60);
    switch (fault.kind()) {
      case THROTTLED, LOST_ANSWER, WITHHELD -> {}
      case CONFLICT, MISSING -> cap = Duration.ofSeconds(30);
      case DENIED -> {
        first = Duration.ofSeconds(15);
        cap = Duration.ofMinutes(5);
      }
      case QUOTA, INVALID -> {
        first = Duration.ofSeconds(30);
        cap = Duration.ofMinutes(10);
      }
    }
    var doubled = first.multipliedBy(1L << Math.min(attempts - 1, 16));
    var delay = doubled.compareTo(cap) < 0 ? doubled : cap;
    var asked = fault.retryAfter();
    if (asked != null && asked.compareTo(delay) > 0) {
      delay = asked;
    }
    long spread = Math.floorMod((id + attempts).hashCode(), 200);
    return delay.plus(delay.multipliedBy(spread).dividedBy(1000));
  }
}
