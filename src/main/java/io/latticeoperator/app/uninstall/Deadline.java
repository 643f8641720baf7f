package io.latticeoperator.app.uninstall;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** When patience is at its end. */
final class Deadline {
  private static final Duration BEAT = Duration.ofMillis(500);

  private final CountDownLatch never = new CountDownLatch(1);
  private final long end;

  private Deadline(long end) {
    this.end = end;
  }

  static Deadline in(Duration patience) {
    return new Deadline(System.nanoTime() + patience.toNanos());
  }

  boolean passed() {
    return System.nanoTime() - end >= 0;
  }

  /** Between two looks. */
  void pause() throws InterruptedException {
    if (never.await(BEAT.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IllegalStateException("nobody opens it");
    }
  }
}
