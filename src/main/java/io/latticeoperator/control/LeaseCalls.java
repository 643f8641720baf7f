package io.latticeoperator.control;

import io.latticeoperator.control.LeaseStore.Answer;
import io.latticeoperator.time.Clock;
import io.latticeoperator.time.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What one process says to the store of a lease: one call at a time, one plan for the next. For the
 * timeline's thread.
 */
final class LeaseCalls {
  private final Timeline timeline;
  private final Clock wall;
  private final LeaseStore store;
  private final Caller caller;
  private final Consumer<Answer> listener;
  private boolean calling;
  private Timeline.@Nullable Scheduled next;

  /**
   * @param listener hears every answer before it is acted upon
   */
  LeaseCalls(
      Timeline timeline, Clock wall, LeaseStore store, Caller caller, Consumer<Answer> listener) {
    this.timeline = timeline;
    this.wall = wall;
    this.store = store;
    this.caller = caller;
    this.listener = listener;
  }

  /** The same moment on both clocks. */
  record Moment(Instant monotonic, Instant wall) {}

  Moment now() {
    return new Moment(timeline.now(), wall.now());
  }

  void read(Consumer<Answer> then) {
    calling = true;
    caller.call(store::read, answer -> answered(answer, then));
  }

  void write(Lease lease, @Nullable String version, Consumer<Answer> then) {
    calling = true;
    caller.call(() -> store.write(lease, version), answer -> answered(answer, then));
  }

  private void answered(Answer answer, Consumer<Answer> then) {
    calling = false;
    listener.accept(answer);
    then.accept(answer);
  }

  /** Whether a call is under way. */
  boolean calling() {
    return calling;
  }

  /** Instead of what was planned before. */
  void after(Duration delay, Runnable action) {
    cancel();
    next = timeline.after(delay, action);
  }

  /** Nothing is planned any more. */
  void cancel() {
    if (next != null) {
      next.cancel();
      next = null;
    }
  }
}
