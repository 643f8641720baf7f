package io.latticeoperator.simulator.dataplane;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A token bucket for each service. A bucket is kept as the time at which it will be full again, to
 * which each token taken adds its share of a second. For any number of threads.
 */
final class RequestRates {
  private static final long SECOND = 1_000_000_000L;

  private final Map<String, AtomicLong> fullAt = new ConcurrentHashMap<>();
  private final long nanosPerRequest;

  /**
   * @param perSecond the rate, and the size of the buckets; at least 1
   */
  RequestRates(int perSecond) {
    nanosPerRequest = SECOND / perSecond;
  }

  /** Takes a token if there is one. */
  boolean admits(String serviceId, long nanoTime) {
    var bucket = fullAt.computeIfAbsent(serviceId, _ -> new AtomicLong(nanoTime));
    while (true) {
      long full = bucket.get();
      long next = (full - nanoTime < 0 ? nanoTime : full) + nanosPerRequest;
      if (next - nanoTime > SECOND) {
        return false;
      }
      if (bucket.compareAndSet(full, next)) {
        return true;
      }
    }
  }
}
