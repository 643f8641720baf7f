package io.latticeoperator.simulator.server;

import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Failures that no input should be able to cause: each is logged and counted. */
final class Bugs {
  private static final Logger LOG = LoggerFactory.getLogger(Bugs.class);

  private final AtomicLong count = new AtomicLong();

  void note(String during, Throwable failure) {
    count.incrementAndGet();
    LOG.error("A bug during {}", during, failure);
  }

  long count() {
    return count.get();
  }
}
