package io.latticeoperator.kube;

import io.latticeoperator.time.Timeline;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keys that need a look, and the one thread that looks at them. A key that waits already is not
 * queued again; one whose work throws comes back after a second, doubling to a minute.
 */
final class WorkQueue<K> implements AutoCloseable {
  private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
  private static final Duration LAST_RETRY = Duration.ofMinutes(1);
  private static final Logger log = LoggerFactory.getLogger(WorkQueue.class);

  private final Timeline timeline;
  private final Consumer<K> work;
  private final BlockingQueue<K> queue = new LinkedBlockingQueue<>();
  private final Set<K> waiting = ConcurrentHashMap.newKeySet();
  private final Thread worker;

  /** Touched by the worker only. */
  private final Map<K, Duration> retries = new HashMap<>();

  WorkQueue(String name, Timeline timeline, Consumer<K> work) {
    this.timeline = timeline;
    this.work = work;
    this.worker = Thread.ofVirtual().name(name).unstarted(this::run);
  }

  /** What was added before is worked on from now on. */
  void start() {
    worker.start();
  }

  void add(K key) {
    if (waiting.add(key)) {
      queue.add(key);
    }
  }

  /** Interrupts the work at hand. */
  @Override
  public void close() {
    worker.interrupt();
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        var key = queue.take();
        waiting.remove(key);
        attempt(key);
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private void attempt(K key) {
    try {
      work.accept(key);
      retries.remove(key);
    } catch (RuntimeException failure) {
      var delay = retries.getOrDefault(key, FIRST_RETRY);
      var doubled = delay.multipliedBy(2);
      retries.put(key, doubled.compareTo(LAST_RETRY) < 0 ? doubled : LAST_RETRY);
      log.warn("{}: {} again in {}: {}", worker.getName(), key, delay, failure.toString());
      timeline.after(delay, () -> add(key));
    }
  }
}
