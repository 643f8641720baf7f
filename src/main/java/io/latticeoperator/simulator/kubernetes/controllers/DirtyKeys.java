package io.latticeoperator.simulator.kubernetes.controllers;

import io.latticeoperator.simulator.kubernetes.ApiFault;
import io.latticeoperator.time.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys that one controller has yet to look at. A key waits at most once, for the earliest
 * instant it was marked for; a refusal by the store marks it again, later each time.
 */
final class DirtyKeys implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DirtyKeys.class);
  private static final Duration FIRST_RETRY = Duration.ofMillis(10);
  private static final int MOST_DOUBLINGS = 10;

  private final String controller;
  private final Timeline timeline;
  private final Consumer<ObjectKey> reconcile;
  private final Map<ObjectKey, Wait> waiting = new HashMap<>();
  private final Map<ObjectKey, Integer> refusals = new HashMap<>();
  private volatile boolean closed;

  /**
   * @param controller for the log
   * @param reconcile brings one key to rest; whatever it marks on the way is looked at afterwards
   */
  DirtyKeys(String controller, Timeline timeline, Consumer<ObjectKey> reconcile) {
    this.controller = controller;
    this.timeline = timeline;
    this.reconcile = reconcile;
  }

  void mark(ObjectKey key) {
    markAfter(key, Duration.ZERO);
  }

  void markAfter(ObjectKey key, Duration delay) {
    var due = timeline.now().plus(delay.isPositive() ? delay : Duration.ZERO);
    var earlier = waiting.get(key);
    if (earlier != null) {
      if (!due.isBefore(earlier.due)) {
        return;
      }
      earlier.scheduled.cancel();
    }
    waiting.put(key, new Wait(due, timeline.after(delay, () -> run(key))));
  }

  /** Nothing is reconciled any more. Safe from any thread. */
  @Override
  public void close() {
    closed = true;
  }

  private void run(ObjectKey key) {
    waiting.remove(key);
    if (closed) {
      return;
    }
    try {
      reconcile.accept(key);
      refusals.remove(key);
    } catch (ApiFault refused) {
      int times = refusals.merge(key, 1, Integer::sum);
      var delay = FIRST_RETRY.multipliedBy(1L << Math.min(times - 1, MOST_DOUBLINGS));
      LOG.debug("{}: {} again in {}: {}", controller, key, delay, refused.getMessage());
      markAfter(key, delay);
    }
  }

  private record Wait(Instant due, Timeline.Scheduled scheduled) {}
}
