package io.latticeoperator.app.uninstall;

import java.time.Duration;

/** When patience is at its end. */
final class Deadline {
  private static final Duration BEAT = Duration.ofMillis(500);

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
    Thread.sleep(BEAT);
  }
}
