package io.latticeoperator.engine;

import io.latticeoperator.model.Key;
import io.latticeoperator.plan.Change;
import io.latticeoperator.plan.Fault;
import java.time.Instant;
import java.util.Map;

/**
 * What a step remembers of the steps before: timers only.
 *
 * @param failures last failure by {@link Backoff#id}
 * @param waiting since when each key has been waiting for replacements
 * @param removals what others have taken away
 */
public record Memory(Map<String, Failure> failures, Map<Key, Instant> waiting, Removals removals) {
  public static final Memory NONE = new Memory(Map.of(), Map.of(), Removals.NONE);

  public Memory {
    failures = Map.copyOf(failures);
    waiting = Map.copyOf(waiting);
  }

  /**
   * A change that failed.
   *
   * @param attempts how often in a row, from 1
   * @param until not to be tried before
   */
  public record Failure(Change change, Fault fault, int attempts, Instant until) {}
}
