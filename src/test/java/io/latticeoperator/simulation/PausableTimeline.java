package io.latticeoperator.simulation;

import io.latticeoperator.time.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The time of one process that can be stopped and go on, as by SIGSTOP: what falls due meanwhile is
 * done late, and the clock has gone on.
 */
final class PausableTimeline implements Timeline {
  private final Timeline time;
  private final Deque<Runnable> late = new ArrayDeque<>();
  private boolean paused;
  private boolean dead;

  PausableTimeline(Timeline time) {
    this.time = time;
  }

  @Override
  public Instant now() {
    return time.now();
  }

  @Override
  public Scheduled after(Duration delay, Runnable action) {
    var cancelled = new boolean[1];
    var due =
        time.after(
            delay,
            () ->
                run(
                    () -> {
                      if (!cancelled[0]) {
                        action.run();
                      }
                    }));
    return () -> {
      cancelled[0] = true;
      due.cancel();
    };
  }

  /** Stops the process for a while; it may be stopped already. */
  void pause(Duration duration) {
    if (!paused) {
      paused = true;
      time.after(duration, this::goOn);
    }
  }

  boolean paused() {
    return paused;
  }

  /** Nothing is done any more. */
  void die() {
    dead = true;
    late.clear();
  }

  boolean dead() {
    return dead;
  }

  private void goOn() {
    paused = false;
    while (!late.isEmpty() && !paused) {
      late.poll().run();
    }
  }

  private void run(Runnable action) {
    if (dead) {
      return;
    }
    if (paused) {
      late.add(action);
    } else {
      action.run();
    }
  }
}
