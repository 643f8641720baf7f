package io.latticeoperator.control;

import io.latticeoperator.cloud.Permit;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one term is given: the right to write, and what is to be feared of who wrote before.
 *
 * @param permit asked before each write; once the term is over it is never granted again
 * @param lateUntil until then a call that another process had begun may still take effect: what is
 *     read before is read once more after it. Null when nobody else was, or all its calls have
 *     ended
 */
public record Mandate(Permit permit, @Nullable Instant lateUntil) {
  /** Of who writes alone and always has. */
  public static final Mandate UNLIMITED = new Mandate(Permit.ALWAYS, null);
}
