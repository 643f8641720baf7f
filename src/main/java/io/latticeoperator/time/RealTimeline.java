package io.latticeoperator.time;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A timeline in real time, on one thread of its own, which ends with {@link #close()}. */
public final class RealTimeline implements Timeline, AutoCloseable {
  private final ScheduledExecutorService executor;
  private final Consumer<Throwable> onFailure;
  private final Instant origin = Instant.now();
  private final long nanoOrigin = System.nanoTime();

  /**
   * @param name of the thread
   * @param onFailure told of what an action throws; the timeline goes on with the next action
   */
  public RealTimeline(String name, Consumer<Throwable> onFailure) {
    var single =
        new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name(name).factory());
    single.setRemoveOnCancelPolicy(true);
    this.executor = single;
    this.onFailure = onFailure;
  }

  /** Monotonic: a step of the machine's wall clock after the start is not seen. */
  @Override
  public Instant now() {
    return origin.plusNanos(System.nanoTime() - nanoOrigin);
  }

  @Override
  public Scheduled after(Duration delay, Runnable action) {
    try {
      var future =
          executor.schedule(
              () -> guarded(action), Math.max(0, delay.toNanos()), TimeUnit.NANOSECONDS);
      return () -> future.cancel(false);
    } catch (RejectedExecutionException closed) {
      return () -> {};
    }
  }

  /** Ends the thread; what has not run by then never runs. */
  @Override
  public void close() {
    executor.shutdownNow();
  }

  private void guarded(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException | Error failure) {
      onFailure.accept(failure);
    }
  }
}
