package io.latticeoperator.control;

import io.latticeoperator.cloud.Permit;
import io.latticeoperator.time.Clock;
import java.time.Instant;

/**
 * Until when the holder of a lease may write, in its own time. Shut once a deadline has passed,
 * open again when the lease has been renewed after all, and shut for good when the term is over.
 *
 * <p>There are two clocks, and whichever is first counts. The monotonic one does not care about
 * steps of the wall clock, but may stand still while the machine sleeps; the wall clock is put
 * right when it wakes. A step of the wall clock forward shuts the fence until the next renewal: a
 * moment without writes, never a write too much. For any number of threads.
 */
public final class Fence implements Permit {
  private final Clock monotonic;
  private final Clock wall;
  private volatile Deadline deadline = new Deadline(Instant.MIN, Instant.MIN);
  private volatile boolean over;

  /** The same moment on both clocks, or what was that moment. */
  private record Deadline(Instant monotonic, Instant wall) {}

  Fence(Clock monotonic, Clock wall) {
    this.monotonic = monotonic;
    this.wall = wall;
  }

  @Override
  public boolean granted() {
    var now = deadline;
    return !over && monotonic.now().isBefore(now.monotonic) && wall.now().isBefore(now.wall);
  }

  /** The lease was renewed: writes may begin until then. */
  void openUntil(Instant monotonicDeadline, Instant wallDeadline) {
    deadline = new Deadline(monotonicDeadline, wallDeadline);
  }

  /** Nothing may be written any more, whatever happens. */
  void shut() {
    over = true;
  }
}
