package io.latticeoperator.app.uninstall;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** When patience is at its end, or the process is told to be. */
final class Deadline {
  private static final Duration BEAT = Duration.ofMillis(500);

  private final CountDownLatch over = new CountDownLatch(1);
  private final long end;

  private Deadline(long end) {
    this.end = end;
  }

  static Deadline in(Duration patience) {
    return new Deadline(System.nanoTime() + patience.toNanos());
  }

  boolean passed() {
    return over.getCount() == 0 || System.nanoTime() - end >= 0;
  }

  /** It has passed; whoever waits is woken. */
  void pass() {
    over.countDown();
  }

  /** Between two looks. */
  void pause() throws InterruptedException {
    var _ = over.await(BEAT.toMillis(), TimeUnit.MILLISECONDS);
  }
}
